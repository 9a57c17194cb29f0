// HiddenPair: two hidden sigmoid units with steps at s1 and s2, weighted by w1 and w2, and their sum below them on the
// same axis. Pulse mode ties w2 = −w1: a pulse of height h = w1.
import { sigmoid } from "../mathematics/activations.js";
import { change, checkbox } from "../shared/controls.js";
import { curve, curveArea, curvePlot, samplePlaces, upright } from "../shared/curves.js";
import { html, setAttributes, setText, svg, svgSymbol, symbol } from "../shared/elements.js";
import { frame } from "../shared/frame.js";
import { handle } from "../shared/handles.js";
import { snap } from "../shared/limits.js";
import { equation, format } from "../shared/numbers.js";
import { slider } from "../shared/sliders.js";
import { nodeSpeaker, speaker } from "../shared/words.js";
import * as declared from "./hidden_pair.declared.js";

const { LIMITS } = declared;
const say = speaker(declared.WORDS);
const sayNodes = nodeSpeaker(declared.WORDS);
const PLACES = [LIMITS.s1.min, LIMITS.s1.max]; // of x, s1 and s2
const PIXELS = 40; // a unit of height, in all three plots: what stands above adds up below
const INDICES = [1, 2];
const weightSymbol = (i) => symbol("w", `${i}1`, 1); // from hidden unit i to the output: the trait w1 or w2
const weightName = (i) => `w${i}1`;
const CLASSES = { 1: "nnx-solid", 2: "nnx-dashed" };

export function readouts({ s1, s2, w1, w2, steepness }) {
  const [b1, b2] = [-steepness * s1, -steepness * s2];
  const x_middle = (s1 + s2) / 2;
  return {
    b1,
    b2,
    plateau_left: 0,
    plateau_middle: s1 === s2 ? null : s1 < s2 ? w1 : w2,
    plateau_right: w1 + w2,
    x_middle,
    sum_middle: w1 * sigmoid(steepness * x_middle + b1) + w2 * sigmoid(steepness * x_middle + b2),
  };
}

function render({ model, el }) {
  const get = (trait) => model.get(trait);
  const setWeight = (i, value) => {
    const weight = snap(value, LIMITS[`w${i}`]);
    change(model, { [`w${i}`]: weight, ...(get("pulse") ? { [`w${3 - i}`]: 0 - weight } : {}) });
  };
  const setPlace = (i, p) => change(model, { [`s${i}`]: snap(p, LIMITS[`s${i}`], 128) }); // 1/32 is 10 pixels of the widest figure

  // -- a plot for each unit, and one for the sum ------------------------------------------------------------------
  const axes = { x_bounds: PLACES, x_ticks: [-0.5, 0, 0.5, 1] };
  const rows = INDICES.map((i) => {
    const plot = curvePlot({ ...axes, y_bounds: [-1.1, 1.1], y_ticks: [-1, 0, 1], height: 2.2 * PIXELS + 20 });
    const [guide, area, line] = [
      upright(plot, `nnx-guide ${CLASSES[i]}`),
      curveArea(plot, "nnx-area"),
      curve(plot, `nnx-strong ${CLASSES[i]}`),
    ];
    const name = product(i);
    plot.layer.shade.append(area.node);
    plot.layer.line.append(guide.node, line.node);
    plot.layer.mark.append(name);
    const shift = {
      name: say("move step", { i, name: `s${i}` }),
      move: (p) => setPlace(i, p),
      nudge: (right, up) => setPlace(i, get(`s${i}`) + (right + up) / 32),
      place: () => [get(`s${i}`), get(`w${i}`) / 2],
      className: "nnx-shift",
    };
    const lift = {
      name: say("lift step", { i, name: weightName(i) }),
      move: (p, q) => setWeight(i, q),
      nudge: (right, up) => setWeight(i, get(`w${i}`) + (right + up) / 32),
      place: () => [1.44, get(`w${i}`)],
      className: "nnx-turn",
    };
    return { i, plot, guide, area, line, name, handles: [handle(plot, shift), handle(plot, lift)] };
  });
  const sum = curvePlot({
    ...axes,
    y_bounds: [-2.15, 2.15],
    y_ticks: [-2, -1, 0, 1, 2],
    x_label: "x",
    height: 4.3 * PIXELS + 42,
  });
  const guides = INDICES.map((i) => upright(sum, `nnx-guide ${CLASSES[i]}`));
  const [sum_area, sum_line] = [curveArea(sum, "nnx-area"), curve(sum, "nnx-strong nnx-total")];
  const sum_name = svg(
    "text",
    { class: "nnx-note" },
    say("sum"),
    " ",
    svg("tspan", { class: "nnx-symbol", "font-style": "italic" }, "ŷ"),
  );
  const heights = [0, 1, 2].map(() => svg("text", { class: "nnx-note nnx-halo nnx-figures", "text-anchor": "middle" }));
  const names = INDICES.map((i) => svgSymbol("s", i, "", { class: "nnx-symbol nnx-halo" }));
  sum.layer.shade.append(sum_area.node);
  sum.layer.line.append(...guides.map(({ node }) => node), sum_line.node);
  sum.layer.mark.append(sum_name, ...heights, ...names);
  const leading = () => (get("s1") <= get("s2") ? 1 : 2); // the step whose weight is the height of the pulse
  const pulse_handle = handle(sum, {
    name: say("lift pulse"),
    move: (p, q) => setWeight(leading(), q),
    nudge: (right, up) => setWeight(leading(), get(`w${leading()}`) + (right + up) / 32),
    place: () => [(get("s1") + get("s2")) / 2, get(`w${leading()}`)],
    className: "nnx-turn",
  });

  // -- controls -----------------------------------------------------------------------------------------------------
  const place_slider = (i) =>
    slider(model, {
      trait: `s${i}`,
      label: symbol("s", i),
      name: say("place", { i, name: `s${i}` }),
      ...LIMITS[`s${i}`],
      step: 1 / 32,
    });
  const weight_slider = (i, label, name) =>
    slider(model, {
      trait: `w${i}`,
      label,
      name,
      ...LIMITS[`w${i}`],
      step: 1 / 32,
      on_input: (w) => setWeight(i, w),
    });
  const steps = [
    place_slider(1),
    place_slider(2),
    slider(model, {
      trait: "steepness",
      label: symbol("w"),
      name: say("steepness", { name: "w" }),
      ...LIMITS.steepness,
      step: 5,
      decimals: 0,
    }),
  ];
  const weights = INDICES.map((i) => weight_slider(i, weightSymbol(i), say("output weight", { name: weightName(i) })));
  const height = weight_slider(1, symbol("h"), say("height", { name: "h" }));
  const equations = [weightSymbol(1), " = ", symbol("h"), ", ", weightSymbol(2), " = −", symbol("h")];
  const pulse = checkbox(model, {
    trait: "pulse",
    name: say("pulse mode read aloud"),
    label: html("span", {}, ...sayNodes("pulse mode", { equations })),
  });
  const group = (title, ...nodes) => html("fieldset", { class: "nnx-group" }, html("legend", {}, title), ...nodes);
  const controls = [
    group(say("hidden units"), ...steps.map(({ node }) => node)),
    group(say("output weights"), weights[0].node, height.node, weights[1].node, pulse.node),
  ];
  const numbers = [1, 2, 3].map(() => html("output", { class: "nnx-number" }));
  const facts = html(
    "div",
    { class: "nnx-facts" },
    html("span", {}, symbol("b", 1, 0), " = −", symbol("w"), symbol("s", 1), " = ", numbers[0]),
    html("span", {}, symbol("b", 2, 0), " = −", symbol("w"), symbol("s", 2), " = ", numbers[1]),
    html("span", {}, ...sayNodes("sum half-way", { number: numbers[2] })),
  );

  const draw = (state) => {
    if (state.pulse && state.w2 !== -state.w1) {
      state.w2 = 0 - state.w1;
      change(model, { w2: state.w2 });
    }
    const values = readouts(state);
    const { s1, s2, w1, w2, steepness, pulse: tied } = state;
    const a1 = (x) => sigmoid(steepness * (x - s1));
    const a2 = (x) => sigmoid(steepness * (x - s2));
    const places = samplePlaces(sum, [
      { s: s1, w: steepness },
      { s: s2, w: steepness },
    ]);
    const parts = { 1: (x) => w1 * a1(x), 2: (x) => w2 * a2(x) };
    for (const { i, plot, guide, area, line, name, handles } of rows) {
      const sign = state[`w${i}`] < 0 ? "nnx-negative" : "nnx-positive";
      setAttributes(area.node, { class: `nnx-area ${sign}` });
      setAttributes(line.node, { class: `nnx-curve nnx-strong ${CLASSES[i]} ${sign}` });
      setAttributes(name, { x: plot.x(plot.left) + 8, y: plot.y(1.1) + 14 });
      guide.draw(state[`s${i}`]);
      area.draw(parts[i], places);
      line.draw(parts[i], places);
      for (const one of handles) one.put();
    }
    const total = (x) => parts[1](x) + parts[2](x);
    sum_area.draw(total, places);
    sum_line.draw(total, places);
    guides[0].draw(s1);
    guides[1].draw(s2);
    setAttributes(sum_name, { x: sum.x(sum.left) + 8, y: sum.y(2.15) + 14 });
    const [start, end] = [Math.min(s1, s2), Math.max(s1, s2)];
    const plateaus = [values.plateau_left, values.plateau_middle, values.plateau_right];
    [
      [sum.left, start],
      [start, end],
      [end, sum.right],
    ].forEach(([from, to], k) => {
      const roomy = plateaus[k] !== null && sum.x(to) - sum.x(from) > 44 && !(tied && k === 1);
      heights[k].style.display = roomy ? "" : "none";
      if (!roomy) return;
      setText(heights[k], format(plateaus[k]));
      setAttributes(heights[k], { x: sum.x((from + to) / 2), y: sum.y(plateaus[k]) + (plateaus[k] < 0 ? 18 : -8) });
    });
    numbers.forEach((number, k) => setText(number, format([values.b1, values.b2, values.sum_middle][k])));
    names.forEach((name, k) => {
      const left = (k === 0) === s1 <= s2; // the two names stand outside the two steps, so that they never meet
      setAttributes(name, {
        x: sum.x(state[`s${k + 1}`]) + (left ? -5 : 5),
        y: sum.y(sum.low) - 6,
        "text-anchor": left ? "end" : "start",
      });
    });
    pulse_handle.node.style.display = tied ? "" : "none";
    pulse_handle.put();
    for (const one of [...steps, ...weights, height, pulse]) one.show();
    weights[0].node.classList.toggle("nnx-gone", tied);
    weights[1].node.classList.toggle("nnx-hidden", tied);
    height.node.classList.toggle("nnx-gone", !tied);
    return sentence(state, values);
  };
  const drawings = [html("div", { class: "nnx-stack" }, ...rows.map(({ plot }) => plot.box), sum.box)];
  return frame({ model, el, declared, title: say("title"), drawings, numbers: [facts], controls, draw, long: true });
}

// "w₁₁⁽¹⁾ a₁⁽¹⁾" for a drawing.
function product(i) {
  const weight = svgSymbol("w", `${i}1`, 1);
  const [letter, ...indices] = svgSymbol("a", i, 1).childNodes;
  setAttributes(letter, { dy: "0.375em", dx: 3 }); // back to the line on which the w stands
  weight.append(letter, ...indices);
  return weight;
}

// What the sum does from left to right, in a few sentences.
function sentence({ s1, s2, w1, w2 }, { plateau_middle, plateau_right, sum_middle }) {
  const [start, end] = [Math.min(s1, s2), Math.max(s1, s2)];
  if (w1 === 0 && w2 === 0) return say("no weights");
  if (s1 === s2)
    return say(plateau_right === 0 ? "steps cancel" : "steps together", {
      place: equation("x", s1),
      height: format(plateau_right),
    });
  const sentences = [];
  if (plateau_right === 0) {
    sentences.push(
      say(plateau_middle < 0 ? "dip" : "pulse", {
        height: format(plateau_middle),
        start: format(start),
        end: format(end),
      }),
    );
    if (s1 > s2) sentences.push(say("second sets height"));
  } else {
    const heights = { middle: format(plateau_middle), right: format(plateau_right) };
    sentences.push(
      say("two steps", { first: s1 < s2 ? 1 : 2, ...heights, start: equation("x", start), end: equation("x", end) }),
    );
    if (start < 0 && end > 0 && plateau_middle !== 0)
      sentences.push(say("first step is over", { place: equation("x", 0, 0) }));
  }
  const overlap = Math.abs(plateau_middle - sum_middle) > 0.1 * Math.max(Math.abs(w1), Math.abs(w2));
  if (overlap) sentences.push(say("overlap", { sum: format(sum_middle) }));
  return sentences.join(" ");
}

export default { render };
