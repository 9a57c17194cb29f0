// FeatureSpace: where nets with sigmoid, tanh and ReLU put the plane and the samples, through the epochs of recorded trainings.
import { ACTIVATIONS } from "../mathematics/activations.js";
import { above, border, INVERSES } from "../mathematics/border.js";
import { button, change, menu } from "../shared/controls.js";
import { html, setText } from "../shared/elements.js";
import { frame } from "../shared/frame.js";
import { format } from "../shared/numbers.js";
import { captioned } from "../shared/plane.js";
import { slider } from "../shared/sliders.js";
import { speaker } from "../shared/words.js";
import { GRID, panel, timeline } from "./_drawings.js";
import { hidden, layerOf, measure, NAMES, netAt, reach, samplesOf, separated } from "./_recorded.js";
import * as declared from "./feature_space.declared.js";

const { LIMITS } = declared;
const say = speaker(declared.WORDS);
const END = LIMITS.epoch.max;
const PACE = 160; // milliseconds from epoch to epoch
const PADDING = 0.06; // of the range of an axis, beyond its numbers
const FINE = 60; // pieces of a bent line, each way

export function readouts(state) {
  const result = { n_samples: samplesOf(state.data).y.length };
  for (const name of NAMES) {
    const found = measure(state, name);
    result[`loss_${name}`] = found.loss;
    result[`right_${name}`] = found.right;
    result[`separated_${name}`] = found.separated;
    result[`width_${name}`] = found.width;
    result[`height_${name}`] = found.height;
  }
  return result;
}

// The least and the greatest number at the axes of a drawing.
function rangeOf({ data, run, space }, name) {
  if (space === "a" && name === "sigmoid") return [0, 1];
  const far = reach(data, run, name, space);
  return [space === "a" && name === "relu" ? 0 : -far, far];
}

function render({ model, el }) {
  const get = (trait) => model.get(trait);

  // -- the drawings ---------------------------------------------------------------------------------------------------
  const panels = NAMES.map((name) => {
    const view = panel();
    const facts = Array.from({ length: 4 }, () => html("div", {}));
    const node = html(
      "div",
      { class: "nnx-panel" },
      html("div", { class: "nnx-caption" }, say(`${name} function`)),
      view.box,
      html("div", { class: "nnx-facts" }, ...facts),
    );
    return { name, view, facts, node };
  });
  const time = timeline({
    names: NAMES.map((name) => say(`${name} function`)),
    end: END,
    words: { axis: say("epoch"), never: say("never", { end: END }) },
  });

  function drawPanel({ name, view, facts }, state) {
    const net = netAt(state, name);
    const { W, b } = net.at(-1);
    const output = { w1: W[0], w2: W[1], b: b[0] };
    const found = measure(state, name);
    const { y } = samplesOf(state.data);
    const [least, greatest] = rangeOf(state, name);
    const padding = PADDING * (greatest - least);
    const symbol = { letter: state.space, layer: layerOf(state.data) };
    view.scale(least - padding, greatest + padding, least < 0 ? [least, 0, greatest] : [0, greatest], symbol);
    const is_straight = state.space === "a";
    const bend = is_straight ? "identity" : name;
    const bending = { f: ACTIVATIONS[bend].f, inverse: INVERSES[bend] };
    const line = border(view, output, bending, is_straight ? 1 : FINE);
    view.draw({
      points: hidden(net, GRID, state.space),
      places: found.places,
      y,
      is_right: y.map((label, i) => found.logits[i] >= 0 === (label === 1)),
      border: line,
      outline: above(view, output, bending, line),
    });
    const start = found.separated;
    const key = start < 0 ? "not separated" : state.epoch < start ? "separated from" : "separated since";
    [
      say("loss", { epoch: state.epoch, loss: format(found.loss, 3) }),
      say("right", { right: found.right, n: y.length }),
      say("extent", { width: format(found.width), height: format(found.height) }),
      say(key, { start, end: END }),
    ].forEach((text, i) => setText(facts[i], text));
    facts[3].classList.toggle("nnx-done", key === "separated since");
    return start >= 0 && state.epoch >= start
      ? say("part since", { name: say(`${name} function`), start })
      : say("part until", { name: say(`${name} function`), right: found.right, n: y.length });
  }

  // -- controls ---------------------------------------------------------------------------------------------------------
  let timer = null;
  const stop = () => {
    clearInterval(timer);
    timer = null;
    setText(play, say("play"));
  };
  const is_over = () => get("epoch") >= END;
  const advance = () => {
    if (!is_over()) change(model, { epoch: get("epoch") + 1 });
    if (is_over()) stop();
  };
  const play = button(say("play"), () => {
    if (timer) return stop();
    if (is_over()) change(model, { epoch: 0 });
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return change(model, { epoch: END });
    setText(play, say("pause"));
    timer = setInterval(advance, PACE);
  });
  const one_step = button(say("step"), () => (stop(), advance()));
  const again = button(say("start again"), () => (stop(), change(model, { epoch: 0 })));
  const scrub = slider(model, {
    trait: "epoch",
    label: say("epoch"),
    name: say("number of epochs"),
    ...LIMITS.epoch,
    step: 1,
    decimals: 0,
    on_input: stop,
  });
  const menus = [
    ["data", (data) => say(`data ${data}`)],
    ["run", (run) => say(`run ${run}`)],
    ["space", (space) => say(`space ${space}`)],
  ].map(([trait, named]) => menu(model, { trait, text: say(trait), options: LIMITS[trait].options, named }));

  const draw = (state) => {
    const parts = panels.map((one) => drawPanel(one, state));
    time.draw(
      state.epoch,
      NAMES.map((name) => separated(state.data, state.run, name)),
    );
    scrub.show();
    for (const one of menus) one.show();
    const finding = say("finding", { epoch: state.epoch, sigmoid: parts[0], tanh: parts[1], relu: parts[2] });
    if (state.space === "a") return finding;
    return `${finding} ${say(layerOf(state.data) === 1 ? "straight" : "bent")}`;
  };

  const clean = frame({
    model,
    el,
    declared,
    title: say("title"),
    drawings: [
      html(
        "div",
        { class: "nnx-stack" },
        html("div", { class: "nnx-panels" }, ...panels.map(({ node }) => node)),
        captioned(say("time"), time.box),
      ),
    ],
    buttons: [one_step, play, again],
    controls: [scrub.node, html("div", { class: "nnx-buttons" }, ...menus.map(({ node }) => node))],
    draw,
    long: true,
    stop,
  });
  return () => {
    stop();
    clean();
  };
}

export default { render };
