// What follows a function f on [0, 1], and how far it can be off: nnlib.approximation, with the same steps in the same order.
import { sigmoid } from "./activations.js";

// -- functions ---------------------------------------------------------------------------------------------------------

// n + 1 places from 0 to 1 in equal steps, as NumPy rounds them.
export const evenly = (n) => Array.from({ length: n + 1 }, (_, i) => (i === n ? 1 : i * (1 / n)));

// Straight lines through points; `xs` increase from 0 to 1. Whoever goes along them finds the next one at once.
export function lines(xs, ys) {
  let i = 0;
  return (x) => {
    while (i > 0 && xs[i] > x) i--;
    while (i < xs.length - 2 && xs[i + 1] <= x) i++;
    return x === xs[i + 1] ? ys[i + 1] : ys[i] + ((ys[i + 1] - ys[i]) / (xs[i + 1] - xs[i])) * (x - xs[i]);
  };
}

// The values of f at n + 1 places.
export function sampled(f, n, place = (i) => i / n) {
  const values = new Float64Array(n + 1);
  for (let i = 0; i <= n; i++) values[i] = f(place(i));
  return values;
}

const FLAT = 40; // further from an edge a step is 0 or 1 in all digits

// Pulses side by side, whose neighbours share an edge: one unit an edge.
export function staircase(edges, heights, k) {
  const rises = edges.map((_, i) => (heights[i] ?? 0) - (heights[i - 1] ?? 0));
  return (x) => {
    let sum = 0;
    for (let i = 0; i < edges.length; i++) {
      const z = k * (x - edges[i]);
      if (z > FLAT) sum += rises[i];
      else if (z > -FLAT) sum += rises[i] * sigmoid(z);
    }
    return sum;
  };
}

// -- parts of the interval ---------------------------------------------------------------------------------------------

// The ends of n parts: equal ones, or parts that are equally hard to follow.
export const endsOf = (f, { n, kind, spacing, resolution }) =>
  spacing === "equal" ? evenly(n) : freeEnds(f, n, kind, resolution);

function freeEnds(f, n, kind, cells) {
  const x = evenly(cells).map((u) => (1 - Math.cos(Math.PI * u)) / 2);
  x[cells] = 1;
  const values = x.map(f);
  const [lengths, changes] = [differences(x), differences(values)];
  const hard = kind === "sigmoid" ? changes.map(Math.abs) : bend(values, changes, lengths);
  const even = 0.01 * hard.reduce((sum, one) => sum + one, 0) || 1;
  const share = [0];
  hard.forEach((one, i) => share.push(share[i] + (one + lengths[i] * even)));
  const at = lines(
    share.map((one) => one / share[cells]),
    x,
  );
  return evenly(n).map((part, i) => (i === 0 ? 0 : i === n ? 1 : at(part)));
}

const differences = (values) => values.slice(1).map((value, i) => value - values[i]);

// Root of the second derivative times length, for each cell; what may be rounding is no change of slope.
function bend(values, changes, lengths) {
  const slopes = changes.map((change, i) => change / lengths[i]);
  const largest = Math.max(...values.map(Math.abs));
  const root = differences(slopes).map((change, i) => {
    const rounding = 4 * Number.EPSILON * largest * (1 / lengths[i + 1] + 1 / lengths[i]);
    return Math.sqrt((Math.abs(change) > rounding ? Math.abs(change) : 0) / ((lengths[i + 1] + lengths[i]) / 2));
  });
  return lengths.map((length, i) => (((root[i] ?? root[i - 1]) + (root[i - 1] ?? root[i])) / 2) * length);
}

// -- the bound ---------------------------------------------------------------------------------------------------------

const KEPT = 500; // moduli of a function
const known = new WeakMap(); // of each function, what was measured

function remembered(f, key, measure) {
  if (!known.has(f)) known.set(f, new Map());
  const found = known.get(f);
  if (!found.has(key)) {
    if (found.size > KEPT) found.clear();
    found.set(key, measure());
  }
  return found.get(key);
}

// Largest difference between points at most a distance apart, measured on a grid.
function modulus(f, distance, resolution) {
  const steps = Math.max(10, Math.ceil(distance / (1 / (10 * resolution))));
  const step = distance / steps;
  const top = sampled(f, Math.ceil(1 / step), (i) => Math.min(step * i, 1));
  const bottom = top.slice();
  let n = top.length;
  for (let reach = 0; reach < steps;) {
    const shift = Math.min(reach + 1, steps - reach);
    n -= shift;
    for (let i = 0; i < n; i++) {
      if (top[i + shift] > top[i]) top[i] = top[i + shift];
      if (bottom[i + shift] < bottom[i]) bottom[i] = bottom[i + shift];
    }
    reach += shift;
  }
  let largest = 0;
  for (let i = 0; i < n; i++) largest = Math.max(largest, top[i] - bottom[i]);
  return largest;
}

// The largest change within a part: from its middle, or between any two points.
function changeWithin(f, ends, to_middle) {
  let largest = 0;
  const shares = evenly(100);
  for (let j = 0; j + 1 < ends.length; j++) {
    const values = shares.map((share) => f(Math.min(ends[j] + (ends[j + 1] - ends[j]) * share, ends[j + 1])));
    const [low, high] = [Math.min(...values), Math.max(...values)];
    largest = Math.max(largest, to_middle ? Math.max(high - values[50], values[50] - low) : high - low);
  }
  return largest;
}

// The terms of the bound: what f changes within a part, what soft edges add, what the outermost pulses lack.
export function boundTerms(f, ends, width, { kind, spacing, steepness, resolution }) {
  const omega = (distance) => {
    const measured = Math.min(1, Math.max(distance, 1 / (10 * resolution)));
    return remembered(f, measured, () => modulus(f, measured, resolution));
  };
  const equal = spacing === "equal";
  if (kind === "relu")
    return { width: equal ? 1.5 * omega(width / 2) : changeWithin(f, ends, false), edges: 0, ends: 0 };
  const largest = remembered(f, 0, () =>
    sampled(f, 10 * resolution).reduce((most, one) => Math.max(most, Math.abs(one)), 0),
  );
  return {
    width: equal ? omega(width / 2) : changeWithin(f, ends, true),
    edges: 2 * omega(1 / steepness),
    ends: 2 * Math.exp(-steepness * width) * largest,
  };
}
