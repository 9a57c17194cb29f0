// The losses of nnlib for classes −1 and +1, as functions of y and the score s, and what is best on average. Same formulas; a
// test compares the numbers.
import { ACTIVATIONS, sigmoid, step } from "./activations.js";

const softplus = ACTIVATIONS.softplus.f;

export const MARGIN_LOSSES = {
  hinge: { value: (y, s) => Math.max(1 - y * s, 0), grad: (y, s) => (y * s < 1 ? -y : 0) },
  logistic: { value: (y, s) => softplus(-y * s), grad: (y, s) => -y * sigmoid(-y * s) },
  exponential: { value: (y, s) => Math.exp(-y * s), grad: (y, s) => -y * Math.exp(-y * s) },
  perceptron: { value: (y, s) => Math.max(-y * s, 0), grad: (y, s) => (y * s < 0 ? -y : 0) },
  zero_one: { value: (y, s) => Math.abs(step(s) - step(y)), grad: () => 0 },
};

// The mean loss of a score, where +1 has probability p.
export const expectedLoss = ({ value }, p, s) => p * value(1, s) + (1 - p) * value(-1, s);

// Of losses whose minimiser is the majority: the best scores, from and to, where +1 is likelier.
const MAJORITY = { hinge: [1, 1], zero_one: [0, Infinity] };

// The lowest and the highest score of least expected loss; `minimiser` is what nnlib's registry calls it.
export function bestScores(name, minimiser, p) {
  const odds = Math.log(p / (1 - p));
  if (minimiser === "majority") {
    const [low, high] = MAJORITY[name];
    if (odds === 0) return [-high, high];
    return odds > 0 ? [low, high] : [-high, -low];
  }
  const best = minimiser === "log odds" ? odds : minimiser === "half the log odds" ? odds / 2 : 0;
  return [best, best];
}

// One of the best scores: the one nearest to the sign of the likelier class.
export const oneOf = ([low, high], p) => Math.min(high, Math.max(low, Math.sign(p - 0.5)));
