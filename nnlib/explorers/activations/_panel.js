// A drawing of a hidden space: a square with numbers at two axes, and in it the grid of the inputs, the samples, and the
// line at which the output changes sides. Few paths, each set once a frame.
import { html, svg, svgSymbol } from "../shared/elements.js";
import { format } from "../shared/numbers.js";
import { onWidth } from "../shared/plane.js";
import { gridPath } from "./_grid.js";

const MARGIN = { left: 36, right: 4, top: 4, bottom: 22 };
const SMALL = 170; // pixels of the drawing below which marks are smaller

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
    const [bottom, left] = [y(low) + 16, x(low) - 5];
    const text = (px, py, anchor, tick) => svg("text", { x: px, y: py, "text-anchor": anchor }, format(tick, 0));
    numbers.replaceChildren(
      ...ticks.map((tick) => text(x(tick), bottom, "middle", tick)),
      ...ticks.map((tick) => text(left, y(tick) + 4, "end", tick)),
      svgSymbol(symbol.letter, 1, symbol.layer, { x: x(between), y: bottom, "text-anchor": "middle" }),
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
