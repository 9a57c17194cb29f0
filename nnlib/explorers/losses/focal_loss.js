// FocalLoss: what one sample costs over the probability that its true class gets, and which samples of an imbalanced set
// the total loss and its gradient come from.
import { sigmoid } from "../mathematics/activations.js";
import { focal, logit } from "../mathematics/focal.js";
import { change } from "../shared/controls.js";
import { html, setText, svg, symbol } from "../shared/elements.js";
import { frame } from "../shared/frame.js";
import { handle } from "../shared/handles.js";
import { keyOf } from "../shared/key.js";
import { snap } from "../shared/limits.js";
import { format } from "../shared/numbers.js";
import { power } from "../shared/powers.js";
import { draggable, showNumber, slider } from "../shared/sliders.js";
import { nodeSpeaker, speaker } from "../shared/words.js";
import * as declared from "./focal_loss.declared.js";
import { hatching } from "./_hatching.js";
import { curvesDrawing } from "./_over_probability.js";
import { isHatched, partClass, stacksDrawing } from "./_stacks.js";

const { LIMITS, SCORES, SCALE, EASY, PARTS, LOSSES, COSTS } = declared;
const say = speaker(declared.WORDS);
const sayNodes = nodeSpeaker(declared.WORDS);
const [FINE, STEP] = [1 / 32, 0.1]; // of probabilities and weights, and of gamma
const DECIMALS = { alpha: 3, p_t: 3, gamma: 2 };
const DIGITS = 3;
const SUMS = ["loss", "gradient"];

const sum = (values) => values.reduce((total, one) => total + one, 0);

// For each part of the set, pairs of a logit and how many samples have it.
const SAMPLES = PARTS.map(({ y, is_easy }) =>
  SCORES[y]
    .map(([k, count]) => [(k + 0.5) / SCALE, count])
    .filter(([z]) => sigmoid(y === 1 ? z : -z) >= EASY === is_easy),
);
const COUNTS = SAMPLES.map((pairs) => sum(pairs.map(([, count]) => count)));

// The total of a function of class and logit over each part.
const sumsOf = (f) => SAMPLES.map((pairs, i) => sum(pairs.map(([z, count]) => count * f(PARTS[i].y, z))));

const size =
  ({ grad }) =>
  (y, z) =>
    Math.abs(grad(y, z));

// Cross-entropy, and the focal loss without a weight and with it.
const lossesOf = ({ gamma, alpha }) => [focal(0), focal(gamma), focal(gamma, alpha)];

export function readouts(state) {
  const [cross_entropy, focused, weighted] = lossesOf(state);
  const s = logit(state.p_t);
  const result = { is_easy: state.p_t >= EASY };
  [cross_entropy, focused, weighted, weighted].forEach((loss, i) => {
    const [y, z] = i < 3 ? [1, s] : [0, -s];
    result[COSTS[i]] = loss.value(y, z);
    result[`${COSTS[i]}_slope`] = size(loss)(y, z);
  });
  for (const name of COSTS.slice(1)) result[`${name}_times`] = result.cross_entropy / result[name];
  PARTS.forEach(({ name }, i) => (result[`samples_${name}`] = COUNTS[i]));
  [cross_entropy, weighted].forEach((loss, n) =>
    [loss.value, size(loss)].forEach((f, m) => {
      const sums = sumsOf(f);
      const name = `${LOSSES[n]}_${SUMS[m]}`;
      result[name] = sum(sums);
      PARTS.forEach((part, i) => (result[`${name}_${part.name}`] = sums[i] / result[name]));
    }),
  );
  return result;
}

function render({ model, el }) {
  const get = (trait) => model.get(trait);
  const state_of = () => ({ gamma: get("gamma"), alpha: get("alpha"), p_t: get("p_t") });

  // -- drawings -------------------------------------------------------------------------------------------------------
  const { plot, draw: drawCurves } = curvesDrawing({
    easy: EASY,
    sides: [say("hard side"), say("easy side")],
    name: say("cross-entropy"),
  });
  const move = (p) => change(model, { p_t: snap(p, LIMITS.p_t) });
  const point = handle(plot, {
    name: say("move the point"),
    move,
    nudge: (right, up) => move(get("p_t") + (right + up) * FINE),
    place: () => [get("p_t"), lossesOf(state_of())[2].value(1, logit(get("p_t")))],
    className: "nnx-shift",
  });
  const stacks = stacksDrawing({
    parts: PARTS,
    names: [say("loss"), say("gradient")],
    rows: [say("cross-entropy"), say("focal")],
    unit: say("percent"),
  });

  // -- key ------------------------------------------------------------------------------------------------------------
  const { entry, line } = keyOf(14);
  const plain = (...nodes) => html("span", { class: "nnx-plain" }, ...nodes);
  const patch = (part) => [
    svg("rect", { class: partClass(part), x: 1, width: 24, y: 1, height: 12 }),
    ...(isHatched(part) ? [svg("path", { class: "nnx-part-hatch", d: hatching(1, 25, 1, 13) })] : []),
  ];
  const weight = (...nodes) => html("span", {}, symbol("α", "t"), " = ", ...nodes);
  const key = html(
    "div",
    { class: "nnx-key" },
    entry(plain(...sayNodes("key rare", { weight: weight(symbol("α")) })), line("nnx-strong nnx-of-rare")),
    entry(
      plain(...sayNodes("key common", { weight: weight("1 − ", symbol("α")) })),
      line("nnx-strong nnx-dashed nnx-of-common"),
    ),
    ...PARTS.map((part) => entry(plain(say(`${part.name} part`)), ...patch(part))),
    html("span", {}, say("boundary")),
  );

  // -- formula, sliders -----------------------------------------------------------------------------------------------
  const traits = [
    { trait: "alpha", label: symbol("α"), name: say("alpha"), step: FINE },
    { trait: "p_t", label: symbol("p", "t"), name: say("probability"), step: FINE },
    { trait: "gamma", label: symbol("γ"), name: say("gamma"), step: STEP },
  ];
  const numbers = Object.fromEntries(
    traits.map(({ trait, name, step }) => [trait, draggable({ path: trait, name, step }, LIMITS[trait])]),
  );
  const [again, value] = [html("span", {}), html("output", { class: "nnx-number nnx-long-number" })];
  const term = (...nodes) => html("span", { class: "nnx-term" }, ...nodes);
  const logOf = (node) => sayNodes("log", { p: node });
  const [weight_t, p_t] = [symbol("α", "t"), symbol("p", "t")];
  const formula = html(
    "p",
    { class: "nnx-formula nnx-wrapped nnx-focal-formula" },
    term(symbol("ℓ"), " = −", weight_t, " (1 − ", p_t, ")", html("sup", {}, symbol("γ"))),
    term(...logOf(symbol("p", "t"))),
    term(" = −", numbers.alpha, " (1 − ", numbers.p_t, ")", html("sup", {}, numbers.gamma)),
    term(...logOf(again), " = ", value),
  );
  const sliders = traits.map((one) => slider(model, { ...one, ...LIMITS[one.trait], decimals: DECIMALS[one.trait] }));

  // -- tables ---------------------------------------------------------------------------------------------------------
  const head = (nodes, attributes = {}) => html("th", { scope: "col", ...attributes }, ...nodes);
  const rowOf = (title, n, classOf) => {
    const cells = Array.from({ length: n }, (_, i) => html("td", { class: classOf(i) }));
    return { cells, node: html("tr", {}, html("th", { scope: "row", class: classOf(-1) }, ...title), ...cells) };
  };
  const tableOf = (className, heads, rows) =>
    html(
      "table",
      { class: `nnx-table ${className}` },
      html("thead", {}, ...heads.map((cells) => html("tr", {}, ...cells))),
      html("tbody", {}, ...rows.map(({ node }) => node)),
    );
  const place = html("span", {});
  const of_sample = ["cross-entropy", "focused", "rare", "common"].map((key) =>
    rowOf([say(key)], 3, (i) => (i === 2 ? "nnx-back" : "")),
  );
  const slope_head = head(sayNodes("slope", { z: symbol("z") }), { class: "nnx-back" });
  const sample_table = tableOf(
    "nnx-of-one",
    [[head([place]), head([say("loss")]), head([say("times")]), slope_head]],
    of_sample,
  );
  const columnClass = (i) => (i > 2 ? "nnx-back" : "");
  const of_set = [...PARTS.map(({ name }) => say(`${name} part`)), say("total")].map((title) =>
    rowOf([title], 5, columnClass),
  );
  const over_two = (text, className) => head([text], { scope: "colgroup", colspan: 2, class: className });
  const set_table = tableOf(
    "nnx-of-set",
    [
      [html("td", {}), html("td", {}), over_two(say("loss"), "nnx-loss"), over_two(say("gradient"), "nnx-back")],
      [
        head([say("in percent")]),
        head([say("samples")]),
        ...SUMS.flatMap(() => ["cross-entropy", "focal"].map((loss) => head([say(loss)]))),
      ],
    ],
    of_set,
  );

  const draw = (state) => {
    const values = readouts(state);
    const [cross_entropy, , weighted] = lossesOf(state);
    drawCurves({
      losses: {
        compared: (s) => cross_entropy.value(1, s),
        rare: (s) => weighted.value(1, s),
        common: (s) => weighted.value(0, -s),
      },
      key: `${state.gamma} ${state.alpha}`,
      p_t: state.p_t,
    });
    const names = SUMS.flatMap((what) => LOSSES.map((loss) => `${loss}_${what}`));
    stacks.draw(names.map((name) => PARTS.map((part) => values[`${name}_${part.name}`])));
    point.put();
    for (const one of sliders) one.show();
    for (const [trait, node] of Object.entries(numbers))
      showNumber(node, state[trait], format(state[trait], DECIMALS[trait]));
    setText(again, format(state.p_t, DECIMALS.p_t));
    setText(value, power(values.rare, DIGITS));
    place.replaceChildren(...sayNodes("at the point", { p: [symbol("p", "t"), ` = ${format(state.p_t, 3)}`] }));
    COSTS.forEach((name, row) => {
      const cells = [values[name], values[`${name}_times`] ?? 1, values[`${name}_slope`]];
      cells.forEach((one, i) => setText(of_sample[row].cells[i], power(one, DIGITS)));
    });
    of_set.forEach(({ cells }, row) => {
      const part = PARTS[row];
      setText(cells[0], whole(part ? COUNTS[row] : sum(COUNTS)));
      names.forEach((name, i) =>
        setText(cells[i + 1], part ? format(100 * values[`${name}_${part.name}`], 1) : totalText(values[name])),
      );
    });
    return sentence(state, values);
  };
  return frame({
    model,
    el,
    declared,
    title: say("title"),
    drawings: [html("div", { class: "nnx-stack" }, plot.box, stacks.box)],
    numbers: [key, formula, sample_table, set_table],
    controls: sliders.map(({ node }) => node),
    draw,
    long: true,
  });
}

// "10,100"
const whole = (count) => `${count}`.replace(/\B(?=(\d{3})+$)/g, ",");

// "1,416" or "93.2"
const totalText = (total) => (total >= 999.5 ? whole(format(total, 0)) : power(total, DIGITS));

// What the focus does to one sample, and where the total comes from.
function sentence({ gamma, p_t }, values) {
  const place = say(values.is_easy ? "easy" : "hard", { p: format(p_t, DECIMALS.p_t) });
  const first =
    gamma === 0 ? say("unchanged", { place }) : say("smaller", { place, times: power(values.focused_times, DIGITS) });
  // Of the total under the nth of the losses, what parts have.
  const percent = (n, isMeant) => {
    const parts = PARTS.filter(isMeant).map(({ name }) => values[`${LOSSES[n]}_loss_${name}`]);
    return format(100 * sum(parts), 1);
  };
  const is_rare = ({ y }) => y === 1;
  const is_dull = ({ y, is_easy }) => y === 0 && is_easy;
  const shares = say("shares", {
    easy: percent(1, is_dull),
    easy_before: percent(0, is_dull),
    rare: percent(1, is_rare),
    rare_before: percent(0, is_rare),
  });
  return `${first} ${shares}`;
}

export default { render };
