// MarginLosses: the losses of the margin for a sample that is dragged, and the score that each likes best at one x.
import { MARGIN_LOSSES, bestScores, expectedLoss, oneOf } from "../mathematics/margin_losses.js";
import { change, menu } from "../shared/controls.js";
import { html, setText, svg, symbol } from "../shared/elements.js";
import { frame } from "../shared/frame.js";
import { handle } from "../shared/handles.js";
import { keyOf } from "../shared/key.js";
import { snap } from "../shared/limits.js";
import { format } from "../shared/numbers.js";
import { captioned } from "../shared/plane.js";
import { slider } from "../shared/sliders.js";
import { nodeSpeaker, speaker } from "../shared/words.js";
import { expectedDrawing } from "./_expected.js";
import { marginDrawing } from "./_over_margin.js";
import * as declared from "./margin_losses.declared.js";

const { LIMITS, FACTS } = declared;
const say = speaker(declared.WORDS);
const sayNodes = nodeSpeaker(declared.WORDS);
const NAMES = LIMITS.loss.options;
const STEP = 0.1; // of the margin, by keys
const PARTS = 50; // of 1, by the pointer
const OF_CHANCE = 3; // digits of a probability

const nameOf = (loss) => say(`${loss} loss`);

// A loss with what Python says of it; value and slope are those of a sample of class +1, whose score is its margin.
const LOSSES = Object.fromEntries(
  NAMES.map((name) => {
    const loss = MARGIN_LOSSES[name];
    const of_margin = { value: (m) => loss.value(1, m), grad: (m) => loss.grad(1, m) };
    return [name, { loss, ...of_margin, ...FACTS[name], name, label: nameOf(name) }];
  }),
);

function numbersOf({ loss, value, grad, kink, when_wrong, name, minimiser }, { margin, p }) {
  const [low, high] = bestScores(name, minimiser, p);
  return {
    value: value(margin),
    slope: grad(margin),
    has_slope: margin !== kink,
    when_wrong,
    best_from: low,
    best_to: high,
    least: expectedLoss(loss, p, oneOf([low, high], p)),
  };
}

export function readouts(state) {
  const result = {};
  for (const name of NAMES)
    for (const [key, value] of Object.entries(numbersOf(LOSSES[name], state))) result[`${name}_${key}`] = value;
  return result;
}

// The scores of least expected loss in short, for the table; and as the drawing says them.
const inTable = (low, high) => {
  if (low === high) return format(low);
  if (low === -Infinity) return high === Infinity ? say("any") : say("any wrong");
  return high === Infinity ? say("any right") : say("range", { low: format(low, 0), high: format(high, 0) });
};
const inDrawing = (low, high) => {
  if (low === high) return say("best", { score: format(low) });
  if (low === -Infinity) return high === Infinity ? say("best any") : say("best wrong");
  return high === Infinity ? say("best right") : say("best range", { low: format(low, 0), high: format(high, 0) });
};

function render({ model, el }) {
  const get = (trait) => model.get(trait);

  // -- drawings -------------------------------------------------------------------------------------------------------
  const above = marginDrawing({
    losses: Object.values(LOSSES),
    bounds: [LIMITS.margin.min, LIMITS.margin.max],
    sides: [say("wrong"), say("right")],
    scaled: say("scaled"),
  });
  const below = expectedDrawing({ sides: [say("predicts −1"), say("predicts +1")] });
  const move = (margin) => change(model, { margin: snap(margin, LIMITS.margin, PARTS) });
  const sample = handle(above.plot, {
    name: say("move the sample"),
    move,
    nudge: (right, up) => move(get("margin") + (right + up) * STEP),
    place: () => above.handleAt(get("loss"), get("margin")),
    className: "nnx-shift",
  });
  const whole = (...nodes) => html("span", { class: "nnx-whole" }, ...nodes);
  const part = (...nodes) => html("span", {}, ...nodes);
  const formula = whole(symbol("m"), " = ", symbol("y"), "·", symbol("f"), "(", symbol("x"), ")");
  const chance = html("span", { class: "nnx-figures" });
  const of_class = whole("P(", symbol("y"), " = +1) = ", chance);
  const stack = html(
    "div",
    { class: "nnx-stack" },
    captioned(part(...sayNodes("one sample", { margin: formula })), above.plot.box),
    captioned(part(...sayNodes("many samples", { x: symbol("x"), f: symbol("f"), chance: of_class })), below.plot.box),
  );

  // -- key ------------------------------------------------------------------------------------------------------------
  const { entry, line } = keyOf(14);
  const key = html(
    "div",
    { class: "nnx-key" },
    entry(say("key slope"), line("nnx-slope")),
    entry(say("key area"), svg("rect", { class: "nnx-area nnx-errors", x: 0, width: 26, y: 1, height: 12 })),
    entry(say("key gap"), line("nnx-gap")),
    entry(say("key best"), svg("circle", { class: "nnx-point", cx: 13, cy: 7, r: 5 })),
  );
  const about = html("p", { class: "nnx-about nnx-about-loss" });

  // -- controls -------------------------------------------------------------------------------------------------------
  const losses = menu(model, { trait: "loss", text: say("loss"), options: NAMES, named: nameOf });
  const sliders = [
    slider(model, { trait: "margin", label: symbol("m"), name: say("margin"), ...LIMITS.margin, step: STEP }),
    slider(model, {
      trait: "p",
      label: symbol("p"),
      name: say("probability"),
      ...LIMITS.p,
      step: LIMITS.p.min,
      decimals: OF_CHANCE,
    }),
  ];

  // -- tables: what changes with the margin, and what does not ------------------------------------------------------------
  const margin = html("span", { class: "nnx-number" });
  const tableOf = (corner, heads) => {
    const rows = NAMES.map((name) => {
      const cells = heads.map(() => html("td", {}));
      return { name, cells, node: html("tr", {}, html("th", { scope: "row" }, nameOf(name)), ...cells) };
    });
    const head = (...nodes) => html("th", { scope: "col" }, ...nodes);
    const node = html(
      "table",
      { class: "nnx-table nnx-of-margin" },
      html("thead", {}, html("tr", {}, head(...corner), ...heads.map((one) => head(...one)))),
      html("tbody", {}, ...rows.map((row) => row.node)),
    );
    return { node, rows };
  };
  const at_margin = tableOf(sayNodes("at margin", { m: symbol("m"), margin }), [[say("value")], [say("slope")]]);
  const always = tableOf(
    [say("at any margin")],
    [[say("convex")], [say("bound")], [say("calibrated")], sayNodes("best score", { f: symbol("f") })],
  );
  for (const { name, cells } of always.rows) {
    const { convex, bounds, calibrated, when_wrong } = FACTS[name];
    const truth = (is_true) => (is_true ? say("yes") : say("no"));
    setText(cells[0], truth(convex));
    setText(cells[1], !bounds && when_wrong > 0 ? say("bound divided") : truth(bounds));
    setText(cells[2], truth(calibrated));
  }
  const tables = html("div", { class: "nnx-margin-tables" }, at_margin.node, always.node);

  const draw = (state) => {
    const loss = LOSSES[state.loss];
    const of = Object.fromEntries(NAMES.map((name) => [name, numbersOf(LOSSES[name], state)]));
    const { best_from: low, best_to: high } = of[state.loss];
    above.draw(state.loss, state.margin);
    const jumps = loss.name === "zero_one";
    below.draw({
      key: `${state.loss} ${state.p}`,
      f: (s) => expectedLoss(loss.loss, state.p, s),
      kinks: loss.kink === null ? [] : [...new Set([-loss.kink, loss.kink])],
      is_broken: jumps,
      low,
      high,
      inside: oneOf([low, high], state.p),
      side: Math.sign(state.p - 0.5),
      text: inDrawing(low, high),
    });
    for (const one of [{ show: sample.put }, losses, ...sliders]) one.show();
    setText(chance, format(state.p, OF_CHANCE));
    setText(about, say(`${state.loss} about`, { when_wrong: format(loss.when_wrong, 3) }));
    setText(margin, format(state.margin));
    for (const { name, cells, node } of at_margin.rows) {
      const { value, slope, has_slope } = of[name];
      setText(cells[0], format(value));
      setText(cells[1], has_slope ? format(slope) : say("no slope"));
      node.classList.toggle("nnx-chosen-loss", name === state.loss);
    }
    for (const { name, cells, node } of always.rows) {
      setText(cells[3], inTable(of[name].best_from, of[name].best_to));
      node.classList.toggle("nnx-chosen-loss", name === state.loss);
    }
    return sentence(state, of[state.loss]);
  };
  return frame({
    model,
    el,
    declared,
    title: say("title"),
    drawings: [stack],
    buttons: [losses.node],
    numbers: [key, about, tables],
    controls: sliders.map(({ node }) => node),
    draw,
    long: true,
  });
}

// What the sample costs; and which score is best where +1 has probability p.
function sentence({ loss, margin, p }, { value, slope, has_slope, best_from, best_to }) {
  const place = say(margin > 0 ? "is right" : margin < 0 ? "is wrong" : "is at 0", { margin: format(margin) });
  const cost = say(has_slope ? "costs" : "costs without a slope", {
    name: nameOf(loss),
    value: format(value),
    slope: format(slope),
  });
  return `${place} ${cost} ${p === 0.5 ? tie(best_from, best_to) : likelier(p, best_from, best_to)}`;
}

function likelier(p, low, high) {
  const [more, rest] = [Math.max(p, 1 - p), Math.min(p, 1 - p)];
  const which = { side: p > 0.5 ? "+1" : "−1", p: format(more, OF_CHANCE), rest: format(rest, OF_CHANCE) };
  const best =
    low !== high ? say("some are best") : say(low === 0 ? "0 is best" : "one is best", { score: format(low) });
  return `${say("likelier", which)} ${best}`;
}

function tie(low, high) {
  if (low === high) return `${say("tie")} ${say("0 is best of a tie")}`;
  if (high === Infinity) return `${say("tie")} ${say("all are best")}`;
  return `${say("tie")} ${say("between is best", { low: format(low, 0), high: format(high, 0) })}`;
}

export default { render };
