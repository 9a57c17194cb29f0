// XorNetwork: two hidden neurons as lines in input space, the output neuron as a line in hidden space, and the truth table.
import { step } from "../mathematics/activations.js";
import { CORNERS, gateName } from "../mathematics/datasets.js";
import { button, change } from "../shared/controls.js";
import { html, setAttributes, setText, svg, symbol } from "../shared/elements.js";
import { frame } from "../shared/frame.js";
import { neuronLine } from "../shared/neuron_line.js";
import { captioned, mark, plane } from "../shared/plane.js";
import { slider } from "../shared/sliders.js";
import { speaker } from "../shared/words.js";
import * as declared from "./xor_network.declared.js";

// The neuron's own names for its parameters, and the traits that hold them.
const NEURONS = {
  a1: { w1: "w11", w2: "w21", b: "b1" },
  a2: { w1: "w12", w2: "w22", b: "b2" },
  y: { w1: "v1", w2: "v2", b: "c" },
};
const { LIMITS } = declared;
const say = speaker(declared.WORDS);
const SOLUTION = { w11: 1, w21: 1, b1: -0.5, w12: -1, w22: -1, b2: 1.5, v1: 1, v2: 1, c: -1.5 };
const SINGLE = { ...SOLUTION, v2: 0, c: -0.5 }; // the output neuron listens to a1 only

const fires = ({ w1, w2, b }, [x1, x2]) => step(w1 * x1 + w2 * x2 + b);
const neuron = (state, name) => Object.fromEntries(Object.entries(NEURONS[name]).map(([key, trait]) => [key, state[trait]]));

export function readouts(state) {
  const result = {};
  const outputs = CORNERS.map((corner) => {
    const hidden = [fires(neuron(state, "a1"), corner), fires(neuron(state, "a2"), corner)];
    const y = fires(neuron(state, "y"), hidden);
    const key = corner.join("");
    Object.assign(result, { [`a1_${key}`]: hidden[0], [`a2_${key}`]: hidden[1], [`y_${key}`]: y });
    return y;
  });
  const gate = (unit) => gateName(CORNERS.map((corner) => result[`${unit}_${corner.join("")}`]));
  const n_correct = outputs.filter((y, i) => y === (CORNERS[i][0] ^ CORNERS[i][1])).length;
  return { ...result, a1_gate: gate("a1"), a2_gate: gate("a2"), y_gate: gate("y"), n_correct };
}

function render({ model, el }) {
  const bounds = [-0.6, 1.6];
  const inputs = plane({ bounds, ticks: [0, 1] });
  const hidden = plane({ bounds, ticks: [0, 1], labels: ["a", "a"] });
  const traits_of = (name, { w1, w2, b }) => ({ [NEURONS[name].w1]: w1, [NEURONS[name].w2]: w2, [NEURONS[name].b]: b });
  const draggable = (view, name, className, index) =>
    neuronLine(view, {
      name: say("neuron", { name }),
      className,
      index,
      scale: 0.25,
      limits: neuron(LIMITS, name),
      get: () => Object.fromEntries(Object.entries(NEURONS[name]).map(([key, trait]) => [key, model.get(trait)])),
      set: (state) => change(model, traits_of(name, state)),
    });
  const lines = { a1: draggable(inputs, "a1", "nnx-first", 1), a2: draggable(inputs, "a2", "nnx-second", 2), y: draggable(hidden, "y", "", null) };

  const [input_marks, hidden_marks] = [svg("g", {}), svg("g", {})];
  inputs.layer.mark.append(input_marks);
  hidden.layer.mark.append(hidden_marks);

  const rows = CORNERS.map(([x1, x2]) => {
    const cells = [x1, x2, "", "", "", x1 ^ x2].map((text) => html("td", {}, `${text}`));
    return { row: html("tr", {}, ...cells), cells };
  });
  const heading = [symbol("x", 1), symbol("x", 2), symbol("a", 1), symbol("a", 2), symbol("y"), "XOR"].map((node) => html("th", { scope: "col" }, node));
  const table = html("table", { class: "nnx-table" }, html("thead", {}, html("tr", {}, ...heading)), html("tbody", {}, ...rows.map(({ row }) => row)));

  const sliders = [];
  const group = (name, title, labels) => {
    const own = Object.values(NEURONS[name]).map((trait, i) =>
      slider(model, { trait, label: symbol(...labels[i]), name: say("parameter", { group: title, name: labels[i].join("") }), ...LIMITS[trait], step: 1 / 32 }),
    );
    sliders.push(...own);
    return html("fieldset", { class: "nnx-group" }, html("legend", {}, title), ...own.map(({ node }) => node));
  };
  const buttons = [button(say("solution"), () => change(model, SOLUTION)), button(say("one hidden neuron"), () => change(model, SINGLE))];
  const more = [
    group("a1", say("group a1"), [["w", "11"], ["w", "21"], ["b", "1"]]),
    group("a2", say("group a2"), [["w", "12"], ["w", "22"], ["b", "2"]]),
    group("y", say("group y"), [["v", "1"], ["v", "2"], ["c"]]),
  ];

  const draw = (state) => {
    const values = readouts(state);
    for (const one of sliders) one.show();
    for (const name of Object.keys(NEURONS)) lines[name].draw(neuron(state, name));
    CORNERS.forEach(([x1, x2], i) => {
      const key = `${x1}${x2}`;
      const shown = [values[`a1_${key}`], values[`a2_${key}`], values[`y_${key}`]];
      shown.forEach((value, column) => setText(rows[i].cells[2 + column], `${value}`));
      const right = shown[2] === (x1 ^ x2);
      setAttributes(rows[i].row, { class: right ? "" : "nnx-wrong" });
    });
    input_marks.replaceChildren(...CORNERS.map(([x1, x2]) => mark(inputs.x(x1), inputs.y(x2), x1 ^ x2)));
    hidden_marks.replaceChildren(...hiddenMarks(hidden, values));
    const [a1, a2, y] = [values.a1_gate, values.a2_gate, values.y_gate].map((gate) => gate || say("no gate"));
    return say("finding", { n_correct: values.n_correct, a1, a2, y });
  };
  const drawings = [captioned(say("input space"), inputs.box), captioned(say("hidden space"), hidden.box)];
  return frame({ model, el, declared, title: say("title"), drawings, buttons, numbers: [table], more, draw });
}

// Where the four corners land in hidden space: one mark for each place and class, with the corners that landed there.
function hiddenMarks(view, values) {
  const places = new Map();
  for (const [x1, x2] of CORNERS) {
    const [a1, a2] = [values[`a1_${x1}${x2}`], values[`a2_${x1}${x2}`]];
    const place = `${a1},${a2}`;
    if (!places.has(place)) places.set(place, { a1, a2, corners: [], classes: new Set() });
    places.get(place).corners.push(`(${x1}, ${x2})`);
    places.get(place).classes.add(x1 ^ x2);
  }
  return [...places.values()].flatMap(({ a1, a2, corners, classes }) => {
    const [x, y] = [view.x(a1), view.y(a2)];
    const marks = [...classes].sort().map((label) => mark(x, y, label, classes.size === 2 && label === 0 ? 11 : 7));
    // The text stands outside the square of corners, where no other mark can be.
    const lines = corners.map((corner, i) => svg("text", { class: "nnx-note", x: x + (a1 ? 12 : -12), y: y + (a2 ? -10 - 13 * (corners.length - 1 - i) : 20 + 13 * i), "text-anchor": a1 ? "start" : "end" }, corner));
    return [...marks, ...lines];
  });
}

export default { render };
