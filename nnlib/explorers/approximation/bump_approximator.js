// BumpApproximator: pulses or straight lines that follow a target, which can be drawn; or five pulses placed by hand.
import { checkbox, menu } from "../shared/controls.js";
import { curvePlot } from "../shared/curves.js";
import { html, setText, svg, symbol } from "../shared/elements.js";
import { frame } from "../shared/frame.js";
import { keyOf } from "../shared/key.js";
import { decades } from "../shared/ladder.js";
import { equation, format } from "../shared/numbers.js";
import { draggable, showNumber, slider } from "../shared/sliders.js";
import { nodeSpeaker, speaker } from "../shared/words.js";
import { drawing } from "./_drawing.js";
import { handHandles, pen } from "./_hands.js";
import { JUMP, N_BY_HAND, numbersOf, solutionOf } from "./_solution.js";
import * as declared from "./bump_approximator.declared.js";

const { LIMITS } = declared;
const say = speaker(declared.WORDS);
const sayNodes = nodeSpeaker(declared.WORDS);
const LADDER = decades(LIMITS.steepness.min, LIMITS.steepness.max, 10);
const DIGITS = 4;

export const readouts = (state) => numbersOf(solutionOf(state), state);

// Edges set by a link must increase.
const NEAREST = LIMITS.edges.item.min;
const fits = {
  edges: ({ edges }) => ({
    kind: "row",
    items: edges.map((_, i) => ({ ...LIMITS.edges.item, min: i === 0 ? NEAREST : edges[i - 1] + NEAREST })),
  }),
};

function render({ model, el }) {
  const plot = curvePlot({
    x_bounds: [0, 1],
    y_bounds: [-0.2, 1.12],
    x_ticks: [0, 0.2, 0.4, 0.6, 0.8, 1],
    y_ticks: [0, 0.5, 1],
    x_label: "x",
    height: 300,
  });
  const drawAll = drawing(plot);
  const draw_by_pen = pen(plot, model, say("pen"));
  const hand = handHandles(plot, model, { edge: (i) => say("edge", { i }), top: (i) => say("top", { i }) });

  // -- controls -----------------------------------------------------------------------------------------------------
  const [target, kind, spacing] = [
    ["target", say("target")],
    ["kind", say("units of")],
    ["spacing", say("widths")],
  ].map(([trait, text]) =>
    menu(model, { trait, text, options: LIMITS[trait].options, named: (option) => say(`option ${option}`) }),
  );
  const by_hand = checkbox(model, { trait: "by_hand", name: say("by hand"), label: say("by hand") });
  const count_name = say("number of parts", { name: "N" });
  const steepness_name = say("steepness", { name: "k" });
  const n_bumps = slider(model, {
    trait: "n_bumps",
    label: symbol("N"),
    name: count_name,
    ...LIMITS.n_bumps,
    step: 1,
    decimals: 0,
  });
  const steepness = slider(model, {
    trait: "steepness",
    label: symbol("k"),
    name: steepness_name,
    ladder: LADDER,
    decimals: 0,
  });
  const controls = [html("div", { class: "nnx-buttons" }, kind.node, spacing.node), n_bumps.node, steepness.node];

  // -- numbers --------------------------------------------------------------------------------------------------------
  const figure = () => html("output", { class: "nnx-figures" });
  const n_number = draggable({ path: "n_bumps", name: count_name, step: 1 }, LIMITS.n_bumps);
  const k_number = draggable({ path: "steepness", name: steepness_name, step: LADDER }, LIMITS.steepness);
  const [error, place, units, width, width_again, kw] = Array.from({ length: 6 }, figure);
  const fact = (key, nodes, className = "") => html("span", { class: className }, ...sayNodes(key, nodes));
  const steep = html("span", {}, symbol("k"), " ", symbol("w"), " = ", k_number, " · ", width_again, " = ", kw);
  const facts = html(
    "div",
    { class: "nnx-flow" },
    fact("largest error", { error, place }, "nnx-loss"),
    fact("units", { sum: html("span", {}, n_number, units) }),
    fact("narrowest", { width: html("span", {}, symbol("w"), " = ", width) }),
    steep,
  );
  // Numbers with their names below, in a row: the bound with its terms, or the score of the game.
  const column = (sign, ...name) => {
    const output = figure();
    const node = html("span", { class: "nnx-column" }, html("span", {}, sign, output), html("small", {}, ...name));
    return { node, output };
  };
  const first_name = html("span", {});
  const power = html("sup", {}, "−", symbol("k"), symbol("w"));
  const bound = column("", say("bound"));
  const terms = [
    column("= ", first_name),
    column("+ ", "2", symbol("ω"), "(1/", symbol("k"), ")"),
    column("+ ", "2", symbol("e"), power, ` ${say("max")} |`, symbol("f"), "|"),
  ];
  const scores = ["yours", "construction", "best"].map((one) => column("", say(one)));
  const rows = [[bound, ...terms], scores].map((columns) =>
    html("div", { class: "nnx-flow nnx-columns" }, ...columns.map(({ node }) => node)),
  );
  const pulses_key = html("span", {});
  const { entry, line } = keyOf(12);
  const area = (className) => svg("rect", { class: className, x: 1, y: 1, width: 24, height: 10 });
  const key = html(
    "div",
    { class: "nnx-key" },
    entry(say("key target"), line("nnx-curve nnx-target")),
    entry(say("key network"), line("nnx-curve nnx-strong")),
    entry(pulses_key, area("nnx-pulses")),
    entry(say("key error"), area("nnx-error")),
  );

  const draw = (state) => {
    const found = solutionOf(state);
    const values = numbersOf(found, state);
    const lines = found.kind === "relu";
    hand.put(state);
    draw_by_pen.put(state);
    drawAll(found, state);
    for (const one of [target, kind, spacing, by_hand, n_bumps, steepness]) one.show();
    n_bumps.node.classList.toggle("nnx-gone", state.by_hand);
    kind.node.classList.toggle("nnx-gone", state.by_hand);
    steepness.node.classList.toggle("nnx-gone", lines);

    const text = (value) => format(value, DIGITS);
    showNumber(n_number, state.n_bumps, state.by_hand ? "" : `${state.n_bumps}`);
    showNumber(k_number, state.steepness, format(state.steepness, 0));
    setText(error, text(values.error));
    setText(place, equation("x", values.x_error));
    setText(units, `${state.by_hand ? N_BY_HAND : ""}${lines ? "" : ` + 1 = ${values.n_units}`}`);
    for (const one of [width, width_again]) setText(one, text(values.width));
    setText(kw, format(values.kw, 1));
    setText(pulses_key, say(lines ? "key hats" : "key pulses"));
    n_number.classList.toggle("nnx-gone", state.by_hand);
    steep.classList.toggle("nnx-gone", lines);
    rows[0].classList.toggle("nnx-gone", state.by_hand);
    rows[1].classList.toggle("nnx-gone", !state.by_hand);
    if (state.by_hand) {
      const best = hand.best(state, values.error);
      const shown = [values.error, values.reference, best];
      scores.forEach(({ output }, i) => setText(output, shown[i] === null ? "–" : text(shown[i])));
    } else {
      const name = `${state.spacing} ${found.kind}`;
      if (first_name.dataset.of !== name) first_name.replaceChildren(...firstTerm(state.spacing, lines));
      first_name.dataset.of = name;
      setText(bound.output, text(values.bound));
      const shown = [values.bound_width, values.bound_edges, values.bound_ends];
      terms.forEach(({ output }, i) => setText(output, text(shown[i])));
      for (const { node } of terms.slice(1)) node.classList.toggle("nnx-gone", lines);
    }
    return sentence(state, values, lines);
  };
  return frame({
    model,
    el,
    declared,
    fits,
    title: say("title"),
    drawings: [html("div", { class: "nnx-stack" }, plot.box, key)],
    buttons: [target.node, by_hand.node],
    numbers: [facts, ...rows],
    controls,
    draw,
    long: true,
  });
}

// What the first term of the bound is called.
function firstTerm(spacing, lines) {
  if (spacing === "free") return [say(lines ? "change within" : "change from middle")];
  return [...(lines ? ["3/2 "] : []), symbol("ω"), "(", symbol("w"), "/2)"];
}

// How close it comes, and what keeps it from coming closer.
function sentence({ target, by_hand, n_bumps }, values, lines) {
  const { n_units, kw, bound, bound_width, bound_edges, bound_ends, reference } = values;
  const [error, place] = [format(values.error, DIGITS), equation("x", values.x_error)];
  if (by_hand) {
    const far = say("fitted by hand", { error, place, reference: format(reference, DIGITS) });
    if (target === "jump" && values.error < 0.505 * JUMP) return `${far} ${say("best there is")}`;
    return `${far} ${say(values.error < reference ? "closer" : "not closer")}`;
  }
  const n = equation("N", n_bumps, 0);
  const units = say(n_units === 1 ? "one unit" : "some units", { n: n_units });
  if (lines && values.error === 0) return say("exact", { n, units });
  const first = say("followed", { n, units, error, place, bound: format(bound, DIGITS) });
  if (target === "jump") return `${first} ${say("jump limits", { n: "N", k: "k" })}`;
  if (lines) return `${first} ${say("continuity")}`;
  const largest = Math.max(bound_width, bound_edges, bound_ends);
  if (largest === bound_ends) return `${first} ${say("ends limit", { k: "k", kw: equation("k w", kw, 1) })}`;
  return `${first} ${say(largest === bound_edges ? "edges limit" : "width limits", { k: "k" })}`;
}

export default { render };
