// PerceptronLearning: Rosenblatt's rule visit by visit over samples that the reader adds, drags and removes.
import { step } from "../mathematics/activations.js";
import { CORNERS, gateName, GATES } from "../mathematics/datasets.js";
import { perceptron } from "../mathematics/perceptron.js";
import { margin, radius } from "../mathematics/separability.js";
import { button, change, select } from "../shared/controls.js";
import { html, setAttributes, setText, svg } from "../shared/elements.js";
import { frame } from "../shared/frame.js";
import { handle } from "../shared/handles.js";
import { snap } from "../shared/limits.js";
import { neuronLine } from "../shared/neuron_line.js";
import { format } from "../shared/numbers.js";
import { arrow, captioned, mark, plane, toData } from "../shared/plane.js";
import { slider } from "../shared/sliders.js";
import { fitAll } from "../shared/widths.js";
import { speaker } from "../shared/words.js";
import * as declared from "./perceptron_learning.declared.js";

const { LIMITS } = declared;
const say = speaker(declared.WORDS);
const FAN = 18; // pixels between the handles of samples at one place
const MAX_VISITS = LIMITS.visits.max;
const MAX_POINTS = LIMITS.points.longest;
const [REACH] = LIMITS.points.item.items; // where samples may stand: of x1, and the same of x2

export function readouts({ points, visits }) {
  const run = perceptron(points, visits);
  const last = run.at(-1);
  const { w1, w2, b } = last ? last.after : { w1: 0, w2: 0, b: 0 };
  const mistakes = run.filter(({ y_true, y_pred }) => y_true !== y_pred).length;
  const n_right = points.filter(([x1, x2, y]) => step(w1 * x1 + w2 * x2 + b) === y).length;
  const [R, gamma] = [radius(points), margin(points)];
  return {
    w1,
    w2,
    b,
    mistakes,
    n_right,
    n_points: points.length,
    converged: Number(n_right === points.length),
    R,
    gamma,
    bound: (R / gamma) ** 2,
  };
}

const gatePoints = (name) => CORNERS.map(([x1, x2], i) => [x1, x2, GATES[name][i]]);

// The gate whose truth table these samples are, or "" for samples of the reader's own.
function gateOf(points) {
  const corners = points.length === 4 && points.every(([x1, x2], i) => x1 === CORNERS[i][0] && x2 === CORNERS[i][1]);
  return corners ? gateName(points.map(([, , y]) => y)).toLowerCase() : "";
}

function render({ model, el }) {
  const data = plane({ bounds: [-1.25, 2.25], ticks: [-1, 0, 1, 2] });
  const before = neuronLine(data, { className: "nnx-before", shade: false, scale: 0.25 });
  const after = neuronLine(data, { scale: 0.25 });
  const marks = svg("g", {});
  data.layer.mark.append(marks);
  const handles = [];
  let new_class = 1;
  let moved = false;

  // -- the samples ---------------------------------------------------------------------------------------------
  const points = () => model.get("points");
  const setPoint = (i, point) => change(model, { points: points().map((old, k) => (k === i ? point : old)) });
  const addPoint = (p, q) => {
    if (points().length < MAX_POINTS)
      change(model, { points: [...points(), [snap(p, REACH), snap(q, REACH), new_class]] });
  };
  const freePlace = () => {
    const places = [0.5, 0.25, 0.75, 0, 1];
    return places
      .flatMap((p) => places.map((q) => [p, q]))
      .find(([p, q]) => points().every(([x1, x2]) => x1 !== p || x2 !== q));
  };
  const removePoint = (i) => {
    if (points().length > 1) change(model, { points: points().filter((_, k) => k !== i) });
  };
  const nameOf = (i) => {
    const [x1, x2, y] = points()[i];
    return say("sample", { i: i + 1, y, x1: format(x1), x2: format(x2) });
  };
  // A handle that would cover that of an earlier sample stands beside it.
  const fanned = (i) => {
    const [x1, x2] = points()[i];
    const covered = points()
      .slice(0, i)
      .filter(([p, q]) => p === x1 && q === x2).length;
    return [x1 + (covered * FAN) / data.unit, x2];
  };
  function pointHandle(i) {
    const move = (p, q) => {
      moved = true;
      setPoint(i, [snap(p, REACH), snap(q, REACH), points()[i][2]]);
    };
    const on_key = ({ key }) => (key === "Delete" || key === "Backspace") && (removePoint(i), true);
    const one = handle(data, {
      name: nameOf(i),
      step: 1 / 16,
      move,
      place: () => points()[i],
      shown: () => fanned(i),
      on_key,
      className: "nnx-sample",
    });
    one.node.addEventListener("pointerdown", () => (moved = false));
    one.node.addEventListener("click", (event) => {
      event.stopPropagation();
      const [x1, x2, y] = points()[i];
      if (!moved || event.detail === 0) setPoint(i, [x1, x2, 1 - y]); // detail is 0 for a click by key
      moved = false;
    });
    return one;
  }
  // Samples are numbered, so it is the last handle that goes; by the keyboard, the one before it is next.
  function removeHandle() {
    const { node } = handles.pop();
    const had_focus = node.matches(":focus");
    node.remove();
    if (had_focus) handles.at(-1).node.focus();
  }
  data.box.addEventListener("click", (event) => addPoint(...toData(data, event)));

  // -- the weights as arrows; the drawing grows when they do ------------------------------------------------------
  let weights = null;
  const holder = html("div", {});
  function weightPlane(reach) {
    const view = plane({
      bounds: [-reach, reach],
      ticks: [-reach / 2, 0, reach / 2],
      labels: ["w", "w"],
      layers: ["line", "mark"],
    });
    const arrows = ["nnx-old", "nnx-step", "nnx-new"].map((name) => arrow(view, name));
    view.layer.line.append(...arrows.map(({ node }) => node));
    holder.replaceChildren(view.box);
    fitAll(holder);
    return { reach, view, arrows };
  }

  // -- controls ---------------------------------------------------------------------------------------------------
  let timer = null;
  const stop = () => {
    clearInterval(timer);
    timer = null;
    play.textContent = say("play");
  };
  const is_over = () =>
    model.get("visits") >= MAX_VISITS || readouts({ points: points(), visits: model.get("visits") }).converged;
  const visit = () => change(model, { visits: model.get("visits") + 1 });
  const advance = () => {
    if (!is_over()) visit();
    if (is_over()) stop();
  };
  const play = button(say("play"), () => {
    if (timer) return stop();
    if (is_over()) change(model, { visits: 0 });
    if (is_over()) return; // all samples are right before the first visit
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
      while (!is_over()) visit();
      return;
    }
    play.textContent = say("pause");
    timer = setInterval(advance, 450);
  });
  const one_step = button(say("step"), () => (stop(), advance()));
  const reset = button(say("start again"), () => (stop(), change(model, { visits: 0 })));
  const gates = select(
    say("samples"),
    [...Object.keys(GATES).map((name) => [name, name.toUpperCase()]), ["", say("own samples")]],
    (name) => {
      stop();
      if (name) change(model, { points: gatePoints(name), visits: 0 });
      else gates.input.value = gateOf(points()); // nothing changed, and so the menu says what it said
    },
  );
  const classes = select(
    say("click adds"),
    [
      [1, say("class 1")],
      [0, say("class 0")],
    ],
    (value) => (new_class = Number(value)),
  );
  const add = button(say("add"), () => addPoint(...freePlace()), { "aria-label": say("add a sample") });
  const remove = button(say("remove"), () => removePoint(points().length - 1));
  const scrub = slider(model, {
    trait: "visits",
    label: say("visits"),
    name: say("number of visits"),
    ...LIMITS.visits,
    step: 1,
    decimals: 0,
    on_input: stop,
  });
  const strip = svg("svg", {
    class: "nnx-strip",
    viewBox: `0 0 ${MAX_VISITS} 8`,
    preserveAspectRatio: "none",
    role: "img",
  });
  const cells = Array.from({ length: MAX_VISITS }, (_, i) => svg("rect", { x: i + 0.15, width: 0.7 }));
  strip.append(...cells);
  const formula = html("p", { class: "nnx-formula" });
  const counts = html("p", { class: "nnx-formula" });
  const meter = html("div", { class: "nnx-meter" }, html("div", {}));

  const draw = (state) => {
    const values = readouts(state);
    const run = perceptron(state.points, state.visits);
    const last = run.at(-1);
    const mistake = last && last.y_true !== last.y_pred;
    scrub.show();
    gates.input.value = gateOf(state.points);
    add.disabled = state.points.length >= MAX_POINTS;
    remove.disabled = state.points.length === 1;
    before.draw(mistake ? last.before : { w1: 0, w2: 0, b: 0 });
    after.draw(values);

    while (handles.length < state.points.length) handles.push(pointHandle(handles.length));
    while (handles.length > state.points.length) removeHandle();
    marks.replaceChildren(...state.points.map(([x1, x2, y]) => mark(data.x(x1), data.y(x2), y)));
    handles.forEach(({ put, node }, i) => {
      put();
      node.setAttribute("aria-label", nameOf(i));
    });
    if (last) {
      const [x1, x2] = state.points[last.index];
      marks.append(
        svg("circle", { class: mistake ? "nnx-ring nnx-miss" : "nnx-ring", cx: data.x(x1), cy: data.y(x2), r: 14 }),
      );
    }

    const reach =
      2 **
      Math.ceil(Math.log2(Math.max(2, ...run.flatMap(({ after: { w1, w2 } }) => [Math.abs(w1), Math.abs(w2)])) * 1.05));
    if (!weights || weights.reach !== reach) weights = weightPlane(reach);
    const origin = [0, 0];
    const [old_tip, new_tip] = [last ? [last.before.w1, last.before.w2] : origin, [values.w1, values.w2]];
    weights.arrows[0].move(origin, old_tip);
    weights.arrows[1].move(old_tip, new_tip);
    weights.arrows[2].move(origin, new_tip);

    cells.forEach((cell, i) => {
      const visit = run[i];
      const wrong = visit && visit.y_true !== visit.y_pred;
      const name = !visit ? "nnx-ahead" : wrong ? "nnx-miss" : "nnx-right";
      setAttributes(cell, { class: name, y: wrong ? 0 : 5, height: wrong ? 8 : 3 });
    });
    setText(formula, `w = (${format(values.w1)}, ${format(values.w2)}), b = ${format(values.b)}`);
    setText(
      counts,
      say(values.gamma > 0 ? "mistakes and bound" : "mistakes without bound", {
        mistakes: values.mistakes,
        bound: format(values.bound, 1),
      }),
    );
    meter.firstChild.style.width =
      values.gamma > 0 ? `${Math.min(100, (100 * values.mistakes) / values.bound)}%` : "100%";
    meter.className = values.gamma > 0 ? "nnx-meter" : "nnx-meter nnx-unbounded";
    return sentence(state, values, last, mistake);
  };

  const drawings = [captioned(say("samples and line"), data.box), captioned(say("weights"), holder)];
  const buttons = [one_step, play, reset, gates.node];
  const controls = [scrub.node, strip, html("div", { class: "nnx-buttons" }, classes.node, add, remove)];
  const clean = frame({
    model,
    el,
    declared,
    title: say("title"),
    drawings,
    buttons,
    numbers: [formula, counts, meter],
    controls,
    draw,
    stop,
  });
  return () => {
    stop();
    clean();
  };
}

// What happened at the last visit, in a sentence.
function sentence({ visits }, { n_right, n_points, converged, mistakes, gamma }, last, mistake) {
  if (!last) return say("start");
  if (converged) return say(mistakes === 1 ? "all right after one" : "all right after many", { visits, mistakes });
  const key = !mistake ? "right" : last.y_true ? "mistake on class 1" : "mistake on class 0";
  const finding = say(key, { visits, i: last.index + 1, n_right, n_points });
  return gamma > 0 ? finding : `${finding} ${say("no line")}`;
}

export default { render };
