// ForwardPass: a small network computed unit by unit, forward or backward, with the numbers of each step written out.
import { agrees, finiteDifference } from "../mathematics/gradcheck.js";
import { halfMse } from "../mathematics/losses.js";
import { backward, defaultParameters, forward, layersOf } from "../mathematics/mlp.js";
import { nameOf } from "../shared/activation_names.js";
import { button, change, select } from "../shared/controls.js";
import { html, symbol } from "../shared/elements.js";
import { frame } from "../shared/frame.js";
import { networkDrawing } from "../shared/network_drawing.js";
import { numberField, parameterEditor } from "../shared/number_fields.js";
import { equation, format } from "../shared/numbers.js";
import { speaker } from "../shared/words.js";
import { FITS, fitted, lastPosition, unitsInOrder } from "./_steps.js";
import {
  backwardWorking,
  forwardWorking,
  gradientName,
  gradientTable,
  gradientWorking,
  lossWorking,
  update,
} from "./_working.js";
import * as declared from "./forward_pass.declared.js";

const NETWORKS = [
  [2, 2, 1],
  [2, 3, 2],
  [3, 4, 2],
  [2, 2, 2, 1],
];
const PAUSE = 900; // milliseconds between two steps of a run
const { LIMITS } = declared;
const say = speaker(declared.WORDS);
const FUNCTIONS = LIMITS.activations.item.options.map((name) => [name, nameOf(name)]);
const PARAMETER = LIMITS.biases.item.item;
const VALUE = LIMITS.x.item;
function compute(state) {
  const layers = layersOf(state);
  const trace = forward(layers, state.x);
  return {
    state,
    layers,
    trace,
    deltas: backward(layers, trace, state.y_true),
    loss: halfMse(state.y_true, trace.a.at(-1)),
  };
}

// Gradient and finite difference of the parameters of unit j of layer k (from 1): its weights, then its bias.
function gradientsOf({ state, layers, trace, deltas }, k, j) {
  const inputs = [...trace.a[k - 1].map((a, i) => [i, a]), [null, 1]];
  return inputs.map(([i, a]) => {
    const gradient = a * deltas[k - 1][j];
    const difference = finiteDifference(layers, state.x, state.y_true, { k: k - 1, i, j });
    return { i, a, gradient, difference, same: agrees(gradient, difference) };
  });
}

export function readouts(state) {
  const results = compute(state);
  const { trace, deltas, loss, layers } = results;
  const numbers = {};
  trace.z.forEach((z, k) =>
    z.forEach((value, j) =>
      Object.assign(numbers, { [`z${k + 1}_${j + 1}`]: value, [`a${k + 1}_${j + 1}`]: trace.a[k + 1][j] }),
    ),
  );
  numbers.loss = loss;
  let n_parameters = 0;
  let n_agree = 0;
  layers.forEach(({ W, b }, k) => {
    const units = b.map((_, j) => gradientsOf(results, k + 1, j));
    units.forEach((_, j) => (numbers[`delta${k + 1}_${j + 1}`] = deltas[k][j]));
    W.forEach((_, i) => units.forEach((gradients, j) => (numbers[`dW${k}_${i + 1}${j + 1}`] = gradients[i].gradient)));
    units.forEach((gradients, j) => (numbers[`db${k}_${j + 1}`] = gradients.at(-1).gradient));
    for (const { same } of units.flat()) [n_parameters, n_agree] = [n_parameters + 1, n_agree + Number(same)];
  });
  return { ...numbers, n_parameters, n_agree };
}

function render({ model, el }) {
  const get = () => Object.fromEntries(Object.keys(LIMITS).map((name) => [name, model.get(name)]));
  const last = () => lastPosition(get());
  let selected = { k: 0, i: 0, j: 0 };
  const drawing = networkDrawing({ on_select: (parameter) => (choose(parameter), redraw()) });
  const redraw = () => drawing.box.dispatchEvent(new CustomEvent("nnx-redraw", { bubbles: true }));
  const choose = (parameter) => (selected = parameter);

  // -- steps ------------------------------------------------------------------------------------------------------
  let timer = null;
  const stop = () => {
    clearInterval(timer);
    timer = null;
    run.textContent = say("run");
  };
  const go = (position) => change(model, { position: Math.max(0, Math.min(last(), position)) });
  const boundary = () => {
    const units = unitsInOrder(get());
    const done = Math.floor(model.get("position") / 2);
    const layer = units[done]?.k;
    return 2 * (units.findLastIndex(({ k }) => k === layer) + 1) || last();
  };
  const step = button(say("step"), () => (stop(), go(model.get("position") + 1)));
  const layer = button(say("layer"), () => (stop(), go(boundary())));
  const run = button(say("run"), () => {
    if (timer) return stop();
    if (model.get("position") >= last()) go(0);
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return go(last());
    run.textContent = say("pause");
    timer = setInterval(() => {
      go(model.get("position") + 1);
      if (model.get("position") >= last()) stop();
    }, PAUSE);
  });
  const reset = button(say("start again"), () => (stop(), go(0)));
  const directions = ["forward", "backward"].map((mode) => [mode, say(mode)]);
  const direction = select(say("direction"), directions, (mode) => (stop(), change(model, { mode, position: 0 })));

  // -- controls ---------------------------------------------------------------------------------------------------
  const network = select(say("network"), [], (sizes) => {
    stop();
    const layer_sizes = JSON.parse(sizes);
    choose({ k: 0, i: 0, j: 0 });
    change(model, { layer_sizes, ...defaultParameters(layer_sizes), position: 0 });
  });
  const functions = html("div", { class: "nnx-buttons" });
  const [inputs, targets] = [html("fieldset", { class: "nnx-group" }), html("fieldset", { class: "nnx-group" })];
  const editor = parameterEditor({
    model,
    limit: PARAMETER.max,
    choose: (parameter) => (choose(parameter), redraw()),
    current: () => selected,
  });
  let fields = [];
  let function_selects = [];
  let built = null;
  function buildControls({ layer_sizes }) {
    built = String(layer_sizes);
    const choices = [...new Set([...NETWORKS.map(String), built])];
    network.input.replaceChildren(
      ...choices.map((sizes) => html("option", { value: `[${sizes}]` }, sizes.replaceAll(",", "-"))),
    );
    const listField = (trait, letter, kind, n) => (_, i) => {
      const index = n === 1 ? "" : i + 1;
      return numberField({
        model,
        label: symbol(letter, index),
        name: say(kind, { name: `${letter}${index}` }),
        limit: VALUE.max,
        path: () => `${trait}.${i}`,
      });
    };
    const [n_in, n_out] = [layer_sizes[0], layer_sizes.at(-1)];
    const x_fields = Array.from({ length: n_in }, listField("x", "x", "input", n_in + 1));
    const y_fields = Array.from({ length: n_out }, listField("y_true", "y", "target", n_out));
    inputs.replaceChildren(html("legend", {}, say("inputs")), ...x_fields.map(({ node }) => node));
    targets.replaceChildren(html("legend", {}, say("targets")), ...y_fields.map(({ node }) => node));
    function_selects = layer_sizes.slice(1).map((_, k) => {
      const set = (name) =>
        change(model, { activations: model.get("activations").map((old, at) => (at === k ? name : old)) });
      return select(say("function of layer", { k: k + 1 }), FUNCTIONS, set);
    });
    functions.replaceChildren(network.node, ...function_selects.map(({ node }) => node));
    editor.build(layer_sizes);
    fields = [...x_fields, ...y_fields];
    const rows = Math.max(...layer_sizes.slice(0, -1)) + 1;
    table = gradientTable(rows);
    table_place.replaceChildren(table.node);
  }

  // -- the working ------------------------------------------------------------------------------------------------
  const working = html("div", { class: "nnx-working" });
  const table_place = html("div", { class: "nnx-gradient-place" });
  let table = null;

  const draw = (given) => {
    const corrected = fitted(given);
    if (Object.keys(corrected).length > 0) change(model, corrected);
    const state = { ...given, ...corrected };
    if (built !== String(state.layer_sizes)) buildControls(state);
    if (
      selected.k >= state.weights.length ||
      selected.j >= state.layer_sizes[selected.k + 1] ||
      selected.i >= state.layer_sizes[selected.k]
    )
      choose({ k: 0, i: 0, j: 0 });
    const results = compute(state);
    const units = unitsInOrder(state);
    const current =
      state.position === 0
        ? null
        : { ...units[Math.ceil(state.position / 2) - 1], half: state.position % 2 === 1 ? 1 : 2 };
    const backwards = state.mode === "backward";
    drawing.draw({ layer_sizes: state.layer_sizes, ...viewOf(results, units, current, selected) });

    const gradients = backwards && current?.half === 2 ? gradientsOf(results, current.k, current.j) : null;
    const lines = backwards ? [lossWorking(results)] : [];
    if (current) lines.push(...(backwards ? backwardWorking(results, current) : forwardWorking(results, current)));
    update(working, lines);
    working.classList.toggle("nnx-long", Math.max(...state.layer_sizes) > 2);
    table_place.classList.toggle("nnx-gone", !backwards);
    table.draw(
      gradients &&
        gradients.map(({ i, a, ...rest }) => ({
          name: gradientName(current.k, i, current.j),
          working: gradientWorking(current.k, i, a, results.deltas[current.k - 1][current.j]),
          ...rest,
        })),
    );

    targets.classList.toggle("nnx-gone", !backwards);
    direction.input.value = state.mode;
    network.input.value = `[${state.layer_sizes}]`;
    function_selects.forEach(({ input }, k) => (input.value = state.activations[k]));
    for (const one of [...fields, editor]) one.show();
    return sentence(results, units, current, gradients);
  };
  const buttons = [step, layer, run, reset, direction.node];
  const more = [functions, html("div", { class: "nnx-pair" }, inputs, targets), editor.node];
  const clean = frame({
    model,
    el,
    declared,
    fits: FITS,
    title: say("title"),
    drawings: [drawing.box],
    buttons,
    numbers: [working, table_place],
    more,
    draw,
    stop,
  });
  return () => {
    stop();
    clean();
  };
}

// What the drawing shows at each node and edge.
function viewOf({ state, trace, deltas }, units, current, selected) {
  const { layer_sizes, weights, mode, position } = state;
  const backwards = mode === "backward";
  const done = (k, j) => units.findIndex((unit) => unit.k === k && unit.j === j) * 2;
  const is_current = (k, j) => current !== null && current.k === k && current.j === j;
  const nodes = layer_sizes.map((n, k) =>
    Array.from({ length: n }, (_, j) => ({
      a: k === 0 || backwards || position >= done(k, j) + 2 ? trace.a[k][j] : null,
      z: k > 0 && (backwards || position >= done(k, j) + 1) ? trace.z[k - 1][j] : null,
      delta: k > 0 && backwards && position >= done(k, j) + 1 ? deltas[k - 1][j] : null,
      current: is_current(k, j),
      selected: selected.i === null && selected.k === k - 1 && selected.j === j,
      way: mode,
    })),
  );
  // Forward, the sum runs over the edges that enter the unit. Backward, delta comes through those that leave it; then its
  // gradients belong to those that enter it.
  const entering = !backwards || current?.half === 2;
  const edges = weights.map((flat, k) =>
    Array.from({ length: layer_sizes[k] }, (_, i) =>
      Array.from({ length: layer_sizes[k + 1] }, (_, j) => ({
        w: flat[i * layer_sizes[k + 1] + j],
        way: (entering ? is_current(k + 1, j) : is_current(k, i)) ? mode : "",
        selected: selected.k === k && selected.i === i && selected.j === j,
      })),
    ),
  );
  return { nodes, edges };
}

// What the last step did, in a sentence or two.
function sentence({ state, layers, trace, deltas, loss }, units, current, gradients) {
  const { mode, position } = state;
  const complete = position === 2 * units.length;
  const predictions = trace.a
    .at(-1)
    .map((value) => format(value, 4))
    .join(", ");
  if (!current)
    return mode === "forward" ? say("forward start") : say("backward start", { predictions, loss: format(loss, 4) });
  const { k, j, half } = current;
  const kind = k === layers.length ? "output unit" : layers.length > 2 ? "hidden unit of layer" : "hidden unit";
  const unit = say(kind, { j: j + 1, k });
  const z = equation("z", trace.z[k - 1][j], 4);
  if (mode === "forward") {
    if (half === 1) return say("sum", { unit, z });
    const activation = say("activation", { unit, z, a: equation("a", trace.a[k][j], 4) });
    return complete ? `${activation} ${say("forward complete", { predictions })}` : activation;
  }
  if (half === 1) {
    const delta = say("delta", { unit, delta: equation("δ", deltas[k - 1][j], 4) });
    const blocked = layers[k - 1].grad(trace.z[k - 1][j]) === 0;
    return blocked ? `${delta} ${say("blocked")}` : delta;
  }
  const n_different = gradients.filter(({ same }) => !same).length;
  const found = n_different === 0 ? "gradients agree" : n_different === 1 ? "one gradient differs" : "gradients differ";
  const verdict = say(found, { unit, n: gradients.length, n_different, z });
  return complete ? `${verdict} ${say("backward complete")}` : verdict;
}

export default { render };
