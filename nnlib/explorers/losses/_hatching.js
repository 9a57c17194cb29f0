// Lines that rise to the right in a rectangle of pixels, ends on its edges.
import { pixel } from "../shared/bars.js";

const HATCH = 6; // pixels from line to line

export function hatching(left, right, top, bottom) {
  const lines = [];
  const first = Math.ceil((left + top) / HATCH) * HATCH; // on such a line x + y is the same all along
  for (let sum = first; sum < right + bottom; sum += HATCH) {
    const [from, to] = [Math.max(left, sum - bottom), Math.min(right, sum - top)];
    if (to > from) lines.push(`M${pixel(from)},${pixel(sum - from)}L${pixel(to)},${pixel(sum - to)}`);
  }
  return lines.join("");
}
