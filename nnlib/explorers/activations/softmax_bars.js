// SoftmaxBars: logits are dragged, divided by a temperature and shifted; beside them their probabilities and the Jacobian.
import { sigmoid } from "../mathematics/activations.js";
import { entropy } from "../mathematics/information.js";
import { softmax, softmaxJacobian } from "../mathematics/softmax.js";
import { barsDrawing, draggableBars } from "../shared/bars.js";
import { button, change } from "../shared/controls.js";
import { html, setText, symbol } from "../shared/elements.js";
import { frame } from "../shared/frame.js";
import { decades, rungOf } from "../shared/ladder.js";
import { snap } from "../shared/limits.js";
import { format, rounded, signed } from "../shared/numbers.js";
import { captioned } from "../shared/plane.js";
import { chance, power } from "../shared/powers.js";
import { draggable, setAt, showNumber, slider } from "../shared/sliders.js";
import { nodeSpeaker, speaker } from "../shared/words.js";
import { jacobianDrawing } from "./_jacobian.js";
import * as declared from "./softmax_bars.declared.js";

const { LIMITS } = declared;
const say = speaker(declared.WORDS);
const sayNodes = nodeSpeaker(declared.WORDS);
const { item: LOGIT, shortest: FEWEST, longest: MOST } = LIMITS.logits;
const LADDER = decades(LIMITS.temperature.min, LIMITS.temperature.max, 10);
const PARTS = 10; // steps of a logit, from 0 to 1
const SHIFT_STEP = 0.5;
const BEYOND = 0.5; // of a logit, around all of them
const DIGITS = 12; // decimals, as in Python
const ASIDE = 13; // pixels from 0 to a number on the side where its bar is not

function compute({ logits, temperature, shift }) {
  const z = logits.map((one) => (one + shift) / temperature);
  return { p: softmax(z), jacobian: softmaxJacobian(z).map((row) => row.map((slope) => slope / temperature)) };
}

const largest = (numbers) => rounded(Math.max(...numbers.map(Math.abs)), DIGITS);

function numbersOf({ logits, temperature }, { p, jacobian }) {
  const without = softmax(logits.map((z) => z / temperature));
  const top = Math.max(...logits);
  const numbers = Object.fromEntries(p.map((one, i) => [`p_${i + 1}`, one]));
  jacobian.forEach((row, i) => row.forEach((slope, j) => (numbers[`dp_${i + 1}_${j + 1}`] = slope)));
  return {
    ...numbers,
    row_sum: largest(jacobian.map((row) => row.reduce((total, slope) => total + slope, 0))),
    moved: largest(p.map((one, i) => one - without[i])),
    greatest: logits.indexOf(top) + 1,
    n_greatest: logits.filter((z) => z === top).length,
    greatest_at_1: Math.max(...softmax(logits)),
    entropy: rounded(entropy(p), DIGITS),
    max_entropy: Math.log(logits.length),
    sigmoid: logits.length === 2 ? sigmoid((logits[0] - logits[1]) / temperature) : null,
  };
}
export const readouts = (state) => numbersOf(state, compute(state));

function ticksBetween(low, high) {
  const step = high - low < 16 ? 3 : 5;
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, i) => (first + i) * step);
}

function render({ model, el }) {
  const get = (trait) => model.get(trait);

  // -- drawings -------------------------------------------------------------------------------------------------------
  const logits = barsDrawing({
    className: "nnx-softmax nnx-logits",
    most: MOST,
    letter: "z",
    margin: { left: 44, right: 12 },
  });
  const chances = barsDrawing({
    className: "nnx-softmax nnx-chances",
    most: MOST,
    letter: "p",
    margin: { left: 24, right: 46 },
  });
  const jacobian = jacobianDrawing(MOST);

  const setLogit = (i, value) => setAt(model, `logits.${i}`, snap(value, LOGIT, PARTS));
  const handles = draggableBars(logits, {
    most: MOST,
    name: (i) => say("move the logit", { i: i + 1 }),
    count: () => get("logits").length,
    end: (i) => get("logits")[i] + get("shift"),
    set: (i, value) => setLogit(i, value - get("shift")),
    nudge: (i, steps) => setLogit(i, get("logits")[i] + steps / PARTS),
  });

  // -- controls -------------------------------------------------------------------------------------------------------
  const add = button(say("add"), () => change(model, { logits: [...get("logits"), 0].slice(0, MOST) }));
  const remove = button(say("remove"), () =>
    change(model, { logits: get("logits").slice(0, Math.max(FEWEST, get("logits").length - 1)) }),
  );
  const temperature = slider(model, {
    trait: "temperature",
    label: symbol("T"),
    name: say("temperature"),
    ladder: LADDER,
  });
  const mark = html("span", {}, say("temperature mark"));
  mark.style.left = `${(100 * rungOf(LADDER, 1)) / (LADDER.length - 1)}%`;
  const marks = html("div", { class: "nnx-marks", "aria-hidden": "true" }, mark);
  const shift = slider(model, {
    trait: "shift",
    label: symbol("s"),
    name: say("shift"),
    ...LIMITS.shift,
    step: SHIFT_STEP,
  });

  // -- numbers --------------------------------------------------------------------------------------------------------
  const T = draggable({ path: "temperature", name: say("temperature"), step: LADDER }, LIMITS.temperature);
  const s = draggable({ path: "shift", name: say("shift"), step: SHIFT_STEP }, LIMITS.shift);
  const z = Array.from({ length: MOST }, (_, i) => {
    const number = draggable(
      { path: `logits.${i}`, name: say("move the logit", { i: i + 1 }), step: 1 / PARTS },
      LOGIT,
    );
    const comma = html("span", {}, ",");
    return { number, comma, node: html("span", {}, number, comma) };
  });
  const part = (...nodes) => html("span", {}, ...nodes);
  const formula = html(
    "p",
    { class: "nnx-formula nnx-softmax-formula nnx-listing" },
    part(symbol("p"), " = softmax((", symbol("z"), " ", s, ") / ", T, "),"),
    " ",
    html("span", { class: "nnx-list" }, part(symbol("z"), " = ("), ...z.flatMap(({ node }) => [node, " "])),
  );
  const slope = (i, j) => part("∂", symbol("p", i), "/∂", symbol("z", j));
  const [own, other] = [html("span", {}), html("span", {})];
  const [p1, p2] = [() => symbol("p", 1), () => symbol("p", 2)];
  const derivatives = [
    [slope(1, 1), " = ", p1(), "(1 − ", p1(), ")/", symbol("T"), " ", own],
    [slope(1, 2), " = −", p1(), p2(), "/", symbol("T"), " ", other],
  ].map((nodes) => html("p", { class: "nnx-formula nnx-softmax-formula nnx-derivative-of nnx-back" }, ...nodes));
  const information = html("p", { class: "nnx-formula nnx-softmax-formula" });
  const about_jacobian = html("div", { class: "nnx-key nnx-about" }, part(say("about the jacobian")));
  const captions = [[symbol("z")], [symbol("z"), " + ", symbol("s")]].map((nodes) =>
    part(...sayNodes("logits", { z: nodes })),
  );

  const draw = (state) => {
    const found = compute(state);
    const { p } = found;
    const values = numbersOf(state, found);
    const n = p.length;
    const is_shifted = state.shift !== 0;
    const [low, high] = [LOGIT.min + Math.min(0, state.shift) - BEYOND, LOGIT.max + Math.max(0, state.shift) + BEYOND];
    const moved = state.logits.map((one) => one + state.shift);
    logits.draw({
      bounds: [low, high],
      ticks: ticksBetween(low, high),
      values: moved,
      texts: moved.map((one) => format(one)),
      place: (value) => ({ x: logits.x(0) + (value < 0 ? ASIDE : -ASIDE), anchor: value < 0 ? "start" : "end" }),
      mark: is_shifted ? { value: state.shift, name: "s" } : null,
      suffix: is_shifted ? "+s" : "",
    });
    chances.draw({
      bounds: [0, 1],
      ticks: [0, 1],
      values: p,
      texts: p.map(chance),
      place: () => ({ x: chances.width - 2, anchor: "end" }),
      mark: { value: 1 / n, name: `1/${n}` },
      strong: (i) => p[i] === Math.max(...p),
    });
    jacobian.draw(found.jacobian, state.temperature, 1 / (4 * state.temperature));
    handles.put();

    [add.disabled, remove.disabled] = [n === MOST, n === FEWEST];
    for (const one of [temperature, shift]) one.show();
    showNumber(T, state.temperature, format(state.temperature));
    showNumber(s, state.shift, signed(state.shift));
    z.forEach(({ number, comma, node }, i) => {
      node.classList.toggle("nnx-gone", i >= n);
      setText(comma, i === n - 1 ? ")" : ",");
      if (i < n) showNumber(number, state.logits[i], format(state.logits[i]));
    });
    const by = format(state.temperature);
    const others = p.slice(1).reduce((total, one) => total + one, 0);
    setText(own, `= ${chance(p[0])} · ${chance(others)} / ${by} = ${signedSlope(values.dp_1_1)}`);
    setText(other, `= −${chance(p[0])} · ${chance(p[1])} / ${by} = ${signedSlope(values.dp_1_2)}`);
    setText(
      information,
      say("entropy", { entropy: format(values.entropy, 3), classes: n, most: format(values.max_entropy, 3) }),
    );
    captions.forEach((node, i) => node.classList.toggle("nnx-gone", is_shifted !== (i === 1)));
    return sentence(state, p, values);
  };
  const drawings = html(
    "div",
    { class: "nnx-softmax-panels" },
    captioned(part(...captions), logits.box),
    captioned(part(...sayNodes("probabilities", { p: symbol("p") })), chances.box),
    captioned(part(...sayNodes("jacobian", { slope: slope("i", "j") })), jacobian.box),
  );
  return frame({
    model,
    el,
    declared,
    title: say("title"),
    drawings: [drawings],
    buttons: [add, remove],
    numbers: [formula, information, about_jacobian, ...derivatives],
    controls: [temperature.node, marks, shift.node],
    draw,
    long: true,
  });
}

// A derivative, with its sign: "−0.183", "7.7·10⁻⁵²".
function signedSlope(value) {
  return Math.abs(value) >= 0.0005 || value === 0
    ? format(value, 3)
    : `${value < 0 ? "−" : ""}${power(Math.abs(value))}`;
}

// Which class is ahead, what the temperature does to it, and what the shift does not.
function sentence({ logits, temperature, shift }, p, { n_greatest, greatest, greatest_at_1, sigmoid: of_two }) {
  const n = p.length;
  const share = `1/${n}`;
  const parts = [];
  if (n_greatest === n) parts.push(say("all equal", { share }));
  else {
    const names = logits.flatMap((z, i) => (z === logits[greatest - 1] ? [`${i + 1}`] : []));
    const [first, final] = [names.slice(0, -1).join(", "), names.at(-1)];
    const ahead = chance(p[greatest - 1]);
    if (n_greatest === 1) parts.push(say("leads", { i: greatest, p: ahead }));
    else parts.push(say("lead", { classes: say("and", { first, final }), p: ahead }));
    const limit = n_greatest === 1 ? "1" : `1/${n_greatest}`;
    const key = temperature === 1 ? "at one" : temperature < 1 ? "sharpened" : "levelled";
    parts.push(say(key, { limit, share, p: chance(greatest_at_1) }));
  }
  if (shift !== 0) parts.push(say("shifted", { shift: format(shift) }));
  if (of_two !== null) parts.push(say("two classes", { z: format((logits[0] - logits[1]) / temperature) }));
  return parts.join(" ");
}

export default { render };
