// Shades of a function's values between −1 and 1: blue above 0, orange below, five each. They begin where those of
// nnlib.plotting's heat maps do.
import { svg } from "./elements.js";

const BEGINS = [0.1, 0.3, 0.5, 0.7, 0.9];
const ROUNDING = 1e-9;

// From −5 to 5.
export function shade(value) {
  const size = Math.abs(value) + ROUNDING;
  let n = 0;
  while (n < BEGINS.length && size >= BEGINS[n]) n++;
  return value < 0 ? 0 - n : n;
}

const SHADES = [-5, -4, -3, -2, -1, 1, 2, 3, 4, 5];
export const classOf = (n) => (n === 0 ? "nnx-paper" : n > 0 ? `nnx-up${n}` : `nnx-down${-n}`);

// The shades of a grid's cells, each by the mean of its corners, in rows from below.
// `by` is how many lines of `values` lie from one corner to the next.
export function shadesOf(values, columns, rows, by = 1) {
  const shades = [];
  for (let j = 0; j + by < rows; j += by)
    for (let i = 0; i + by < columns; i += by) {
      const [k, up] = [j * columns + i, by * columns];
      shades.push(shade((values[k] + values[k + by] + values[k + up] + values[k + up + by]) / 4));
    }
  return shades;
}

// A heat map on a plane: its cells, and a line around what is above 0, a dashed one around what is below.
export function heatMap(plane) {
  const cells = Object.fromEntries(SHADES.map((n) => [n, svg("path", { class: classOf(n) })]));
  const lines = [svg("path", { class: "nnx-contour nnx-dashed" }), svg("path", { class: "nnx-contour" })];
  plane.layer.shade.append(svg("g", { class: "nnx-cells" }, ...SHADES.map((n) => cells[n])), ...lines);
  const draw = (first, second, shades) => {
    const [x, y] = [first.map((p) => plane.x(p).toFixed(1)), second.map((q) => plane.y(q).toFixed(1))];
    const columns = first.length - 1;
    const parts = Object.fromEntries(SHADES.map((n) => [n, []]));
    for (const { n, from, to, bottom, top } of rectangles(shades, columns, second.length - 1))
      parts[n].push(`M${x[from]},${y[bottom]}H${x[to]}V${y[top]}H${x[from]}Z`);
    for (const n of SHADES) cells[n].setAttribute("d", parts[n].join(""));
    const is_above = shades.map((n) => n > 0);
    const is_below = shades.map((n) => n < 0);
    const around_above = borders(is_above, is_above, columns);
    lines[0].setAttribute("d", path(borders(is_below, is_above, columns, true), x, y));
    lines[1].setAttribute("d", path(around_above, x, y));
  };
  return { draw };
}

// Cells of one shade that lie side by side, and below one another, as few rectangles; cells of no shade are left out.
function rectangles(shades, columns, rows) {
  const found = [];
  let below = new Map();
  for (let j = 0; j < rows; j++) {
    const here = new Map();
    for (let from = 0, to; from < columns; from = to) {
      const n = shades[j * columns + from];
      for (to = from + 1; to < columns && shades[j * columns + to] === n;) to++;
      if (n === 0) continue;
      const key = `${n},${from},${to}`;
      const one = below.get(key) ?? { n, from, to, bottom: j };
      if (!below.has(key)) found.push(one);
      one.top = j + 1;
      here.set(key, one);
    }
    below = here;
  }
  return found;
}

// Where cells inside a region meet cells outside: runs along the lines of the grid. Borders to `other` cells are left
// out where these have a border of their own.
function borders(is_inside, other, columns, leave_out = false) {
  const rows = is_inside.length / columns;
  const isBorder = (k, m) => is_inside[k] !== is_inside[m] && !(leave_out && (other[k] || other[m]));
  const found = [];
  const runs = (count, length, test, make) => {
    for (let line = 1; line < count; line++)
      for (let start = 0, end; start < length; start = end + 1) {
        for (end = start; end < length && test(line, end);) end++;
        if (end > start) found.push(make(line, start, end));
      }
  };
  runs(
    columns,
    rows,
    (i, j) => isBorder(j * columns + i - 1, j * columns + i),
    (i, from, to) => [i, from, i, to],
  );
  runs(
    rows,
    columns,
    (j, i) => isBorder((j - 1) * columns + i, j * columns + i),
    (j, from, to) => [from, j, to, j],
  );
  return found;
}

const path = (runs, x, y) => runs.map(([i, j, k, l]) => `M${x[i]},${y[j]}L${x[k]},${y[l]}`).join("");
