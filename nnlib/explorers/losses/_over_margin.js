// The first drawing of MarginLosses: all losses over the margin m, the chosen one strong, with the sample at its margin. Under
// the 0–1 loss it is grey: an upper bound stays out of there.
import { curvePlot, upright } from "../shared/curves.js";
import { setAttributes, setText, svg } from "../shared/elements.js";
import { format } from "../shared/numbers.js";
import { exit, lineOf, pixel, tangentOf } from "./_lines.js";

const BOUNDS = [-0.6, 4.6];
const HEIGHT = 240; // pixels
const BESIDE = 1e-9; // so close to a jump its sides are read
const ARM = 0.9; // of the tangent, to each side
const LOWEST = -0.4; // the rise of the tangent stays above
const FALLING = { hinge: [-2.2, 10], logistic: [-2.4, 8], perceptron: [-2.24, -17] }; // names: at which margin, how far above, in pixels
const STEEP = -Math.log(3.6); // where the name of the exponential loss stands
const [UNDER, ASIDE] = [19, 10]; // pixels from a curve to the foot of its name, or its side
const INSET = 0.35; // of the handle from the upper edge, where its loss is beyond
const TIP = { half: 6, height: 8, gap: 3 }; // pixels of the arrow there

const show = (node, is_shown) => (node.style.display = is_shown ? "" : "none");

// `losses` are { name, label, value, grad } as functions of the margin, { kink, when_wrong } as in Python; `scaled` is the name of a loss that is divided by what it costs at least when it is wrong.
export function marginDrawing({ losses, bounds: [left, right], sides, scaled }) {
  const ticks = Array.from({ length: right - left }, (_, i) => left + i); // at the right end stands m
  const plot = curvePlot({
    x_bounds: [left, right],
    y_bounds: BOUNDS,
    x_ticks: ticks,
    y_ticks: [0, 1, 2, 3, 4],
    x_label: "m",
    height: HEIGHT,
  });
  const path = (className) => svg("path", { class: `nnx-curve ${className}` });
  const line = (className) => svg("line", { class: className });
  const note = (className, text = "") => svg("text", { class: `nnx-note nnx-halo ${className}` }, text);
  const area = svg("rect", { class: "nnx-area nnx-errors" });
  const thin = losses.map(() => path("nnx-weaker"));
  const strong = path("nnx-strong nnx-cost");
  const divided = path("nnx-strong nnx-cost nnx-dashed");
  const gap = line("nnx-gap");
  const guide = upright(plot, "nnx-guide nnx-dashed");
  const knots = svg("g", { class: "nnx-of-cost" });
  const names = losses.map(({ name, label }) => note(FALLING[name] ? "nnx-along" : "", label));
  const divisor = note("nnx-of-loss", scaled);
  const words = sides.map((text, n) =>
    svg("text", { class: "nnx-note nnx-halo", "text-anchor": n ? "end" : "start" }, text),
  );
  const [tangent, run, rise] = [line("nnx-tangent"), line("nnx-run"), line("nnx-slope")];
  const rings = losses.map(() => svg("circle", { class: "nnx-ring", r: 4 }));
  const arrow = svg("path", { class: "nnx-endless" });
  const beyond = note("nnx-figures nnx-beyond-view");
  plot.layer.shade.append(area);
  plot.layer.line.append(guide.node, ...thin, divided, strong, gap, knots);
  plot.layer.mark.append(...words, tangent, run, rise, ...rings, ...names, divisor, arrow, beyond);

  const curveOf = ({ value, kink }) => {
    const jumps = kink !== null && Math.abs(value(kink + BESIDE) - value(kink - BESIDE)) > 0.5 ? [kink] : [];
    const ends = [exit(plot, value, right, left), right];
    return lineOf(plot, value, ends, { jumps, bends: kink === null ? [] : [kink], beside: BESIDE });
  };

  // -- what depends on the width and on the chosen loss -----------------------------------------------------------------

  // Beside a line that falls by 1 a unit, and as steep.
  const placeFalling = (node, { name, value }) => {
    const [m, away] = FALLING[name];
    const [across, up] = [plot.x(1) - plot.x(0), plot.y(0) - plot.y(1)];
    const turn = Math.atan2(up, across);
    const x = plot.x(m) + away * Math.sin(turn);
    const y = plot.y(value(m)) - away * Math.cos(turn);
    const place = `rotate(${pixel((turn * 180) / Math.PI)} ${pixel(x)} ${pixel(y)})`;
    setAttributes(node, { x: pixel(x), y: pixel(y), "text-anchor": "middle", transform: place });
  };

  const placeNames = () => {
    losses.forEach((loss, i) => {
      const { name, value } = loss;
      if (name === "exponential") setAttributes(names[i], { x: plot.x(STEEP) + ASIDE, y: plot.y(value(STEEP)) + 4 });
      else if (name === "zero_one") setAttributes(names[i], { x: plot.x(left) + ASIDE, y: plot.y(1) + UNDER });
      else placeFalling(names[i], loss);
    });
    words.forEach((node, n) => setAttributes(node, { x: n ? plot.x(right) : plot.x(left), y: plot.y(plot.low) - 6 }));
    const [top, floor] = [plot.y(1), plot.y(0)];
    setAttributes(area, { x: plot.x(left), width: plot.x(0) - plot.x(left), y: top, height: floor - top });
  };

  const drawChosen = (chosen) => {
    const { value, kink, when_wrong } = chosen;
    setAttributes(strong, { d: curveOf(chosen) });
    names.forEach((node, i) => node.classList.toggle("nnx-of-loss", losses[i] === chosen));
    const is_below = when_wrong < 1;
    show(gap, is_below);
    setAttributes(gap, { x1: plot.x(0), x2: plot.x(0), y1: plot.y(1), y2: plot.y(when_wrong) });
    const is_divided = is_below && when_wrong > 0;
    for (const node of [divided, divisor]) show(node, is_divided);
    if (is_divided) {
      const f = (m) => value(m) / when_wrong;
      setAttributes(divided, { d: curveOf({ value: f, kink }) });
      setAttributes(divisor, { x: plot.x(0.8) + 6, y: plot.y(f(0.8)) - 8 });
    }
    const heights =
      kink === null ? [] : [...new Set([kink - BESIDE, kink + BESIDE].map((m) => pixel(plot.y(value(m)))))];
    knots.replaceChildren(...heights.map((cy) => svg("circle", { class: "nnx-knot", cx: plot.x(kink), cy, r: 3.5 })));
  };

  // -- what depends on the margin ---------------------------------------------------------------------------------------

  const drawSample = (chosen, m) => {
    const [value, slope] = [chosen.value(m), chosen.grad(m)];
    const is_inside = value <= plot.high;
    const has_slope = is_inside && m !== chosen.kink;
    guide.draw(m);
    rings.forEach((ring, i) => {
      const height = losses[i].value(m);
      show(ring, losses[i] !== chosen && height <= plot.high);
      setAttributes(ring, { cx: plot.x(m), cy: plot.y(Math.min(height, plot.high)) });
    });
    for (const node of [tangent, run, rise]) show(node, has_slope);
    if (has_slope) {
      setAttributes(tangent, tangentOf(plot, { at: m, value, slope, arm: ARM }));
      const way = value + slope < LOWEST || m > right - 1 ? -1 : 1;
      const [x, y] = [plot.x(m + way), plot.y(value)];
      setAttributes(run, { x1: plot.x(m), x2: x, y1: y, y2: y });
      setAttributes(rise, { x1: x, x2: x, y1: y, y2: plot.y(value + way * slope) });
    }
    for (const node of [arrow, beyond]) show(node, !is_inside);
    if (is_inside) return;
    const [x, foot, half] = [pixel(plot.x(m)), plot.y(plot.high) - TIP.gap, TIP.half];
    setAttributes(arrow, { d: `M${x - half},${foot}L${x + half},${foot}L${x},${foot - TIP.height}Z` });
    setText(beyond, format(value));
    const way = m - left < 1 ? 1 : -1;
    const anchor = way > 0 ? "start" : "end";
    setAttributes(beyond, { x: x + way * (half + 6), y: foot + 3, "text-anchor": anchor });
  };

  let drawn = "";
  const draw = (name, m) => {
    const chosen = losses.find((one) => one.name === name);
    if (drawn !== `${plot.width} ${name}`) {
      if (!drawn.startsWith(`${plot.width} `)) {
        placeNames();
        thin.forEach((node, i) => setAttributes(node, { d: curveOf(losses[i]) }));
      }
      drawn = `${plot.width} ${name}`;
      drawChosen(chosen);
    }
    drawSample(chosen, m);
  };
  // Where the handle lies: on the curve, or under the upper edge where that is beyond it.
  const handleAt = (name, m) => {
    const height = losses.find((one) => one.name === name).value(m);
    return [m, height <= plot.high ? height : plot.high - INSET];
  };
  return { plot, draw, handleAt };
}
