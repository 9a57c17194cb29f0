// Quantiles of the standard normal distribution: scipy.special.ndtri.
import { density, tail } from "./activations.js";

const STEPS = 60; // Newton's need about six

// Where the share p lies below. The upper tail is convex, so Newton's steps from 0 come nearer from one side.
export function normalQuantile(p) {
  const share = Math.min(p, 1 - p);
  let t = 0;
  for (let n = 0; n < STEPS; n++) {
    const step = (tail(t) - share) / density(t);
    t += step;
    if (step < 1e-16) break;
  }
  return p < 0.5 ? -t : t;
}
