// The drawing of QuantileBand's sample: points inside the band and outside it, the two lines, and the rival's.
import { curvePlot } from "../shared/curves.js";
import { setAttributes, svg, svgSymbol } from "../shared/elements.js";

const ROOM = 14; // pixels on the right for γ₁ and γ₂
const APART = 17; // pixels from one name to the other, at least
const [RADIUS, ARM] = [2.5, 3]; // of a point inside, and of a cross

const pixel = (value) => Math.round(value * 10) / 10;
const heightOf = ({ slope, intercept }, x) => slope * x + intercept;
const crossing = (one, other) => (other.intercept - one.intercept) / (one.slope - other.slope);

export function intervalDrawing() {
  const plot = curvePlot({
    x_bounds: [-1, 1],
    y_bounds: [-1.4, 3.6],
    x_ticks: [-1, -0.5, 0, 0.5, 1],
    y_ticks: [-1, 0, 1, 2, 3],
    x_label: "x",
    y_label: "y",
    height: 300,
    beside: ROOM,
  });
  const band = svg("path", { class: "nnx-band" });
  const path = (className) => svg("path", { class: `nnx-curve ${className}` });
  const rivals = [path("nnx-rival nnx-dashed"), path("nnx-rival nnx-dashed")];
  const lines = [path("nnx-level-line nnx-of-low"), path("nnx-level-line nnx-of-high")];
  const names = [1, 2].map((index) => svgSymbol("γ", index));
  const points = svg("g", {});
  plot.layer.shade.append(band);
  plot.layer.line.append(...rivals, points, ...lines);
  plot.layer.mark.append(...names);

  const floor = { slope: 0, intercept: plot.low };
  const roof = { slope: 0, intercept: plot.high };
  const within = (y) => Math.min(plot.high, Math.max(plot.low, y));
  const at = (x, y) => `${pixel(plot.x(x))},${pixel(plot.y(y))}`;

  // Places from edge to edge where something that is made of these lines, and cut off above and below, may bend.
  const bends = (...some) => {
    const cuts = some.flatMap((line, i) => [floor, roof, ...some.slice(i + 1)].map((other) => crossing(line, other)));
    return [plot.left, ...cuts.filter((x) => x > plot.left && x < plot.right).sort((p, q) => p - q), plot.right];
  };

  // The part of a line that is inside the plot.
  function lineInside(line) {
    const places = bends(line).filter((x) => Math.abs(heightOf(line, x) - within(heightOf(line, x))) < 1e-9);
    return places.length > 1 ? `M${[places[0], places.at(-1)].map((x) => at(x, heightOf(line, x))).join("L")}` : "";
  }

  // From the lower to the higher line, at each x.
  function areaBetween(one, other) {
    const places = bends(one, other);
    const edge = (choose) => places.map((x) => at(x, within(choose(heightOf(one, x), heightOf(other, x)))));
    return `M${[...edge(Math.max), ...edge(Math.min).reverse()].join("L")}Z`;
  }

  const dot = (x, y) => svg("circle", { class: "nnx-held", cx: pixel(x), cy: pixel(y), r: RADIUS });
  function cross(x, y) {
    const [left, right, top, bottom] = [x - ARM, x + ARM, y - ARM, y + ARM].map(pixel);
    return svg("path", {
      class: "nnx-missed",
      d: `M${left},${top}L${right},${bottom}M${left},${bottom}L${right},${top}`,
    });
  }

  // Only points that changed sides are drawn anew, all where the sample or the place is another one.
  let known = {};
  function drawPoints({ x, y }, outside) {
    const is_new = known.x !== x || known.width !== plot.width;
    const mark = (i) => (outside[i] ? cross : dot)(plot.x(x[i]), plot.y(y[i]));
    if (is_new) points.replaceChildren(...x.map((_, i) => mark(i)));
    else
      outside.forEach((is_outside, i) => {
        if (is_outside !== known.outside[i]) points.children[i].replaceWith(mark(i));
      });
    known = { x, outside, width: plot.width };
  }

  // Beside the right ends of their lines, and where these are close, apart.
  function drawNames(pair) {
    const ends = pair.map((line) => plot.y(within(heightOf(line, plot.right))));
    const missing = Math.max(0, APART - Math.abs(ends[0] - ends[1])) / 2;
    const way = ends[0] >= ends[1] ? 1 : -1;
    names.forEach((name, i) =>
      setAttributes(name, { x: plot.width - 24, y: pixel(ends[i] + 4 + (i ? -way : way) * missing) }),
    );
  }

  // `pair` are the two lines, `rival` those of the Gaussian interval; `outside` says of each point whether it is.
  function draw(sample, { pair, rival, outside }) {
    setAttributes(band, { d: areaBetween(...pair) });
    lines.forEach((node, i) => setAttributes(node, { d: lineInside(pair[i]) }));
    rivals.forEach((node, i) => setAttributes(node, { d: lineInside(rival[i]) }));
    drawNames(pair);
    drawPoints(sample, outside);
  }
  return { box: plot.box, draw };
}
