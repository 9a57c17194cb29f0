// RegressionLosses: what an error costs, and how hard it pulls: values and slopes of losses of a real target, over the error.
import { button, change, menu } from "../shared/controls.js";
import { html, setText, svg, symbol } from "../shared/elements.js";
import { frame } from "../shared/frame.js";
import { handle } from "../shared/handles.js";
import { keyOf } from "../shared/key.js";
import { snap } from "../shared/limits.js";
import { format } from "../shared/numbers.js";
import { slider } from "../shared/sliders.js";
import { speaker } from "../shared/words.js";
import { regressionLoss } from "../mathematics/losses.js";
import { drawing } from "./_over_error.js";
import * as declared from "./regression_losses.declared.js";

const { LIMITS, FACTS, NONE, BESIDE } = declared;
const say = speaker(declared.WORDS);
const DIGITS = 3; // in the table
const STEP = 0.1; // of the error, by keys
const PARTS = 50; // of 1, by the pointer

const nameOf = (loss) => say(`${loss} loss`);

// A loss with what the drawing and the table want to know of it.
function of(name, { delta, gamma }) {
  const loss = regressionLoss(name, { delta, gamma });
  const { grad } = loss;
  return {
    ...loss,
    ...FACTS[name],
    name,
    key: `${name} ${FACTS[name].has_delta ? delta : ""} ${FACTS[name].has_gamma ? gamma : ""}`, // of its curve
    kinks: grad(BESIDE) - grad(-BESIDE) > 0.01 ? [0] : [],
    bends: FACTS[name].has_delta ? [-delta, delta] : [],
    steepest: Math.max(Math.abs(grad(-Infinity)), Math.abs(grad(Infinity))),
  };
}

const shown = ({ loss, other }) => (other === NONE ? [loss] : [loss, other]);
const lossesOf = (state) => shown(state).map((name) => of(name, state));

function numbersOf({ value, grad, curvature, kinks, steepest, minimiser }, error) {
  return {
    value: value(error),
    slope: grad(error),
    has_slope: !kinks.includes(error),
    curvature: curvature(error),
    steepest,
    minimiser,
  };
}

export function readouts(state) {
  const [first, other] = lossesOf(state).map((loss) => numbersOf(loss, state.error));
  const result = { ...first };
  for (const name in first) result[`other_${name}`] = other ? other[name] : null;
  return { ...result, pull: other ? pullOf(first.slope, other.slope) : null };
}

// How many times as steep the steeper of two slopes is; null where one of them is 0.
function pullOf(...slopes) {
  const [low, high] = slopes.map(Math.abs).sort((p, q) => p - q);
  return low === 0 ? null : high / low;
}

function render({ model, el }) {
  const get = (trait) => model.get(trait);
  const first = () => of(get("loss"), { delta: get("delta"), gamma: get("gamma") });

  // -- drawing --------------------------------------------------------------------------------------------------------
  const {
    above,
    below,
    draw: drawPlots,
  } = drawing({
    bounds: [LIMITS.error.min, LIMITS.error.max],
    titles: [say("value"), say("slope")],
    words: [say("ŷ too low"), say("ŷ too high")],
    beside: BESIDE,
  });
  const move = (error) => change(model, { error: snap(error, LIMITS.error, PARTS) });
  const nudge = (right, up) => move(get("error") + (right + up) * STEP);
  const handles = [
    handle(above, {
      name: say("move the point"),
      move,
      nudge,
      place: () => [get("error"), first().value(get("error"))],
      className: "nnx-shift",
    }),
    handle(below, {
      name: say("move the slope"),
      move,
      nudge,
      place: () => [get("error"), first().grad(get("error"))],
      className: "nnx-shift",
    }),
  ];

  // -- key ------------------------------------------------------------------------------------------------------------
  const { entry, line } = keyOf(14);
  const key = html(
    "div",
    { class: "nnx-key" },
    entry(say("key slope"), line("nnx-slope")),
    entry(say("key kink"), svg("circle", { class: "nnx-knot nnx-of-slope", cx: 13, cy: 7, r: 3.5 })),
    entry(say("key taken"), svg("circle", { class: "nnx-taken", cx: 13, cy: 7, r: 3.5 })),
  );

  // -- controls -------------------------------------------------------------------------------------------------------
  const named = (name) => (name === NONE ? say("nothing") : nameOf(name));
  const menus = ["loss", "other"].map((trait) =>
    menu(model, { trait, text: say(trait), options: LIMITS[trait].options, named }),
  );
  const swap = button(say("swap"), () => change(model, { loss: get("other"), other: get("loss") }));
  const sliders = [
    ["error", "r", STEP],
    ["delta", "δ", 0.1],
    ["gamma", "γ", 0.05],
  ].map(([trait, letter, step]) =>
    slider(model, { trait, label: symbol(letter), name: say(trait), ...LIMITS[trait], step }),
  );
  const [, delta, gamma] = sliders;

  // -- table ----------------------------------------------------------------------------------------------------------
  const heads = [0, 1].map(() => html("th", { scope: "col" }));
  const rows = ["value", "slope", "curvature", "steepest", "minimiser"].map((name) => ({
    head: say(name),
    cells: [html("td", {}), html("td", {})],
  }));
  const table = html(
    "table",
    { class: "nnx-table nnx-properties" },
    html("thead", {}, html("tr", {}, html("td", {}), ...heads)),
    html("tbody", {}, ...rows.map(({ head, cells }) => html("tr", {}, html("th", { scope: "row" }, head), ...cells))),
  );

  const draw = (state) => {
    const losses = lossesOf(state);
    drawPlots(
      losses.map((loss) => ({ ...loss, label: nameOf(loss.name) })),
      state.error,
    );
    for (const one of [...handles.map(({ put }) => ({ show: put })), ...menus, ...sliders]) one.show();
    delta.node.classList.toggle("nnx-gone", !losses.some(({ has_delta }) => has_delta));
    gamma.node.classList.toggle("nnx-gone", !losses.some(({ has_gamma }) => has_gamma));
    swap.disabled = losses.length === 1;
    for (const n of [0, 1]) {
      setText(heads[n], losses[n] ? nameOf(losses[n].name) : "");
      const texts = losses[n] ? textsOf(losses[n], state.error) : [];
      rows.forEach(({ cells }, i) => setText(cells[n], texts[i] ?? ""));
    }
    return sentence(losses, state);
  };
  return frame({
    model,
    el,
    declared,
    title: say("title"),
    drawings: [html("div", { class: "nnx-stack" }, above.box, below.box)],
    buttons: [...menus.map(({ node }) => node), swap],
    numbers: [key, table],
    controls: sliders.map(({ node }) => node),
    draw,
  });
}

// A column of the table.
function textsOf(loss, error) {
  const { value, slope, has_slope, curvature, steepest, minimiser } = numbersOf(loss, error);
  return [
    format(value, DIGITS),
    has_slope ? format(slope, DIGITS) : say("no slope"),
    curvature === null ? say("no slope") : format(curvature, DIGITS),
    Number.isFinite(steepest) ? format(steepest) : say("without limit"),
    minimiser === null ? say("no name") : say(`best ${minimiser}`),
  ];
}

// What the error costs, and how hard it pulls.
function sentence(losses, { error }) {
  const place = say(error > 0 ? "too high" : error < 0 ? "too low" : "exact", { error: format(Math.abs(error)) });
  const [first, second] = losses.map((loss) => {
    const { value, slope, has_slope } = numbersOf(loss, error);
    return say(has_slope ? "costs" : "costs without a slope", {
      name: nameOf(loss.name),
      value: format(value),
      slope: format(slope),
    });
  });
  if (!second) return say("finding of one", { place, first });
  return say("finding of two", { place, first, second, comparison: comparison(losses, error) }).trimEnd();
}

// Which one pulls harder, and how many times as hard; nothing where one of them does not pull.
function comparison(losses, error) {
  const slopes = losses.map(({ grad }) => grad(error));
  const pull = pullOf(...slopes);
  if (pull === null) return "";
  if (format(pull) === format(1)) return say("pulls alike");
  const [one, other] = slopes.map(Math.abs);
  return say("pulls harder", { name: nameOf(losses[one > other ? 0 : 1].name), pull: format(pull) });
}

export default { render };
