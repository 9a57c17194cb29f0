// How far a line can stay away from samples that it separates.
import { dot } from "./vectors.js";

// Samples as vectors (x1, x2, 1), turned round for class 0: a separating w has a positive product with each.
export const signed = (points) => points.map(([x1, x2, y]) => [x1, x2, 1].map((value) => (2 * y - 1) * value));

// The largest margin of a line, or 0 if no line separates the samples. The best direction is the point of the convex
// hull of the signed samples nearest to 0; it lies on a corner, an edge or a triangle, so trying all of those finds it,
// and trying a wrong one only gives a smaller margin.
export function margin(points) {
  const rows = signed(points);
  let best = 0;
  const attempt = (direction) => {
    if (direction) best = Math.max(best, Math.min(...rows.map((row) => dot(row, direction))));
  };
  rows.forEach((p, i) => {
    attempt(across(p, []));
    for (let j = i + 1; j < rows.length; j++) {
      const edge = across(minus(rows[j], p), []);
      if (!edge) continue; // the same sample twice
      attempt(across(p, [edge]));
      for (let k = j + 1; k < rows.length; k++) {
        const other = across(minus(rows[k], p), [edge]);
        if (other) attempt(across(p, [edge, other]));
      }
    }
  });
  return best > 1e-12 * radius(points) ? best : 0;
}

// The direction of v at right angles to some directions that are so to each other; null where v lies along them but for
// rounding. The second pass removes what rounding left of them, which matters where samples are close together.
function across(v, directions) {
  let rest = v;
  for (let pass = 0; pass < 2; pass++) {
    for (const u of directions) {
      const along = dot(rest, u);
      rest = rest.map((value, axis) => value - along * u[axis]);
    }
  }
  const length = Math.hypot(...rest);
  return length > 1e-14 * Math.hypot(...v) ? rest.map((value) => value / length) : null;
}

// The longest sample (x1, x2, 1).
export const radius = (points) => Math.max(...signed(points).map((row) => Math.hypot(...row)));

const minus = (u, v) => u.map((value, i) => value - v[i]);
