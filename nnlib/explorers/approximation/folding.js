// Folding: tents one after another fold the interval once a layer; beside them one hidden layer with as many units.
import { closest, corners, tent } from "../mathematics/tents.js";
import { rounded } from "../shared/numbers.js";

const DIGITS = 6; // decimals of values, as in Python

export function readouts({ depth, peak, x }) {
  const places = corners(depth, peak);
  const points = closest(places, 2 * depth);
  const is_whole = points.length === places.length;
  const result = {
    units_deep: 2 * depth,
    pieces_deep: places.length - 1,
    units_shallow: points.length - 1,
    pieces_shallow: points.length - 1,
    most_pieces: points.length,
    least_units: places.length - 2,
    followed_until: is_whole ? 1 : points.at(-2)[0],
    error: is_whole ? 0 : 0.5,
  };
  let value = x;
  for (let layer = 1; layer <= depth; layer++) {
    value = tent(value, peak);
    result[`after_${layer}`] = rounded(value, DIGITS);
  }
  return result;
}

export default {};
