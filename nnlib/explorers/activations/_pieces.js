// The drawing of MaxoutPieces: the pieces, the greatest of them with its corners, and above them a strip of who wins.
import { greatest, heights } from "../mathematics/maxout.js";
import { curvePlot, upright } from "../shared/curves.js";
import { html, setAttributes, setText, svg } from "../shared/elements.js";
import { format } from "../shared/numbers.js";

const STRIP = { top: 3, height: 20 }; // pixels
const ROOM = 12; // pixels of a part of the strip that a number needs
const LABEL = 50; // pixels of the largest error, as a number
const PARABOLA = 48; // straight parts of it

const pixel = (value) => Math.round(value * 10) / 10;

export function drawing({ x_bounds, y_bounds, wins }) {
  const plot = curvePlot({
    x_bounds,
    y_bounds,
    x_ticks: [-2, -1, 0, 1, 2],
    y_ticks: [-2, 0, 2, 4],
    x_label: "x",
    y_label: "a",
    height: 310,
  });
  const path = (className) => svg("path", { class: `nnx-curve ${className}` });
  const [pieces, winner, total, part] = [
    svg("g", { class: "nnx-pieces-drawn" }),
    path("nnx-piece nnx-wins"),
    path("nnx-strong nnx-total"),
    path("nnx-strong nnx-won"),
  ];
  const target = path("nnx-target");
  const [creases, corners, others] = [svg("g", {}), svg("g", {}), svg("g", {})];
  const guide = upright(plot, "nnx-guide nnx-dashed");
  const point = svg("circle", { class: "nnx-point", r: 5 });
  const worst = svg("line", { class: "nnx-worst" });
  const error = svg("text", { class: "nnx-note nnx-halo nnx-figures nnx-worst-label", "text-anchor": "middle" });
  plot.layer.line.append(creases, pieces, winner, guide.node, total, part, target, corners, worst);
  plot.layer.mark.append(others, point, error);

  const strip = svg("svg", { class: "nnx-plane nnx-plot", role: "img" });
  const name = svg("text", { "text-anchor": "end", y: STRIP.top + 14 }, wins);
  const parts = svg("g", {});
  strip.append(name, parts);
  const strip_box = html("div", { class: "nnx-box nnx-widebox" }, strip);

  const isIn = (y) => y >= plot.low && y <= plot.high;
  const at = ([p, q]) => `${pixel(plot.x(p))},${pixel(plot.y(q))}`;

  // What of a polyline lies between the bottom and the top of the plot, as a path.
  function inside(points) {
    let text = "";
    let end = "";
    for (let i = 0; i + 1 < points.length; i++) {
      const [from, to] = [points[i], points[i + 1]];
      const rise = to[1] - from[1];
      const [s, t] =
        rise === 0
          ? [0, isIn(from[1]) ? 1 : 0]
          : [plot.low, plot.high].map((y) => (y - from[1]) / rise).sort((p, q) => p - q);
      const [start, stop] = [Math.max(0, s), Math.min(1, t)];
      if (start >= stop) continue;
      const between = (part) =>
        part === 0 ? from : part === 1 ? to : from.map((one, n) => one + part * (to[n] - one));
      const [first, second] = [at(between(start)), at(between(stop))];
      text += end === first ? `L${second}` : `M${first}L${second}`;
      end = second;
    }
    return text;
  }
  const straight = ({ w, b }, j, [from, to]) => [from, to].map((x) => [x, w[j] * x + b[j]]);
  const parabola = Array.from({ length: PARABOLA + 1 }, (_, i) => {
    const x = x_bounds[0] + ((x_bounds[1] - x_bounds[0]) * i) / PARABOLA;
    return [x, x * x];
  });
  const show = (node, is_shown) => (node.style.display = is_shown ? "" : "none");

  // As many children as there are items, each set by `set(child, item)`.
  function fill(group, items, make, set) {
    while (group.childElementCount > items.length) group.lastChild.remove();
    while (group.childElementCount < items.length) group.append(make());
    items.forEach((item, i) => set(group.children[i], item));
  }

  // `sections` are the pieces that win somewhere, from left to right; `chosen` is the piece that wins at x.
  function draw(unit, sections, chosen, { x, target: compared }, missed) {
    const f = (place) => greatest(unit, place);
    fill(
      pieces,
      unit.w.map((_, j) => j).filter((j) => j !== chosen),
      () => path("nnx-piece"),
      (node, j) => setAttributes(node, { d: inside(straight(unit, j, x_bounds)) }),
    );
    setAttributes(winner, { d: inside(straight(unit, chosen, x_bounds)) });
    const ends = [...sections.map(({ from }) => from), x_bounds[1]];
    setAttributes(total, { d: inside(ends.map((place) => [place, f(place)])) });
    const won = sections.find(({ j }) => j === chosen);
    setAttributes(part, { d: won ? inside(straight(unit, chosen, [won.from, won.until])) : "" });
    const bends = ends.slice(1, -1).map((place) => [place, f(place)]);
    fill(
      creases,
      bends,
      () => svg("line", { class: "nnx-crease" }),
      (node, [p, q]) => {
        const y = plot.y(Math.min(plot.high, Math.max(plot.low, q)));
        setAttributes(node, { x1: plot.x(p), x2: plot.x(p), y1: y, y2: plot.y(plot.high) });
      },
    );
    fill(
      corners,
      bends.filter(([, q]) => isIn(q)),
      () => svg("circle", { class: "nnx-knot", r: 3.5 }),
      (node, [p, q]) => setAttributes(node, { cx: plot.x(p), cy: plot.y(q) }),
    );
    guide.draw(x);
    const a = f(x);
    show(point, isIn(a));
    setAttributes(point, { cx: plot.x(x), cy: plot.y(a) });
    fill(
      others,
      heights(unit, x).filter((z) => z !== a && isIn(z)),
      () => svg("circle", { class: "nnx-same", r: 2.5 }),
      (node, z) => setAttributes(node, { cx: plot.x(x), cy: plot.y(z) }),
    );
    drawStrip(sections, chosen);

    const is_compared = compared !== "none";
    for (const node of [target, worst, error]) show(node, is_compared);
    if (is_compared) drawError(f, missed);
  }

  function drawError(f, { error: size, x_error }) {
    setAttributes(target, { d: inside(parabola) });
    const [p, q] = [x_error ** 2, Math.min(plot.high, Math.max(plot.low, f(x_error)))];
    setAttributes(worst, { x1: plot.x(x_error), x2: plot.x(x_error), y1: plot.y(p), y2: plot.y(q) });
    setText(error, format(size, 3));
    const [x, edge] = [plot.x(x_error), LABEL / 2];
    const aside = Math.min(plot.x(plot.right) - edge, Math.max(plot.x(plot.left) + edge, x));
    setAttributes(error, { x: aside, y: Math.max(12, plot.y(Math.max(p, q)) - 8) });
  }

  function drawStrip(sections, chosen) {
    setAttributes(strip, { viewBox: `0 0 ${plot.width} ${STRIP.top + STRIP.height + 1}` });
    setAttributes(name, { x: plot.x(plot.left) - 6 });
    const part = () =>
      svg("g", {}, svg("rect", { y: STRIP.top, height: STRIP.height }), svg("text", { "text-anchor": "middle" }));
    fill(parts, sections, part, (node, { j, from, until }) => {
      const [rect, text] = node.children;
      const [start, end] = [plot.x(from), plot.x(until)];
      setAttributes(node, { class: j === chosen ? "nnx-share nnx-wins" : "nnx-share" });
      setAttributes(rect, { x: start, width: Math.max(0, end - start) });
      setText(text, `${j + 1}`);
      setAttributes(text, { x: (start + end) / 2, y: STRIP.top + 15 });
      show(text, end - start >= ROOM);
    });
  }

  return { plot, strip: strip_box, draw };
}
