// Samples whose noise is lopsided, and shares of all such targets: what losses/_lopsided.py draws and computes.

const STRIDE = 0x6d2b79f5;

// Number k, in [0, 1), of the generator Mulberry32.
function random(k) {
  const state = Math.imul(k, STRIDE);
  let mixed = Math.imul(state ^ (state >>> 15), state | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}

// x and y of the first n points of a sample, which is counted from 1; each sample has `largest` points.
export function sampleOf(sample, n, { seed, largest }) {
  const start = seed * 2 ** 16 + 2 * largest * (sample - 1);
  const x = Array.from({ length: n }, (_, i) => 2 * random(start + 2 * i) - 1);
  const y = x.map((one, i) => one / 2 + (0.3 + 0.2 * one) * (-Math.log1p(-random(start + 2 * i + 1)) - 1));
  return { x, y };
}

const crossing = (one, other) => (other.intercept - one.intercept) / (one.slope - other.slope);
const LOWEST = { slope: 0.3, intercept: -0.3 }; // targets

// The shares of all targets below both lines, and above both: integrals over x, piece by piece, by Gauss's places and weights.
// A piece ends where the lines cross, or where one of them meets the lowest target.
export function freshShares(one, other, { places, weights }) {
  const cuts = [crossing(one, other), crossing(one, LOWEST), crossing(other, LOWEST)];
  const ends = [-1, ...cuts.filter((cut) => cut > -1 && cut < 1).sort((p, q) => p - q), 1];
  let [below, above] = [0, 0];
  for (let piece = 0; piece + 1 < ends.length; piece++) {
    const half = (ends[piece + 1] - ends[piece]) / 2;
    for (let k = 0; k < places.length; k++) {
      const x = ends[piece] + half * (1 + places[k]);
      const noise = (line) => Math.max((line.slope * x + line.intercept - x / 2) / (0.3 + 0.2 * x) + 1, 0);
      const [p, q] = [noise(one), noise(other)];
      below -= ((half * weights[k]) / 2) * Math.expm1(-Math.min(p, q));
      above += ((half * weights[k]) / 2) * Math.exp(-Math.max(p, q));
    }
  }
  return { below: below + 0, above };
}
