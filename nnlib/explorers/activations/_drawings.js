// The drawings of FeatureSpace: hidden spaces, each a square with numbers at two axes, and in it the grid of the inputs, the
// samples, and the line at which the output changes sides; and a time axis. Few paths, each set once a frame.
import { html, setAttributes, setText, svg, svgSymbol } from "../shared/elements.js";
import { format } from "../shared/numbers.js";
import { onWidth } from "../shared/widths.js";

const MARGIN = { left: 36, right: 4, top: 4, bottom: 22 };
const SMALL = 170; // pixels of the drawing below which marks are smaller
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

export function panel() {
  const root = svg("svg", { class: "nnx-plane", role: "img" });
  const box = html("div", { class: "nnx-box" }, root);
  const [lines, numbers] = [svg("g", { class: "nnx-axes" }), svg("g", { class: "nnx-axes" })];
  const part = (className) => svg("path", { class: className });
  const parts = {
    side: part("nnx-fires"),
    grid: part("nnx-net"),
    zeros: part("nnx-zero nnx-small"),
    ones: part("nnx-one nnx-small"),
    wrong: part("nnx-ring nnx-miss nnx-thin-ring"),
    line: part("nnx-boundary nnx-border"),
  };
  const { side, grid, line, zeros, ones, wrong } = parts;
  root.append(side, lines, grid, line, zeros, ones, wrong, numbers);
  const view = { root, box, low: 0, high: 1, ticks: [], symbol: null };
  view.x = (value) => MARGIN.left + (value - view.low) * view.unit;
  view.y = (value) => MARGIN.top + (view.high - value) * view.unit;

  const layOut = (size) => {
    const { left, right, top, bottom } = MARGIN;
    const inner = size - left - right;
    const height = inner + top + bottom;
    Object.assign(view, { width: size, height, unit: inner / (view.high - view.low), r: size < SMALL ? 2.5 : 3.5 });
    root.setAttribute("viewBox", `0 0 ${size} ${height}`);
    drawAxes();
  };
  function drawAxes() {
    const { x, y, low, high, ticks, symbol } = view;
    const straight = (x1, y1, x2, y2, tick) =>
      svg("line", { class: tick === 0 || tick === low ? "" : "nnx-grid", x1, y1, x2, y2 });
    lines.replaceChildren(
      ...ticks.map((tick) => straight(x(low), y(tick), x(high), y(tick), tick)),
      ...ticks.map((tick) => straight(x(tick), y(low), x(tick), y(high), tick)),
    );
    if (!symbol) return;
    const between = (ticks.at(-1) + ticks.at(-2)) / 2;
    const is_small = view.width < SMALL; // there the name stands in place of the middle number
    const ends = [ticks[0], ticks.at(-1)];
    const middle = is_small ? (ends[0] + ends[1]) / 2 : between;
    const [bottom, left] = [y(low) + 16, x(low) - 5];
    const text = (px, py, anchor, tick) => svg("text", { x: px, y: py, "text-anchor": anchor }, format(tick, 0));
    numbers.replaceChildren(
      ...(is_small ? ends : ticks).map((tick) => text(x(tick), bottom, "middle", tick)),
      ...ticks.map((tick) => text(left, y(tick) + 4, "end", tick)),
      svgSymbol(symbol.letter, 1, symbol.layer, { x: x(middle), y: bottom, "text-anchor": "middle" }),
      svgSymbol(symbol.letter, 2, symbol.layer, { x: left + 1, y: y(between) + 4, "text-anchor": "end" }),
    );
  }
  layOut(200);
  onWidth(box, layOut);

  // Set what the axes say; `letter` and `layer` name them.
  let known = "";
  view.scale = (low, high, ticks, symbol) => {
    const now = [low, high, symbol.letter, symbol.layer].join();
    if (now === known) return;
    known = now;
    Object.assign(view, { low, high, ticks, symbol });
    layOut(view.width);
  };

  // `points` and `places` are flat: of the grid, and of the samples, whose classes are `y`; `is_right[i]` says whether
  // sample i is on its side. `border` are the points of the line, `outline` those around the side of class 1.
  view.draw = ({ points, places, y, is_right, border, outline }) => {
    const at = (value) => Math.round(value * 10) / 10;
    const place = (p, q) => `${at(view.x(p))},${at(view.y(q))}`;
    const polyline = (corners) => (corners.length > 0 ? `M${corners.map(([p, q]) => place(p, q)).join("L")}` : "");
    grid.setAttribute("d", gridPath(view, points, place));
    line.setAttribute("d", polyline(border));
    side.setAttribute("d", outline.length > 0 ? `${polyline(outline)}Z` : "");
    const { r } = view;
    const circle = (px, py, radius) =>
      `M${at(px - radius)},${at(py)}a${radius},${radius} 0 1,0 ${2 * radius},0a${radius},${radius} 0 1,0 ${-2 * radius},0Z`;
    const square = (px, py) => `M${at(px - r)},${at(py - r)}h${2 * r}v${2 * r}h${-2 * r}Z`;
    const marks = ["", ""];
    let missed = "";
    y.forEach((label, i) => {
      const [px, py] = [view.x(places[2 * i]), view.y(places[2 * i + 1])];
      marks[label] += label === 1 ? square(px, py) : circle(px, py, r);
      if (!is_right[i]) missed += circle(px, py, r + 2.5);
    });
    zeros.setAttribute("d", marks[0]);
    ones.setAttribute("d", marks[1]);
    wrong.setAttribute("d", missed);
  };
  return view;
}

// The path of lines whose points are at `points`, cut to the view: straight pieces, as long as they pass all points closely.
function gridPath(view, points, place) {
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

// -- the time axis ---------------------------------------------------------------------------------------------------

const AROUND = { left: 62, right: 14, top: 10, bottom: 30 };
const ROW = 17; // pixels
const TICK = 10; // epochs

// `names` are those of the rows, `end` is the final epoch; `words` say what stands under the axis, and at a row without
// separation.
export function timeline({ names, end, words }) {
  const root = svg("svg", { class: "nnx-plane nnx-plot nnx-timeline", role: "img" });
  const box = html("div", { class: "nnx-box nnx-widebox" }, root);
  const axes = svg("g", { class: "nnx-axes" });
  const now = svg("line", { class: "nnx-guide" });
  const rows = names.map((name) => ({
    name: svg("text", { class: "nnx-row", "text-anchor": "end" }, name),
    before: svg("line", { class: "nnx-waiting" }),
    since: svg("line", { class: "nnx-apart" }),
    start: svg("text", { class: "nnx-note nnx-halo nnx-figures", "text-anchor": "end" }),
  }));
  root.append(axes, ...rows.flatMap((row) => [row.name, row.before, row.since, row.start]), now);
  const height = AROUND.top + names.length * ROW + AROUND.bottom;
  const floor = height - AROUND.bottom;
  const view = { box, width: 600 };
  const x = (value) => AROUND.left + (value / end) * (view.width - AROUND.left - AROUND.right);
  const ticks = Array.from({ length: end / TICK + 1 }, (_, i) => i * TICK);
  const layOut = (width) => {
    view.width = width;
    root.setAttribute("viewBox", `0 0 ${width} ${height}`);
    axes.replaceChildren(
      svg("line", { x1: x(0), x2: x(end), y1: floor, y2: floor }),
      ...ticks.map((tick) => svg("line", { x1: x(tick), x2: x(tick), y1: floor, y2: floor + 4 })),
      ...ticks.map((tick) => svg("text", { x: x(tick), y: floor + 22, "text-anchor": "middle" }, format(tick, 0))),
      svg("text", { x: x(0) - 12, y: floor + 22, "text-anchor": "end" }, words.axis),
    );
  };
  layOut(600);
  onWidth(box, layOut);

  // `starts` are the epochs of separation, -1 for none.
  view.draw = (epoch, starts) => {
    rows.forEach(({ name, before, since, start }, i) => {
      const from = starts[i] < 0 ? end : starts[i];
      const y = AROUND.top + (i + 0.5) * ROW;
      setAttributes(name, { x: x(0) - 12, y: y + 4 });
      setAttributes(before, { x1: x(0), x2: x(from), y1: y, y2: y });
      setAttributes(since, { x1: x(from), x2: x(end), y1: y, y2: y });
      since.style.display = starts[i] < 0 ? "none" : "";
      setText(start, starts[i] < 0 ? words.never : format(starts[i], 0));
      setAttributes(start, { x: x(from) - 5, y: y + 4 });
    });
    setAttributes(now, { x1: x(epoch), x2: x(epoch), y1: AROUND.top - 6, y2: floor + 6 });
  };
  return view;
}
