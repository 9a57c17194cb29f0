// What an activation is like: what Python's registry says of it, what α changes in that, and where it is saturated.
import { activationOf } from "../mathematics/activations.js";

const REACH = 32; // how far out the end of a zone is searched for, in steps
const STEP = 1 / 8;
const HALVINGS = 60;
const DIGITS = 1e9;

// Returns of(name, alpha): f, grad, range, monotonic, zero_centred, kinks, and `zone`, the ends of the saturated zones on
// the left and on the right, each null where there is none.
export function properties({ FACTS, FLAT }) {
  const known = new Map(); // the two that are shown, most of the time
  return (name, alpha) => {
    const key = `${name}:${alpha}`;
    if (known.size > 8) known.clear();
    if (!known.has(key)) {
      const act = { ...FACTS[name], ...activationOf(name, alpha) };
      known.set(key, { ...act, zone: zoneOf(act, FLAT) });
    }
    return known.get(key);
  };
}

function zoneOf({ grad }, flat) {
  const since = grad(Infinity) === 0 ? endOfFlat((z) => grad(-z), flat) : null;
  return [grad(-Infinity) === 0 ? endOfFlat(grad, flat) : null, since === null ? null : 0 - since];
}

// Up to where, from the left, a slope stays below `flat` in size.
function endOfFlat(slope, flat) {
  const isSteep = (z) => Math.abs(slope(z)) >= flat;
  let high = -REACH;
  while (!isSteep(high)) {
    high += STEP;
    if (high > REACH) return Infinity;
  }
  let low = high - STEP;
  for (let n = 0; n < HALVINGS; n++) {
    const middle = (low + high) / 2;
    if (isSteep(middle)) high = middle;
    else low = middle;
  }
  return Math.round(high * DIGITS) / DIGITS + 0;
}

// Whether z lies in a saturated zone.
export const isSaturated = ({ zone: [until, since] }, z) =>
  (until !== null && z < until) || (since !== null && z > since);
