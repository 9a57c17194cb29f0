// A maxout unit of one input: the greatest of some straight lines z = w x + b; as nnlib.Maxout, with the same steps.
const NARROWEST = 1e-9; // a piece that is the greatest on less than this is so at one point only
const TIE = 1e-3; // errors as close as this count as equal, as they do where links round their numbers

export const heights = ({ w, b }, x) => w.map((slope, j) => slope * x + b[j]);
export const greatest = (pieces, x) => Math.max(...heights(pieces, x));

// From where to where piece j is the greatest, and the first of those; null for nowhere, or one point.
export function reachOf(j, { w, b }) {
  let [start, end] = [-Infinity, Infinity];
  for (let i = 0; i < w.length; i++) {
    if (w[i] === w[j]) {
      if (b[i] > b[j] || (b[i] === b[j] && i < j)) return null;
      continue;
    }
    const crossing = (b[i] - b[j]) / (w[j] - w[i]) + 0;
    if (w[i] < w[j]) start = Math.max(start, crossing);
    else end = Math.min(end, crossing);
  }
  return end - start > NARROWEST ? [start, end] : null;
}

// The pieces that win somewhere between two places, from left to right: { j, from, until }.
export function winners(pieces, [left, right]) {
  return pieces.w
    .map((_, j) => ({ j, reach: reachOf(j, pieces) }))
    .filter(({ reach }) => reach && reach[0] < right && reach[1] > left)
    .map(({ j, reach }) => ({ j, from: Math.max(left, reach[0]), until: Math.min(right, reach[1]) }))
    .sort((one, other) => one.from - other.from);
}

// The largest distance to the parabola x², the first place where it is reached, and what no unit with as many pieces
// comes below. Between two corners it is at an end, or where the parabola is as steep as a piece.
export function errorToParabola(pieces, [left, right]) {
  const corners = winners(pieces, [left, right]).map(({ from }) => from);
  const as_steep = pieces.w.map((slope) => slope / 2).filter((place) => left <= place && place <= right);
  const places = [left, ...corners, ...as_steep, right].sort((p, q) => p - q);
  const errors = places.map((place) => Math.abs(greatest(pieces, place) - place * place));
  const error = Math.max(...errors);
  return {
    error,
    x_error: places[errors.findIndex((one) => one >= error - TIE)],
    least_error: (2 * ((right - left) / 4) ** 2) / pieces.w.length ** 2,
  };
}
