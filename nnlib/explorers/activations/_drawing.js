// The drawing of ActivationGallery: f above f′ over one axis z, and in one scale upwards, so that the rise of the tangent over a
// run of 1 is as long as f′ is high. Curves are drawn when functions change, marks when z does.
import { band, curvePlot, upright } from "../shared/curves.js";
import { setAttributes, setText, svg } from "../shared/elements.js";
import { format } from "../shared/numbers.js";

const INTERVALS = 100; // of a curve
const BESIDE = 1e-6; // a kink, as close as that
const ARM = 1.75; // of the tangent, to each side
const ROOM = 56; // pixels, for the number beside the rise
const HEIGHT = 360; // pixels of both plots together, without their margins
const MARGINS = { above: 20, below: 42 };
const BELOW = { y_bounds: [-0.25, 1.6], y_ticks: [0, 1] };
// The first of these that holds all values is the one above.
const ABOVE = [
  { y_bounds: [-1.25, 1.25], y_ticks: [-1, 0, 1] },
  { y_bounds: [-1.25, 5.25], y_ticks: [-1, 0, 1, 2, 3, 4] },
  { y_bounds: [-5.25, 5.25], y_ticks: [-4, -2, 0, 2, 4] },
];

const boundsFor = (values) =>
  ABOVE.find(({ y_bounds: [low, high] }) => values.every((value) => value >= low && value <= high)) ?? ABOVE.at(-1);

// What both plots look like when the one above has these bounds.
function scales(above) {
  const size = ({ y_bounds: [low, high] }) => high - low;
  const unit = HEIGHT / (size(above) + size(BELOW));
  return [
    { ...above, height: MARGINS.above + unit * size(above) },
    { ...BELOW, height: MARGINS.below + unit * size(BELOW) },
  ];
}

export function drawing({ z_bounds, saturated }) {
  let bounds = ABOVE[0];
  const [first, second] = scales(bounds);
  const common = { x_bounds: z_bounds, x_ticks: [-4, -2, 0, 2, 4] };
  const above = curvePlot({ ...common, ...first, y_label: "f" });
  const below = curvePlot({ ...common, ...second, x_label: "z", y_label: "f′" });
  const plots = [above, below];
  const path = (className) => svg("path", { class: `nnx-curve nnx-strong ${className}` });
  const parts = plots.map((plot, i) => {
    const kind = i ? "nnx-derivative" : "";
    const part = {
      zones: [band(plot, "nnx-saturated", saturated), band(plot, "nnx-saturated", saturated)],
      curves: [path(kind), path(`nnx-dashed ${kind}`)],
      knots: svg("g", { class: kind }),
      guide: upright(plot, "nnx-guide nnx-dashed"),
      slope: svg("line", { class: "nnx-slope" }),
      label: svg("text", { class: "nnx-note nnx-halo nnx-figures nnx-slope-label" }),
      ring: svg("circle", { class: "nnx-ring", r: 6 }),
    };
    plot.layer.shade.append(...part.zones.map(({ area }) => area));
    plot.layer.line.append(part.guide.node, part.curves[1], part.curves[0], part.knots);
    if (i === 0) plot.layer.mark.append(...part.zones.map(({ label }) => label));
    plot.layer.mark.append(part.slope, part.ring, part.label);
    return part;
  });
  const tangents = ["nnx-tangent", "nnx-tangent nnx-dashed"].map((className) => svg("line", { class: className }));
  const run = svg("line", { class: "nnx-run" });
  const run_label = svg("text", { class: "nnx-note nnx-halo nnx-figures", "text-anchor": "middle" }, "1");
  parts[0].knots.before(...tangents);
  parts[0].slope.before(run);
  parts[0].label.before(run_label);

  const pixel = (value) => Math.round(value * 10) / 10;
  const [left, right] = z_bounds;
  const even = Array.from({ length: INTERVALS + 1 }, (_, i) => left + ((right - left) * i) / INTERVALS);
  const places = (from, to) => [from, ...even.filter((z) => z > from && z < to), to];
  // In pieces from kink to kink, each from just beside the one to just beside the other.
  const line = (plot, f, kinks) => {
    const ends = [left, ...kinks, right];
    const at = (z, from, to) => f(z === from ? z + BESIDE : z === to ? z - BESIDE : z);
    return ends
      .slice(1)
      .map((to, i) => places(ends[i], to).map((z) => [z, at(z, ends[i], to)]))
      .map((points) => `M${points.map(([z, y]) => `${pixel(plot.x(z))},${pixel(plot.y(y))}`).join("L")}`)
      .join("");
  };
  // On both sides of a kink; where the two are the same, once.
  const knots = (plot, f, kinks) =>
    kinks
      .flatMap((z) => {
        const sides = [z - BESIDE, z + BESIDE].map((beside) => pixel(plot.y(f(beside))));
        return [...new Set(sides)].map((y) => [plot.x(z), y]);
      })
      .map(([cx, cy]) => svg("circle", { class: "nnx-knot", cx, cy, r: 3.5 }));
  const show = (node, is_shown) => (node.style.display = is_shown ? "" : "none");

  // Of one function, or of two.
  const drawCurves = (acts) => {
    const inside = (kinks) => kinks.filter((z) => z > left && z < right);
    const [until, since] = acts[0].zone;
    parts.forEach(({ zones, curves, knots: group }, i) => {
      const of = ({ f, grad }) => (i ? grad : f);
      zones[0].draw(-Infinity, until ?? -Infinity);
      zones[1].draw(until === Infinity ? Infinity : (since ?? Infinity), Infinity);
      curves.forEach((node, n) => {
        show(node, n < acts.length);
        if (n < acts.length) setAttributes(node, { d: line(plots[i], of(acts[n]), inside(acts[n].kinks)) });
      });
      group.replaceChildren(...acts.flatMap((act) => knots(plots[i], of(act), inside(act.kinks))));
    });
  };

  const drawMarks = (acts, z) => {
    const has_slope = ({ kinks }) => !kinks.includes(z);
    const [a, slope] = [acts[0].f(z), acts[0].grad(z)];
    const way = above.x(z + 1) + ROOM > above.width ? -1 : 1; // of the run
    tangents.forEach((node, n) => {
      show(node, n < acts.length && has_slope(acts[n]));
      if (node.style.display !== "") return;
      const height = (at) => above.y(acts[n].f(z) + acts[n].grad(z) * (at - z));
      const [from, to] = [Math.max(left, z - ARM), Math.min(right, z + ARM)];
      setAttributes(node, { x1: above.x(from), x2: above.x(to), y1: height(from), y2: height(to) });
    });
    const [x, y, end, top] = [above.x(z), above.y(a), above.x(z + way), above.y(a + way * slope)];
    setAttributes(run, { x1: x, x2: end, y1: y, y2: y });
    setAttributes(run_label, { x: (x + end) / 2, y: slope * way >= 0 ? y + 15 : y - 6 });
    setAttributes(parts[0].slope, { x1: end, x2: end, y1: y, y2: top });
    setAttributes(parts[0].label, {
      x: end + 7 * way,
      y: (y + top) / 2 + 4,
      "text-anchor": way > 0 ? "start" : "end",
    });
    const foot = below.y(0);
    setAttributes(parts[1].slope, { x1: x, x2: x, y1: foot, y2: below.y(slope) });
    setAttributes(parts[1].label, {
      x: x + 10 * way,
      y: Math.min(foot - 6, (foot + below.y(slope)) / 2 + 4),
      "text-anchor": way > 0 ? "start" : "end",
    });
    parts.forEach(({ guide, slope: mark, label, ring }, i) => {
      guide.draw(z);
      setText(label, format(slope, 3));
      for (const node of [mark, label]) show(node, has_slope(acts[0]));
      show(ring, acts.length > 1);
      if (acts.length > 1) setAttributes(ring, { cx: x, cy: plots[i].y(i ? acts[1].grad(z) : acts[1].f(z)) });
    });
    for (const node of [run, run_label]) show(node, has_slope(acts[0]));
  };

  let drawn = "";
  const draw = (acts, z, key) => {
    const now = `${key} ${above.width} ${below.width}`;
    if (drawn !== now) {
      drawn = now;
      const wanted = boundsFor(acts.flatMap(({ f }) => even.map(f)));
      if (wanted !== bounds) scales(wanted).forEach((scale, i) => plots[i].rescale(scale));
      bounds = wanted;
      drawCurves(acts);
    }
    drawMarks(acts, z);
  };
  return { above, below, draw };
}
