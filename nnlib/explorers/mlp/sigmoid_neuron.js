// SigmoidNeuron: w and b of a = σ(w x + b); the curve is dragged sideways and turned, its zones move along.
import { LINEAR, SATURATED, sigmoid, sigmoidGrad } from "../mathematics/activations.js";
import { button, change } from "../shared/controls.js";
import { band, curve, curvePlot, dragSideways, samplePlaces, upright } from "../shared/curves.js";
import { html, setAttributes, setText, svg, svgSymbol, symbol } from "../shared/elements.js";
import { frame } from "../shared/frame.js";
import { handle } from "../shared/handles.js";
import { snap } from "../shared/limits.js";
import { equation, format, signed } from "../shared/numbers.js";
import { draggable, showNumber, slider } from "../shared/sliders.js";
import { nodeSpeaker, speaker } from "../shared/words.js";
import * as declared from "./sigmoid_neuron.declared.js";

const { LIMITS } = declared;
const say = speaker(declared.WORDS);
const sayNodes = nodeSpeaker(declared.WORDS);
const LIMIT = LIMITS.w.max; // of |w| and |b|
const ARM = 84; // pixels from the middle of the curve to the handle that turns it
const KINDS = [
  ["w", "weight"],
  ["b", "bias"],
];
const PRESETS = [
  { w: 1, b: 0 },
  { w: 20, b: -10 },
];

export function readouts({ w, b }) {
  const s = w === 0 ? null : -b / w;
  const edge = (z) => (w === 0 ? null : s + z / Math.abs(w));
  return {
    s,
    slope: w * sigmoidGrad(0),
    saturated_until: edge(-SATURATED),
    linear_from: edge(-LINEAR),
    linear_until: edge(LINEAR),
    saturated_from: edge(SATURATED),
    rise: w === 0 ? null : (2 * SATURATED) / Math.abs(w),
    a_0: sigmoid(b),
    a_1: sigmoid(w + b),
  };
}

function render({ model, el }) {
  const plot = curvePlot({
    x_bounds: [-4, 4],
    y_bounds: [-0.1, 1.2],
    x_ticks: [-3, -2, -1, 0, 1, 2, 3],
    y_ticks: [0, 0.5, 1],
    x_label: "x",
    y_label: "a",
    height: 290,
  });
  const get = () => ({ w: model.get("w"), b: model.get("b") });
  const low = band(plot, "nnx-saturated", say("saturated"));
  const high = band(plot, "nnx-saturated", say("saturated"));
  const linear = band(plot, "nnx-linear", say("linear"), { always: true });
  const place = upright(plot, "nnx-guide", 0.5);
  const tangent = svg("line", { class: "nnx-tangent" });
  const line = curve(plot, "nnx-strong");
  const grip = curve(plot, ""); // the same curve, wide enough for a finger
  const place_name = svgSymbol("s");
  plot.layer.shade.append(low.area, high.area, linear.area);
  plot.layer.line.append(place.node, tangent, line.node, grip.node);
  plot.layer.mark.append(low.label, high.label, linear.label, place_name);

  // -- dragging: sideways keeps w, turning keeps s ----------------------------------------------------------------
  const inside = (p) => Math.min(plot.right, Math.max(plot.left, p));
  const middle = () => {
    const { w, b } = get();
    return w === 0 ? null : -b / w;
  };
  const shift = (p) => {
    const { w } = get();
    if (w !== 0) change(model, { b: snap(-w * inside(p), LIMITS.b) });
  };
  let pivot = 0; // the last place of the middle: where the curve turns, also through w = 0
  const turn = (w) => {
    const limit = pivot === 0 ? LIMIT : Math.min(LIMIT, Math.floor((32 * LIMIT) / Math.abs(pivot)) / 32);
    const steepness = snap(w, { min: -limit, max: limit });
    change(model, { w: steepness, b: Math.min(LIMIT, Math.max(-LIMIT, 0 - steepness * pivot)) });
  };
  const side = () => (plot.x(pivot) + ARM > plot.width - 8 ? -1 : 1);
  const scale = () => Math.abs((plot.y(1) - plot.y(0)) / (plot.x(1) - plot.x(0))); // slope in pixels of the slope 1
  const arm = () => {
    const slope = (get().w / 4) * scale();
    const across = (side() * ARM) / Math.hypot(1, slope);
    return plot.invert(plot.x(pivot) + across, plot.y(0.5) - across * slope);
  };
  const turnTo = (p, q) => {
    const across = (p - pivot) * side();
    const up = (q - 0.5) * side();
    turn(across < 1e-3 ? Math.sign(up) * LIMIT : (4 * up) / across);
  };
  dragSideways(plot, grip.node, { grab: middle, move: shift });
  const shift_by_key = (right, up) => shift(pivot + (right + up) / 16);
  const turn_by_key = (right, up) => turn(get().w + 0.25 * (right + up));
  const handles = [
    handle(plot, {
      name: say("shift"),
      move: shift,
      nudge: shift_by_key,
      place: () => [inside(pivot), 0.5],
      className: "nnx-shift",
    }),
    handle(plot, { name: say("turn"), move: turnTo, nudge: turn_by_key, place: arm, className: "nnx-turn" }),
  ];

  // -- numbers and controls ---------------------------------------------------------------------------------------
  const [s_text, slope_text, rise_text] = Array.from({ length: 3 }, () => html("output", { class: "nnx-number" }));
  const [w_number, b_number] = KINDS.map(([trait, kind]) =>
    draggable({ path: trait, name: say(kind, { name: trait }), step: 0.25 }, LIMITS[trait]),
  );
  const formula = html(
    "p",
    { class: "nnx-formula" },
    symbol("a"),
    " = ",
    symbol("σ"),
    "(",
    w_number,
    " ",
    symbol("x"),
    " ",
    b_number,
    ")",
  );
  const facts = html(
    "div",
    { class: "nnx-facts" },
    html("span", {}, symbol("s"), " = −", symbol("b"), "/", symbol("w"), " = ", s_text),
    html("span", {}, ...sayNodes("slope", { s: symbol("s"), equation: [symbol("w"), "/4 = ", slope_text] })),
    html("span", {}, ...sayNodes("rise", { number: rise_text })),
  );
  const sliders = KINDS.map(([trait, kind]) =>
    slider(model, { trait, label: symbol(trait), name: say(kind, { name: trait }), ...LIMITS[trait], step: 0.25 }),
  );
  const presets = PRESETS.map((state) =>
    button("", () => change(model, state), { "aria-label": say("preset", { w: state.w, b: format(state.b, 0) }) }),
  );
  presets.forEach((node, i) =>
    node.append(symbol("w"), ` = ${PRESETS[i].w}, `, symbol("b"), ` = ${format(PRESETS[i].b, 0)}`),
  );

  const draw = (state) => {
    const { w, b } = state;
    const values = readouts(state);
    if (w !== 0) pivot = values.s;
    const seen = w !== 0 ? Math.abs(pivot) <= plot.right : b === 0;
    for (const one of sliders) one.show();
    const places = samplePlaces(plot, [{ s: values.s ?? NaN, w }]);
    line.draw((x) => sigmoid(w * x + b), places);
    grip.node.setAttribute("d", line.node.getAttribute("d"));
    place.draw(values.s);
    place_name.style.display = place.node.style.display;
    if (place_name.style.display === "")
      setAttributes(place_name, { x: plot.x(values.s) + 6, y: plot.y(plot.low) - 3 });

    const flat = Math.abs(b); // for w = 0 the whole drawing is one zone
    const none = [plot.right, plot.right];
    low.draw(...(w === 0 ? (flat >= SATURATED ? [plot.left, plot.right] : none) : [plot.left, values.saturated_until]));
    high.draw(...(w === 0 ? none : [values.saturated_from, plot.right]));
    linear.draw(
      ...(w === 0 ? (flat <= LINEAR ? [plot.left, plot.right] : none) : [values.linear_from, values.linear_until]),
    );

    tangent.style.display = seen ? "" : "none";
    if (seen) {
      const reach = ARM / Math.hypot(1, values.slope * scale());
      setAttributes(tangent, {
        x1: plot.x(pivot) - reach,
        x2: plot.x(pivot) + reach,
        y1: plot.y(0.5) + reach * values.slope * scale(),
        y2: plot.y(0.5) - reach * values.slope * scale(),
      });
    }
    handles[0].node.style.display = w === 0 ? "none" : "";
    handles[1].node.style.display = seen ? "" : "none";
    for (const one of handles) one.put();

    showNumber(w_number, w, format(w));
    showNumber(b_number, b, signed(b));
    setText(s_text, values.s === null ? "–" : format(values.s));
    setText(slope_text, format(values.slope));
    setText(rise_text, values.rise === null ? "–" : format(values.rise));
    return sentence(state, values);
  };
  const controls = sliders.map(({ node }) => node);
  return frame({
    model,
    el,
    declared,
    title: say("title"),
    drawings: [plot.box],
    buttons: presets,
    numbers: [formula, facts],
    controls,
    draw,
  });
}

// What the curve does, in a sentence or two.
function sentence({ w, b }, { s, rise, saturated_until, saturated_from }) {
  if (w === 0 && b === 0) return say("no step", { w: equation("w", 0, 0), b: equation("b", 0, 0) });
  if (w === 0) return say("constant", { w: equation("w", 0, 0), a: format(sigmoid(b)) });
  const middle = equation("x", s);
  if (Math.abs(s) > 4) return say(w > 0 ? "rises outside" : "falls outside", { middle });
  const way = say(w > 0 ? "rises" : "falls", {
    middle,
    start: equation("x", saturated_until),
    end: equation("x", saturated_from),
  });
  return rise < 0.5 ? `${way} ${say("almost a step")}` : way;
}

export default { render };
