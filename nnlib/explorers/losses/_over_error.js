// The drawing of RegressionLosses: losses above their slopes, over one axis, the error r = ŷ − y, and in one scale upwards, so
// that the rise of the tangent over a run of 1 is as long as the slope is high. Where the marks at r would leave the view, the
// scale becomes coarser, evenly, until they are in it.
import { curvePlot, upright } from "../shared/curves.js";
import { setAttributes, setText, svg } from "../shared/elements.js";
import { format } from "../shared/numbers.js";
import { exit, lineOf, pixel, tangentOf } from "./_lines.js";
import { around, boxOf, crosses, isInside, overlap, placesOf } from "./_names.js";

const ARM = 1.25; // of the tangent, to each side
const UNIT = 30; // pixels that 1 is high in the finest scale
// Bounds of the plots in that scale, how far marks may go, where numbers begin, and pixels of the margins.
const ABOVE = { bounds: [-1.1, 4.6], reach: 3.75, from: 0, margins: 20 };
const BELOW = { bounds: [-3.3, 3.3], reach: 3.1, margins: 42 };
const STEPS = [1, 2, 5, 10]; // between numbers at the axis
const MOST = 5; // numbers upwards
const SHARES = [1, 0.8, 0.6, 0.45]; // of the way to the end of a curve, where its name may stand
const NAME = 20; // pixels below the top, for the name of the axis

// How many times as coarse as the finest scale it is.
const coarsenessOf = (losses, error) =>
  losses.reduce(
    (most, { value, grad }) => Math.max(most, value(error) / ABOVE.reach, Math.abs(grad(error)) / BELOW.reach),
    1,
  );

const show = (node, is_shown) => (node.style.display = is_shown ? "" : "none");

// `titles` stand at the upright axes, `words` at both ends of the other one.
export function drawing({ bounds: [left, right], titles, words, beside }) {
  const common = { x_bounds: [left, right], x_ticks: [-4, -2, 0, 2, 4] };
  const scaled = ({ bounds: [low, high], from, margins }, coarse) => ({
    height: margins + UNIT * (high - low),
    y_bounds: [low * coarse, high * coarse],
    y_ticks: ticks((from ?? low) * coarse, (high - NAME / UNIT) * coarse),
  });
  const above = curvePlot({ ...common, ...scaled(ABOVE, 1) });
  const below = curvePlot({ ...common, ...scaled(BELOW, 1), x_label: "r" });
  const plots = [above, below];
  const path = (className) => svg("path", { class: `nnx-curve nnx-strong ${className}` });
  const note = (attributes, text = "") => svg("text", { class: "nnx-note nnx-halo", ...attributes }, text);
  const parts = plots.map((plot, i) => {
    const kind = i ? "nnx-derivative" : "nnx-cost";
    const part = {
      guide: upright(plot, "nnx-guide nnx-dashed"),
      curves: [path(kind), path(`nnx-dashed ${kind}`)],
      knots: svg("g", { class: i ? "nnx-of-slope" : "nnx-of-cost" }),
      slope: svg("line", { class: "nnx-slope" }),
      ring: svg("circle", { class: "nnx-ring", r: 6 }),
      names: [0, 1].map(() => note({ class: "nnx-note nnx-halo nnx-of-loss" })),
      ends: [], // of each curve, where it leaves the view
      number: svg("text", { class: "nnx-note nnx-halo nnx-figures nnx-slope-label" }),
    };
    plot.layer.line.append(part.guide.node, part.curves[1], part.curves[0], part.knots);
    plot.layer.mark.append(...part.names, part.slope, part.ring, part.number);
    return part;
  });
  const tangents = ["nnx-tangent", "nnx-tangent nnx-dashed"].map((className) => svg("line", { class: className }));
  const run = svg("line", { class: "nnx-run" });
  const run_number = note({ class: "nnx-note nnx-halo nnx-figures", "text-anchor": "middle" }, "1");
  const sides = ["start", "end"].map((anchor, n) => note({ "text-anchor": anchor }, words[n]));
  plots.forEach((plot, i) => {
    const place = { x: plot.x(left) - 6, y: plot.y(plot.high) + 6, "text-anchor": "end" };
    plot.layer.mark.append(svg("text", { class: "nnx-note", ...place }, titles[i]));
  });
  parts[0].knots.before(...tangents);
  parts[0].slope.before(run);
  parts[0].number.before(run_number);
  above.layer.mark.prepend(...sides);

  // -- curves -----------------------------------------------------------------------------------------------------------

  const knots = (plot, f, { kinks, grad }) => {
    const heights = [...new Set(kinks.flatMap((r) => [f(r - beside), f(r + beside)].map((y) => pixel(plot.y(y)))))];
    const circles = heights.map((cy) => svg("circle", { class: "nnx-knot", cx: plot.x(0), cy, r: 3.5 }));
    const is_slope = f === grad && kinks.length > 0;
    return is_slope
      ? [...circles, svg("circle", { class: "nnx-taken", cx: plot.x(0), cy: plot.y(f(0)), r: 3.5 })]
      : circles;
  };

  const drawCurves = (losses) => {
    parts.forEach(({ curves, knots: group, ends }, i) => {
      const plot = plots[i];
      curves.forEach((node, n) => {
        const loss = losses[n];
        show(node, loss);
        if (!loss) return;
        const f = i ? loss.grad : loss.value;
        ends[n] = [exit(plot, f, 0, left), exit(plot, f, 0, right)];
        const places = { jumps: i ? loss.kinks : [], bends: [...loss.kinks, ...loss.bends], beside };
        setAttributes(node, { d: lineOf(plot, f, ends[n], places) });
      });
      group.replaceChildren(...losses.flatMap((loss) => knots(plot, i ? loss.grad : loss.value, loss)));
    });
    sides.forEach((node, n) =>
      setAttributes(node, { x: above.x(n ? right : left) + (n ? -4 : 4), y: above.y(above.low) - 6 }),
    );
  };

  // -- marks at the error -------------------------------------------------------------------------------------------------

  const drawMarks = (losses, error) => {
    const has_slope = ({ kinks }) => !kinks.includes(error);
    const way = error < 0 ? 1 : -1; // of the run: towards the truth
    tangents.forEach((node, n) => {
      const loss = losses[n];
      show(node, loss && has_slope(loss));
      if (node.style.display === "")
        setAttributes(
          node,
          tangentOf(above, { at: error, value: loss.value(error), slope: loss.grad(error), arm: ARM }),
        );
    });
    const [value, slope] = [losses[0].value(error), losses[0].grad(error)];
    const [x, end] = [above.x(error), above.x(error + way)];
    const [y, top] = [above.y(value), above.y(value + way * slope)];
    const anchor = way > 0 ? "start" : "end";
    setAttributes(run, { x1: x, x2: end, y1: y, y2: y });
    setAttributes(run_number, { x: (x + end) / 2, y: y - 6 });
    setAttributes(parts[0].slope, { x1: end, x2: end, y1: y, y2: top });
    setAttributes(parts[0].number, { x: end + 7 * way, y: (y + top) / 2 + 4, "text-anchor": anchor });
    setAttributes(parts[1].slope, { x1: x, x2: x, y1: below.y(0), y2: below.y(slope) });
    placeNumber(losses, error, way);
    parts.forEach(({ guide, slope: mark, number, ring }, i) => {
      guide.draw(error);
      setText(number, format(slope));
      for (const node of [mark, number]) show(node, has_slope(losses[0]));
      const other = losses[1];
      show(ring, other);
      if (other) setAttributes(ring, { cx: x, cy: plots[i].y(i ? other.grad(error) : other.value(error)) });
    });
    for (const node of [run, run_number]) show(node, has_slope(losses[0]));
  };

  // The slope is written beside its mark: towards the truth and away from 0, or where that would cover a curve or a mark, elsewhere.
  const placeNumber = (losses, error, way) => {
    const { number } = parts[1];
    const [slope, ...others] = losses.map(({ grad }) => grad(error));
    const away = slope < 0 ? 1 : -1; // from 0, in pixels
    const rings = others.map((one) => around(below.x(error), below.y(one)));
    const curves = losses.map(({ grad }) => grad);
    setText(number, format(slope));
    const places = [way, -way].flatMap((side) =>
      [away, -away].map((up) => ({
        x: below.x(error) + 10 * side,
        y: below.y(slope) + (up < 0 ? -8 : 18),
        "text-anchor": side > 0 ? "start" : "end",
      })),
    );
    const isFree = (place) => {
      setAttributes(number, place);
      const box = boxOf(number);
      const is_there = isInside(below, box) && box.left > below.x(left) - 2 && box.right < below.x(right) + 12;
      return is_there && !curves.some((f) => crosses(below, f, box)) && !rings.some((ring) => overlap(ring, box));
    };
    setAttributes(number, places.find(isFree) ?? places[0]);
  };

  // -- names of the curves ------------------------------------------------------------------------------------------------

  // The name of the first loss stands at the end of its curve that is away from the marks, that of the other at the opposite end;
  // where that place is taken, on the other side of its curve, at the other end, or further in.
  const drawNames = (losses, error) => {
    const away = error < 0 ? 1 : -1;
    parts.forEach(({ names, ends, number }, i) => {
      const plot = plots[i];
      const functions = losses.map(({ value, grad }) => (i ? grad : value));
      const taken = functions.map((f) => around(plot.x(error), plot.y(f(error))));
      const texts = [number, ...(i ? [] : [run_number, ...sides])].filter(({ style }) => style.display === "");
      taken.push(...texts.map(boxOf));
      const isFree = ({ box }) =>
        isInside(plot, box) && !functions.some((f) => crosses(plot, f, box)) && !taken.some((one) => overlap(one, box));
      names.forEach((node, n) => {
        show(node, losses[n]);
        if (!losses[n]) return;
        const text = losses[n].label;
        const at = (share, side) =>
          placesOf(plot, { f: functions[n], end: share * ends[n][side < 0 ? 0 : 1], side, text, is_slope: i === 1 });
        const order = n ? [-away, away] : [away, -away];
        const places = SHARES.flatMap((share) => order.flatMap((side) => at(share, side)));
        const { x, y, anchor, box } = places.find(isFree) ?? places[0];
        setText(node, text);
        setAttributes(node, { x, y, "text-anchor": anchor });
        taken.push(box);
      });
    });
  };

  let drawn = "";
  const draw = (losses, error) => {
    const coarse = coarsenessOf(losses, error);
    const now = [coarse, above.width, below.width, ...losses.map(({ key }) => key)].join();
    if (drawn !== now) {
      drawn = now;
      [ABOVE, BELOW].forEach((scale, i) => plots[i].rescale(scaled(scale, coarse)));
      drawCurves(losses);
    }
    drawMarks(losses, error);
    drawNames(losses, error);
  };
  return { above, below, draw };
}

// Numbers at the axis: round ones, and not too many.
function ticks(low, high) {
  const within = (step) => [Math.ceil(low / step), Math.floor(high / step)];
  const step = STEPS.find((one) => within(one)[1] - within(one)[0] < MOST) ?? STEPS.at(-1);
  const [first, end] = within(step);
  return Array.from({ length: end - first + 1 }, (_, i) => (first + i) * step);
}
