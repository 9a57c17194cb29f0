// VanishingGradient: how large the gradient is in each layer, and the factors of the weights and of f′ that make it so.
import { flow, geometricMean } from "../mathematics/deep.js";
import { button, change, menu } from "../shared/controls.js";
import { html, setText, symbol } from "../shared/elements.js";
import { frame } from "../shared/frame.js";
import { format } from "../shared/numbers.js";
import { draggable, showNumber, slider } from "../shared/sliders.js";
import { nodeSpeaker, speaker } from "../shared/words.js";
import { layersDrawing } from "./_layers.js";
import { power } from "../shared/powers.js";
import * as declared from "./vanishing_gradient.declared.js";

const { FLAT, LIMITS, WEIGHTS, X } = declared;
const say = speaker(declared.WORDS);
const sayNodes = nodeSpeaker(declared.WORDS);
const hundredths = (rows) => rows.map((row) => row.map((number) => number / 100));
const DRAWS = { weights: WEIGHTS.map(hundredths), X: hundredths(X), FLAT };
const WIDTH = X[0].length;
const SCALES = { glorot: 1, he: Math.SQRT2 };

// From one scale to double that one it takes so many rungs; Glorot's and He's are among them.
const OCTAVE = 16;
const { min, max } = LIMITS.scale;
const LADDER = Array.from({ length: OCTAVE * Math.log2(max / min) + 1 }, (_, i) =>
  Number((min * 2 ** (i / OCTAVE)).toFixed(2)),
);

const numbersOf = ({ scale }, found) => {
  const by_both = found.by_weights.map((factor, i) => factor * found.by_slope[i]);
  const listed = (name, numbers) => numbers.map((number, i) => [`${name}_${i + 1}`, number]);
  return {
    spread: scale / Math.sqrt(WIDTH),
    ...SCALES,
    weights: geometricMean(found.by_weights),
    slope: geometricMean(found.by_slope),
    factor: geometricMean(by_both),
    flat: found.flat,
    ...Object.fromEntries([
      ...listed(
        "gradient",
        found.sizes.map((size) => size / found.sizes.at(-1)),
      ),
      ...listed(
        "activation",
        found.signals.map((length) => length / Math.sqrt(WIDTH)),
      ),
      ...listed("weights", found.by_weights),
      ...listed("slope", found.by_slope),
    ]),
  };
};
const flowOf = (state) => flow(state, state.scale / Math.sqrt(WIDTH), DRAWS);
export const readouts = (state) => numbersOf(state, flowOf(state));

function render({ model, el }) {
  const drawing = layersDrawing(LIMITS.depth.max, {
    titles: ["gradient", "signal", "factors", "backward"].map((key) => say(key)),
    rows: ["row weights", "row slope", "row both"].map((key) => say(key)),
    layer: say("layer"),
  });

  // -- controls -----------------------------------------------------------------------------------------------------
  const { options } = LIMITS.activation;
  const activation = menu(model, { trait: "activation", text: say("activation"), options, named: (name) => name });
  activation.node.firstChild.replaceChildren(symbol("f"));
  const rung = (scale) => LADDER.findIndex((one) => Math.abs(one - scale) < 0.005);
  const presets = ["Glorot", "He"].map((name) =>
    button(say(`set ${name}`), () => change(model, { scale: LADDER[rung(SCALES[name.toLowerCase()])] })),
  );
  const depth = slider(model, {
    trait: "depth",
    label: symbol("N"),
    name: say("depth"),
    ...LIMITS.depth,
    step: 1,
    decimals: 0,
  });
  const scale = slider(model, { trait: "scale", label: say("scale label"), name: say("scale"), ladder: LADDER });
  const marks = html(
    "div",
    { class: "nnx-marks", "aria-hidden": "true" },
    ...["Glorot", "He"].map((name) => {
      const mark = html("span", { class: `nnx-mark-${name.toLowerCase()}` }, say(name));
      mark.style.left = `${(100 * rung(SCALES[name.toLowerCase()])) / (LADDER.length - 1)}%`;
      return mark;
    }),
  );

  // -- numbers ------------------------------------------------------------------------------------------------------
  const figure = () => html("output", { class: "nnx-figures" });
  const [spread, flat, weights, slope, steps, ratio] = Array.from({ length: 6 }, figure);
  const scale_number = draggable({ path: "scale", name: say("scale"), step: LADDER }, LIMITS.scale);
  const final = html("sup", {});
  const delta = (layer) => html("span", { class: "nnx-symbol" }, html("i", {}, "δ"), layer);
  const factors = html("span", {}, " = (", weights, " · ", slope, ")", html("sup", {}, steps));
  const product = html(
    "span",
    { class: "nnx-back nnx-product" },
    delta(html("sup", {}, "(1)")),
    " / ",
    delta(final),
    factors,
    " = ",
    ratio,
  );
  const facts = html(
    "div",
    { class: "nnx-flow nnx-tall" },
    product,
    html("span", {}, ...sayNodes("spread", { numbers: html("span", {}, scale_number, `/√${WIDTH} = `, spread) })),
    html("span", {}, ...sayNodes("flat", { share: flat })),
  );

  const draw = (state) => {
    const found = flowOf(state);
    const values = numbersOf(state, found);
    drawing.draw(state.depth, { ...found, signals: found.signals.map((length) => length / Math.sqrt(WIDTH)) });
    activation.show();
    for (const one of [depth, scale]) one.show();
    showNumber(scale_number, state.scale, format(state.scale));
    setText(spread, format(values.spread));
    setText(flat, format(100 * values.flat, 0));
    setText(final, `(${state.depth})`);
    factors.classList.toggle("nnx-gone", state.depth === 1);
    if (state.depth > 1) {
      setText(weights, power(values.weights, 3));
      setText(slope, power(values.slope, 3));
    }
    setText(steps, `${state.depth - 1}`);
    setText(ratio, power(values.gradient_1));
    return sentence(state, values);
  };
  return frame({
    model,
    el,
    declared,
    title: say("title"),
    drawings: [drawing.box],
    buttons: [activation.node, ...presets],
    numbers: [facts],
    controls: [depth.node, scale.node, marks],
    draw,
    long: true,
  });
}

// What became of the gradient on its way back, by which factors, and whose doing it is.
function sentence({ depth, activation }, { weights, slope, factor, flat, gradient_1 }) {
  if (depth === 1) return say("one layer");
  const result = say(gradient_1 > 1 ? "larger" : "smaller", { ratio: power(gradient_1) });
  const numbers = { weights: power(weights, 3), slope: power(slope, 3), factor: power(factor, 3) };
  const way = depth === 2 ? say("one step", numbers) : say("steps", { steps: depth - 1, ...numbers });
  return `${result} ${way} ${say(reason(), { flat: format(100 * flat, 0) })}`;

  function reason() {
    if (gradient_1 > 10) return "exploded";
    if (gradient_1 >= 0.1) return "balanced";
    if (flat >= 0.5 && ["sigmoid", "tanh"].includes(activation)) return "saturated";
    return slope < weights ? "slope" : "weights";
  }
}

export default { render };
