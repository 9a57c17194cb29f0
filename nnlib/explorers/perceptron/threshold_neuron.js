// ThresholdNeuron: w1, w2 and b of one neuron; the line, the half-plane where it fires and the truth table move together.
import { step } from "../mathematics/activations.js";
import { CORNERS, gateName } from "../mathematics/datasets.js";
import { change } from "../shared/controls.js";
import { html, setText, svg, symbol } from "../shared/elements.js";
import { frame } from "../shared/frame.js";
import { neuronLine } from "../shared/neuron_line.js";
import { format, signed } from "../shared/numbers.js";
import { mark, plane } from "../shared/plane.js";
import { draggable, showNumber, slider } from "../shared/sliders.js";
import { speaker } from "../shared/words.js";
import * as declared from "./threshold_neuron.declared.js";

const { LIMITS } = declared;
const say = speaker(declared.WORDS);
const KINDS = [
  ["w1", "weight"],
  ["w2", "weight"],
  ["b", "bias"],
];

export function readouts({ w1, w2, b }) {
  const z = CORNERS.map(([x1, x2]) => w1 * x1 + w2 * x2 + b);
  const y_pred = z.map(step);
  const result = {};
  CORNERS.forEach(([x1, x2], i) => {
    result[`z_${x1}${x2}`] = z[i];
    result[`y_pred_${x1}${x2}`] = y_pred[i];
  });
  return { ...result, gate: gateName(y_pred) };
}

function render({ model, el }) {
  const view = plane({ bounds: [-0.75, 1.75], ticks: [0, 1] });
  const get = () => Object.fromEntries(Object.keys(LIMITS).map((name) => [name, model.get(name)]));
  const line = neuronLine(view, { name: say("neuron"), limits: LIMITS, get, set: (state) => change(model, state) });
  const corners = CORNERS.map(() => svg("g", {}));
  view.layer.mark.append(...corners);

  const rows = CORNERS.map(([x1, x2]) => {
    const cells = [x1, x2, "", ""].map((text) => html("td", {}, `${text}`));
    return { row: html("tr", {}, ...cells), z: cells[2], y_pred: cells[3] };
  });
  const heading = [symbol("x", 1), symbol("x", 2), symbol("z"), symbol("ŷ")].map((node) =>
    html("th", { scope: "col" }, node),
  );
  const table = html(
    "table",
    { class: "nnx-table" },
    html("thead", {}, html("tr", {}, ...heading)),
    html("tbody", {}, ...rows.map(({ row }) => row)),
  );
  const [w1, w2, b] = KINDS.map(([trait, kind]) =>
    draggable({ path: trait, name: say(kind, { name: trait }), step: 1 / 32 }, LIMITS[trait]),
  );
  const formula = html(
    "p",
    { class: "nnx-formula" },
    symbol("z"),
    " = ",
    w1,
    " ",
    symbol("x", 1),
    " ",
    w2,
    " ",
    symbol("x", 2),
    " ",
    b,
  );

  const sliders = KINDS.map(([trait, kind]) =>
    slider(model, { trait, label: symbol(...trait), name: say(kind, { name: trait }), ...LIMITS[trait], step: 1 / 32 }),
  );

  const draw = (state) => {
    const values = readouts(state);
    for (const one of sliders) one.show();
    line.draw(state);
    CORNERS.forEach(([x1, x2], i) => {
      const fires = values[`y_pred_${x1}${x2}`];
      setText(rows[i].z, format(values[`z_${x1}${x2}`]));
      setText(rows[i].y_pred, `${fires}`);
      rows[i].row.className = fires ? "nnx-fired" : "";
      corners[i].replaceChildren(mark(view.x(x1), view.y(x2), fires));
    });
    showNumber(w1, state.w1, format(state.w1));
    showNumber(w2, state.w2, signed(state.w2));
    showNumber(b, state.b, signed(state.b));
    const fired = CORNERS.filter(([x1, x2]) => values[`y_pred_${x1}${x2}`]).map(([x1, x2]) => `(${x1}, ${x2})`);
    const where = fired.length === 0 ? say("no corner") : fired.length === 4 ? say("all corners") : fired.join(", ");
    return say(values.gate ? "finding with gate" : "finding", { where, gate: values.gate });
  };
  const side = html("div", { class: "nnx-side" }, formula, table);
  return frame({
    model,
    el,
    declared,
    title: say("title"),
    drawings: [view.box, side],
    controls: sliders.map(({ node }) => node),
    draw,
  });
}

export default { render };
