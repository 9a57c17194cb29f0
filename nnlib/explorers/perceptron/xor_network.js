// XorNetwork: two hidden neurons as lines in input space, the output neuron as a line in hidden space, and the truth table.
import { step } from "../mathematics/activations.js";
import { CORNERS, gateName } from "../mathematics/datasets.js";
import { button, change } from "../shared/controls.js";
import { html, setAttributes, setText, svg, symbol } from "../shared/elements.js";
import { frame } from "../shared/frame.js";
import { neuronLine } from "../shared/neuron_line.js";
import { captioned, mark, plane } from "../shared/plane.js";
import { slider } from "../shared/sliders.js";
import { nodeSpeaker, speaker } from "../shared/words.js";
import * as declared from "./xor_network.declared.js";

// The neuron's own names for its parameters, and the traits that hold them.
const NEURONS = {
  a1_1: { w1: "W0_11", w2: "W0_21", b: "b0_1" },
  a1_2: { w1: "W0_12", w2: "W0_22", b: "b0_2" },
  a2_1: { w1: "W1_11", w2: "W1_21", b: "b1_1" },
};
const { LIMITS } = declared;
const say = speaker(declared.WORDS);
const sayNodes = nodeSpeaker(declared.WORDS);
const SOLUTION = { W0_11: 1, W0_21: 1, b0_1: -0.5, W0_12: -1, W0_22: -1, b0_2: 1.5, W1_11: 1, W1_21: 1, b1_1: -1.5 };
const SINGLE = { ...SOLUTION, W1_21: 0, b1_1: -0.5 }; // the output neuron listens to the first hidden neuron only
const HIDDEN = ["a1_1", "a1_2"];
const SYMBOLS = { a1_1: ["a", 1, 1], a1_2: ["a", 2, 1], a2_1: ["ŷ"] };

const fires = ({ w1, w2, b }, [x1, x2]) => step(w1 * x1 + w2 * x2 + b);
const neuron = (state, name) =>
  Object.fromEntries(Object.entries(NEURONS[name]).map(([key, trait]) => [key, state[trait]]));

export function readouts(state) {
  const result = {};
  const outputs = CORNERS.map((corner) => {
    const hidden = HIDDEN.map((name) => fires(neuron(state, name), corner));
    const y_pred = fires(neuron(state, "a2_1"), hidden);
    const key = corner.join("");
    Object.assign(result, { [`a1_1_${key}`]: hidden[0], [`a1_2_${key}`]: hidden[1], [`a2_1_${key}`]: y_pred });
    return y_pred;
  });
  const gate = (unit) => gateName(CORNERS.map((corner) => result[`${unit}_${corner.join("")}`]));
  const n_correct = outputs.filter((y_pred, i) => y_pred === (CORNERS[i][0] ^ CORNERS[i][1])).length;
  return { ...result, a1_1_gate: gate("a1_1"), a1_2_gate: gate("a1_2"), a2_1_gate: gate("a2_1"), n_correct };
}

function render({ model, el }) {
  const bounds = [-0.6, 1.6];
  const inputs = plane({ bounds, ticks: [0, 1] });
  const hidden = plane({ bounds, ticks: [0, 1], labels: ["a", "a"], of_layer: 1 });
  const traits_of = (name, { w1, w2, b }) => ({ [NEURONS[name].w1]: w1, [NEURONS[name].w2]: w2, [NEURONS[name].b]: b });
  const spoken = {
    a1_1: say("hidden neuron", { name: 1 }),
    a1_2: say("hidden neuron", { name: 2 }),
    a2_1: say("output neuron", { name: "ŷ" }),
  };
  const draggable = (view, name, className, symbol = null) =>
    neuronLine(view, {
      name: spoken[name],
      className,
      symbol,
      scale: 0.25,
      limits: neuron(LIMITS, name),
      get: () => Object.fromEntries(Object.entries(NEURONS[name]).map(([key, trait]) => [key, model.get(trait)])),
      set: (state) => change(model, traits_of(name, state)),
    });
  const lines = {
    a1_1: draggable(inputs, "a1_1", "nnx-first", SYMBOLS.a1_1),
    a1_2: draggable(inputs, "a1_2", "nnx-second", SYMBOLS.a1_2),
    a2_1: draggable(hidden, "a2_1", ""),
  };

  const [input_marks, hidden_marks] = [svg("g", {}), svg("g", {})];
  inputs.layer.mark.append(input_marks);
  hidden.layer.mark.append(hidden_marks);

  const rows = CORNERS.map(([x1, x2]) => {
    const cells = [x1, x2, "", "", "", x1 ^ x2].map((text) => html("td", {}, `${text}`));
    return { row: html("tr", {}, ...cells), cells };
  });
  const heading = [["x", 1], ["x", 2], ...Object.values(SYMBOLS), ["y"]]
    .map((one) => symbol(...one))
    .map((node) => html("th", { scope: "col" }, node));
  const table = html(
    "table",
    { class: "nnx-table" },
    html("thead", {}, html("tr", {}, ...heading)),
    html("tbody", {}, ...rows.map(({ row }) => row)),
  );

  const sliders = [];
  const group = (name, title, labels) => {
    const own = Object.values(NEURONS[name]).map((trait, i) =>
      slider(model, {
        trait,
        label: symbol(...labels[i]),
        name: say("parameter", { neuron: spoken[name], name: labels[i].slice(0, 2).join("") }),
        ...LIMITS[trait],
        step: 1 / 32,
      }),
    );
    sliders.push(...own);
    const legend = html("legend", {}, ...sayNodes(title, { name: symbol(...SYMBOLS[name]) }));
    return html("fieldset", { class: "nnx-group" }, legend, ...own.map(({ node }) => node));
  };
  const single = button("", () => change(model, SINGLE));
  single.append(...sayNodes("one hidden neuron", { name: symbol(...SYMBOLS.a1_1) }));
  const buttons = [button(say("solution"), () => change(model, SOLUTION)), single];
  const more = [
    group("a1_1", "hidden neuron", [
      ["w", "11", 0],
      ["w", "21", 0],
      ["b", "1", 0],
    ]),
    group("a1_2", "hidden neuron", [
      ["w", "12", 0],
      ["w", "22", 0],
      ["b", "2", 0],
    ]),
    group("a2_1", "output neuron", [
      ["w", "11", 1],
      ["w", "21", 1],
      ["b", "1", 1],
    ]),
  ];

  const draw = (state) => {
    const values = readouts(state);
    for (const one of sliders) one.show();
    for (const name of Object.keys(NEURONS)) lines[name].draw(neuron(state, name));
    CORNERS.forEach(([x1, x2], i) => {
      const key = `${x1}${x2}`;
      const shown = Object.keys(NEURONS).map((name) => values[`${name}_${key}`]);
      shown.forEach((value, column) => setText(rows[i].cells[2 + column], `${value}`));
      const right = shown[2] === (x1 ^ x2);
      setAttributes(rows[i].row, { class: right ? "" : "nnx-wrong" });
    });
    input_marks.replaceChildren(...CORNERS.map(([x1, x2]) => mark(inputs.x(x1), inputs.y(x2), x1 ^ x2)));
    hidden_marks.replaceChildren(...hiddenMarks(hidden, values));
    const [first, second, output] = Object.keys(NEURONS).map((name) => values[`${name}_gate`] || say("no gate"));
    return say("finding", { n_correct: values.n_correct, first, second, output });
  };
  const drawings = [captioned(say("input space"), inputs.box), captioned(say("hidden space"), hidden.box)];
  return frame({ model, el, declared, title: say("title"), drawings, buttons, numbers: [table], more, draw });
}

const NOTE = 36; // pixels that "(0, 1)" takes

// Where the four corners land in hidden space: one mark for each place and class, with the corners that landed there.
function hiddenMarks(view, values) {
  const places = new Map();
  for (const [x1, x2] of CORNERS) {
    const [a1, a2] = HIDDEN.map((name) => values[`${name}_${x1}${x2}`]);
    const place = `${a1},${a2}`;
    if (!places.has(place)) places.set(place, { a1, a2, corners: [], classes: new Set() });
    places.get(place).corners.push(`(${x1}, ${x2})`);
    places.get(place).classes.add(x1 ^ x2);
  }
  return [...places.values()].flatMap(({ a1, a2, corners, classes }) => {
    const [x, y] = [view.x(a1), view.y(a2)];
    const marks = [...classes].sort().map((label) => mark(x, y, label, classes.size === 2 && label === 0 ? 11 : 7));
    // The text stands outside the square of corners, where no other mark can be.
    const lines = corners.map((corner, i) =>
      svg(
        "text",
        {
          class: "nnx-note",
          x: a1 ? Math.min(x + 12, view.width - NOTE) : Math.max(x - 12, NOTE),
          y: y + (a2 ? -10 - 13 * (corners.length - 1 - i) : 20 + 13 * i),
          "text-anchor": a1 ? "start" : "end",
        },
        corner,
      ),
    );
    return [...marks, ...lines];
  });
}

export default { render };
