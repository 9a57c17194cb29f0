// The grid of the input plane, and the path that its lines become in a hidden space.

const LINES = 11; // each way
const STEPS = 40; // from one end of a line to the other
const REACH = 1.25; // the grid covers [−1.25, 1.25]²
const EXACT = 0.15; // pixels that a piece may leave the points that it passes

// The points of the lines, one line after the other, as inputs.
export const GRID = (() => {
  const places = [];
  for (const upright of [true, false])
    for (let line = 0; line < LINES; line++)
      for (let step = 0; step <= STEPS; step++) {
        const [across, along] = [(2 * line) / (LINES - 1) - 1, (2 * step) / STEPS - 1].map((share) => share * REACH);
        places.push(...(upright ? [across, along] : [along, across]));
      }
  return Float64Array.from(places);
})();

// The path of lines whose points are at `points`, cut to the view: straight pieces, as long as they pass all points closely.
export function gridPath(view, points, place) {
  const near = EXACT / view.unit;
  let path = "";
  for (let from = 0; from < points.length; from += 2) {
    const end = from + 2 * STEPS;
    let pen = false; // whether the path has come to where the next piece begins
    while (from < end) {
      let to = from + 2;
      while (to < end && isStraight(points, from, to + 2, near)) to += 2;
      const piece = inside(view, points[from], points[from + 1], points[to], points[to + 1]);
      if (piece) path += `${pen ? "" : `M${place(piece[0], piece[1])}`}L${place(piece[2], piece[3])}`;
      pen = piece !== null && piece[4];
      from = to;
    }
  }
  return path;
}

// Whether all points between two lie on the way from one to the other.
function isStraight(points, from, to, near) {
  const [p, q] = [points[from], points[from + 1]];
  const [right, up] = [points[to] - p, points[to + 1] - q];
  const length = Math.hypot(right, up);
  for (let i = from + 2; i < to; i += 2) {
    const [x, y] = [points[i] - p, points[i + 1] - q];
    const along = x * right + y * up;
    if (Math.abs(x * up - y * right) > near * length || along < -near * length || along > (length + near) * length)
      return false;
    if (length === 0 && Math.hypot(x, y) > near) return false;
  }
  return true;
}

// The part of the piece from (p, q) to (s, t) that lies in the square [low, high]²: its ends, and whether it goes on to
// (s, t); null where there is none (Liang and Barsky's clipping).
function inside({ low, high }, p, q, s, t) {
  if (p >= low && p <= high && q >= low && q <= high && s >= low && s <= high && t >= low && t <= high)
    return [p, q, s, t, true];
  let [from, to] = [0, 1];
  for (const [start, way] of [
    [p, s - p],
    [q, t - q],
  ]) {
    if (way === 0 && (start < low || start > high)) return null;
    if (way === 0) continue;
    const [one, other] = [(low - start) / way, (high - start) / way];
    from = Math.max(from, Math.min(one, other));
    to = Math.min(to, Math.max(one, other));
  }
  return from < to ? [p + from * (s - p), q + from * (t - q), p + to * (s - p), q + to * (t - q), to === 1] : null;
}
