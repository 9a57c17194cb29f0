// Curves of one variable: a plot as wide as its place, whose text keeps its size, and curves drawn from samples.
// A plot is what `plane` is to a square: `x`, `y`, `layer`, `box`, and all that `handle` needs.
import { html, setAttributes, svg, svgSymbol } from "./elements.js";
import { followDrag } from "./handles.js";
import { format } from "./numbers.js";
import { onWidth } from "./widths.js";

const MARGIN = { right: 16, top: 12, bottom: 30 };

// A plot over x_bounds × y_bounds, `height` pixels high. Without `x_label`, whose subscript is `x_index`, the numbers under
// the axis are left out, for plots that stand above another one with the same axis. `before` pixels on the left are left to
// numbers, and `beside` on the right to names of curves.
// `rescale` gives it other y_bounds, y_ticks and height.
export function curvePlot({
  x_bounds,
  y_bounds,
  x_ticks,
  y_ticks,
  x_label = null,
  x_index = "",
  y_label = null,
  height,
  before = 40,
  beside = 0,
  layers = ["shade", "line", "mark"],
}) {
  const [left, right] = x_bounds;
  let [low, high] = y_bounds;
  const bottom = x_label ? MARGIN.bottom : 8;
  const root = svg("svg", { class: "nnx-plane nnx-plot", role: "img" });
  const box = html("div", { class: "nnx-box nnx-widebox" }, root);
  const layer = {};
  const axes = svg("g", { class: "nnx-axes" });
  for (const name of layers) root.append((layer[name] = svg("g", { class: `nnx-layer-${name}` })));
  layer[layers[0]].after(axes);
  const inner = () => plot.width - before - MARGIN.right - beside;
  const plot = {
    root,
    box,
    layer,
    left,
    right,
    low,
    high,
    width: 600,
    height,
    x: (value) => before + ((value - left) / (right - left)) * inner(),
    y: (value) => MARGIN.top + ((high - value) / (high - low)) * (height - MARGIN.top - bottom),
    invert: (px, py) => [
      left + ((px - before) / inner()) * (right - left),
      high - ((py - MARGIN.top) / (height - MARGIN.top - bottom)) * (high - low),
    ],
  };
  const drawAxes = () => {
    const { x, y, width } = plot;
    root.setAttribute("viewBox", `0 0 ${width} ${height}`);
    const parts = y_ticks.map((tick) =>
      svg("line", { class: tick === 0 ? "" : "nnx-grid", x1: x(left), x2: x(right), y1: y(tick), y2: y(tick) }),
    );
    for (const tick of y_ticks)
      parts.push(svg("text", { x: x(left) - 6, y: y(tick) + 4, "text-anchor": "end" }, plain(tick)));
    if (left < 0 && right > 0)
      parts.push(svg("line", { class: "nnx-grid", x1: x(0), x2: x(0), y1: y(low), y2: y(high) }));
    if (x_label) {
      for (const tick of x_ticks) {
        parts.push(svg("line", { x1: x(tick), x2: x(tick), y1: height - bottom, y2: height - bottom + 4 }));
        parts.push(svg("text", { x: x(tick), y: height - bottom + 18, "text-anchor": "middle" }, plain(tick)));
      }
      const free = x_ticks.at(-1) < right ? right : (x_ticks.at(-2) + right) / 2; // where no number stands
      parts.push(svgSymbol(x_label, x_index, "", { x: x(free), y: height - bottom + 18, "text-anchor": "end" }));
    }
    if (y_label) parts.push(svgSymbol(y_label, "", "", { x: x(left) - 6, y: y(high) + 6, "text-anchor": "end" }));
    axes.replaceChildren(...parts);
  };
  plot.rescale = (scale) => {
    ({
      y_bounds: [low, high],
      y_ticks,
      height,
    } = scale);
    Object.assign(plot, { low, high, height });
    drawAxes();
  };
  drawAxes();
  onWidth(box, (width) => {
    plot.width = width;
    drawAxes();
  });
  return plot;
}

const plain = (tick) => format(tick, Number.isInteger(tick) ? 0 : 1);

// Sample places for sums of σ(w (x − s)): even ones, and enough of them on each step however steep it is.
export function samplePlaces({ left, right }, steps, n_even = 40) {
  const places = Array.from({ length: n_even + 1 }, (_, i) => left + ((right - left) * i) / n_even);
  for (const { s, w } of steps) {
    if (!Number.isFinite(s) || w === 0) continue;
    for (let z = -8; z <= 8; z += 0.5) {
      const place = s + z / w;
      if (place > left && place < right) places.push(place);
    }
  }
  return places.sort((p, q) => p - q);
}

const point = (plot, p, q) => `${Math.round(plot.x(p) * 10) / 10},${Math.round(plot.y(q) * 10) / 10}`;

// A curve through the values of `f` at `places`; the part outside the plot is cut off by the SVG's own edge.
export function curve(plot, className) {
  const node = svg("path", { class: `nnx-curve ${className}` });
  const draw = (f, places) => node.setAttribute("d", `M${places.map((p) => point(plot, p, f(p))).join("L")}`);
  return { node, draw };
}

// The same curve down to the axis, as an area.
export function curveArea(plot, className) {
  const node = svg("path", { class: className });
  const draw = (f, places) => {
    const points = [[places[0], 0], ...places.map((p) => [p, f(p)]), [places.at(-1), 0]];
    node.setAttribute("d", `M${points.map(([p, q]) => point(plot, p, q)).join("L")}Z`);
  };
  return { node, draw };
}

// A vertical line at a value of x, from the bottom to the height `top`, or to the top of the plot.
export function upright(plot, className, top = null) {
  const node = svg("line", { class: className });
  const draw = (p) => {
    node.style.display = p !== null && p >= plot.left && p <= plot.right ? "" : "none";
    if (node.style.display === "")
      setAttributes(node, { x1: plot.x(p), x2: plot.x(p), y1: plot.y(plot.low), y2: plot.y(top ?? plot.high) });
  };
  return { node, draw };
}

// A band between two values of x over the whole height, cut to the plot; with a short text at its top while it is wide enough.
export function band(plot, className, text, { always = false } = {}) {
  const area = svg("rect", { class: className });
  const label = svg("text", { class: "nnx-note", "text-anchor": "middle" }, text);
  const draw = (from, to) => {
    const [start, end] = [Math.max(plot.left, from), Math.min(plot.right, to)];
    const empty = !(end > start);
    area.style.display = empty ? "none" : "";
    const roomy = !empty && (always || plot.x(end) - plot.x(start) > 8 * text.length);
    label.style.display = roomy ? "" : "none";
    if (empty) return;
    setAttributes(area, {
      x: plot.x(start),
      width: plot.x(end) - plot.x(start),
      y: plot.y(plot.high),
      height: plot.y(plot.low) - plot.y(plot.high),
    });
    const half = 4 * text.length;
    const middle = Math.min(plot.x(plot.right) - half, Math.max(plot.x(plot.left) + half, plot.x((start + end) / 2)));
    setAttributes(label, { x: middle, y: plot.y(plot.high) + 14 });
  };
  return { area, label, draw };
}

// Drag a curve sideways by any of its points: `grab()` says where it stands, `move(p)` where it should stand.
export function dragSideways(plot, node, { grab, move }) {
  node.classList.add("nnx-grab");
  followDrag(plot, node, { grab: () => (grab() === null ? null : [grab(), 0]), move });
}
