// OutlierFit: points that are dragged, added and removed; the best line under each loss follows, each in its own way.
import { fitLine, meanLoss } from "../mathematics/line_fits.js";
import { regressionLoss } from "../mathematics/losses.js";
import { button, change } from "../shared/controls.js";
import { html, setAttributes, setText, svg, symbol } from "../shared/elements.js";
import { frame } from "../shared/frame.js";
import { handle } from "../shared/handles.js";
import { equallyLong, snap } from "../shared/limits.js";
import { format } from "../shared/numbers.js";
import { toData } from "../shared/plane.js";
import { slider } from "../shared/sliders.js";
import { speaker } from "../shared/words.js";
import * as declared from "./outlier_fit.declared.js";
import { scatter } from "./_scatter.js";

const { LIMITS, LINES, PARTS } = declared;
const say = speaker(declared.WORDS);
const COORDINATE = LIMITS.x.item;
const [FEWEST, MOST] = [LIMITS.x.shortest, LIMITS.x.longest];
const STEP = 1 / 8; // of a coordinate, by keys
const FAN = 18; // pixels between the handles of points at one place
const FREE = 0.5; // from a new point to all others
// Where a new point may stand.
const PLACES = [0, 2, -2, 4, -4].flatMap((p) => [3, -3, 1, -1, 4.5].map((q) => [p, q]));
const EQUAL = 2 / PARTS; // losses as close as this count as equal

const fits = equallyLong(LIMITS, "x", "y");

const markedOf = ({ x, point }) => Math.min(point, x.length) - 1; // the index of the marked point
const rounded = (value) => Math.round(value * PARTS) / PARTS + 0;

export function readouts(state) {
  const { x, y } = state;
  const marked = markedOf(state);
  const losses = Object.fromEntries(LINES.map((name) => [name, regressionLoss(name, state)]));
  const others = [x, y].map((values) => values.filter((_, i) => i !== marked));
  const n_pairs = x.reduce((count, one, i) => count + x.slice(i + 1).filter((other) => other !== one).length, 0);
  const result = { n_points: x.length, marked: marked + 1, n_pairs };
  for (const name of LINES) {
    const [line, other] = [fitLine(x, y, name, state), fitLine(...others, name, state)];
    const at = (one) => one.slope * x[marked] + one.intercept;
    result[`slope_${name}`] = line && rounded(line.slope);
    result[`intercept_${name}`] = line && rounded(line.intercept);
    result[`pull_${name}`] = line && other && rounded(at(line) - at(other));
    for (const loss of LINES) result[`${loss}_of_${name}`] = line && rounded(meanLoss(line, x, y, losses[loss]));
  }
  return result;
}

function render({ model, el }) {
  const get = (trait) => model.get(trait);
  const points = () => ({ x: get("x"), y: get("y") });
  const count = () => get("x").length;
  const marked = () => markedOf({ x: get("x"), point: get("point") });
  const { plot, draw: drawPlot } = scatter({
    reach: COORDINATE.max,
    names: Object.fromEntries(LINES.map((name) => [name, say(`line ${name}`)])),
  });

  // -- points ---------------------------------------------------------------------------------------------------------
  const mark = (i) => (i === marked() ? {} : { point: i + 1 });
  const put = (i, p, q) => {
    const replaced = (values, value) => values.map((old, k) => (k === i ? snap(value, COORDINATE) : old));
    change(model, { x: replaced(get("x"), p), y: replaced(get("y"), q), ...mark(i) });
  };
  const add = (p, q) => {
    if (count() < MOST)
      change(model, {
        x: [...get("x"), snap(p, COORDINATE)],
        y: [...get("y"), snap(q, COORDINATE)],
        point: count() + 1,
      });
  };
  const remove = (i) => {
    const without = (values) => values.filter((_, k) => k !== i);
    if (count() > FEWEST)
      change(model, { x: without(get("x")), y: without(get("y")), point: Math.min(i + 1, count() - 1) });
  };
  const freePlace = () => {
    const { x, y } = points();
    return PLACES.find(([p, q]) => x.every((one, i) => Math.hypot(one - p, y[i] - q) >= FREE)) ?? PLACES[0];
  };
  const nameOf = (i) => say("point", { i: i + 1, x: format(get("x")[i]), y: format(get("y")[i]) });
  // A handle that would cover that of an earlier point stands beside it.
  function fanned(i) {
    const { x, y } = points();
    const covered = x.slice(0, i).filter((one, k) => one === x[i] && y[k] === y[i]).length;
    return [x[i] + (covered * FAN) / (plot.x(1) - plot.x(0)), y[i]];
  }
  function pointHandle(i) {
    const one = handle(plot, {
      name: nameOf(i),
      step: STEP,
      move: (p, q) => put(i, p, q),
      place: () => [get("x")[i], get("y")[i]],
      shown: () => fanned(i),
      on_key: ({ key }) => (key === "Delete" || key === "Backspace") && (remove(i), true),
      className: "nnx-sample",
    });
    one.node.addEventListener("pointerdown", (event) => event.button === 0 && change(model, mark(i)));
    one.node.addEventListener("click", (event) => (event.stopPropagation(), change(model, mark(i))));
    return one;
  }
  const handles = [];
  // Points are numbered, so it is the final handle that goes; by the keyboard, the one before it is next.
  function removeHandle() {
    const { node } = handles.pop();
    const had_focus = node.matches(":focus");
    node.remove();
    if (had_focus) handles.at(-1).node.focus();
  }
  plot.box.addEventListener("click", (event) => {
    const [p, q] = toData(plot, event);
    if (Math.max(Math.abs(p), Math.abs(q)) <= plot.right) add(p, q);
  });

  // -- controls -------------------------------------------------------------------------------------------------------
  const add_button = button(say("add"), () => add(...freePlace()));
  const remove_button = button(say("remove"), () => remove(marked()));
  const choose = (name, is_shown) =>
    change(model, { lines: LINES.filter((one) => (one === name ? is_shown : get("lines").includes(one))) });
  const sample = (name) =>
    svg(
      "svg",
      { viewBox: "0 0 36 12", width: 36, height: 12, class: "nnx-fit-sample" },
      svg("line", { class: `nnx-curve nnx-fit nnx-fit-${name}`, x1: 0, x2: 36, y1: 6, y2: 6 }),
    );
  const boxes = LINES.map((name) => {
    const input = html("input", { type: "checkbox", "aria-label": say("draw", { line: say(`line ${name}`) }) });
    input.addEventListener("change", () => choose(name, input.checked));
    const node = html("label", { class: "nnx-check" }, input, html("span", {}, say(`line ${name}`)));
    return { name, node, input };
  });
  // Who moves δ or γ wants to see its line.
  const parameter = (trait, letter, step, of) =>
    slider(model, {
      trait,
      label: symbol(letter),
      name: say(trait),
      ...LIMITS[trait],
      step,
      on_input: () => get("lines").includes(of) || choose(of, true),
    });
  const sliders = [parameter("delta", "δ", 0.1, "huber"), parameter("gamma", "γ", 0.05, "quantile")];

  // -- table ----------------------------------------------------------------------------------------------------------
  const rows = LINES.map((name) => {
    const [slope, intercept] = [html("span", {}), html("span", {})];
    const formula = html(
      "span",
      { class: "nnx-fit-formula" },
      html("span", {}, slope, " ", symbol("x")),
      " ",
      intercept,
    );
    const cells = LINES.map(() => html("td", {}));
    const head = html(
      "th",
      { scope: "row" },
      sample(name),
      html("span", { class: "nnx-fit-row" }, say(`line ${name}`)),
      formula,
    );
    return { name, row: html("tr", {}, head, ...cells), slope, intercept, cells };
  });
  const column = (text) => html("th", { scope: "col" }, text);
  const table = html(
    "table",
    { class: "nnx-table nnx-losses" },
    html("thead", {}, html("tr", {}, column(say("lines")), ...LINES.map((name) => column(say(`column ${name}`))))),
    html("tbody", {}, ...rows.map(({ row }) => row)),
  );
  const pairs = html("span", {});
  const ways = html(
    "div",
    { class: "nnx-key nnx-ways" },
    html("span", {}, say("closed form")),
    pairs,
    html("span", {}, say("newton")),
  );

  function drawTable(values, shown) {
    for (const { name, row, slope, intercept, cells } of rows) {
      setAttributes(row, { class: shown.has(name) ? "" : "nnx-unseen" });
      const [w, b] = [values[`slope_${name}`], values[`intercept_${name}`]];
      setText(slope, w === null ? "–" : brief(w, 2));
      setText(intercept, w === null ? "+ –" : `${b < 0 ? "−" : "+"} ${brief(Math.abs(b), 2)}`);
      cells.forEach((cell, k) => {
        const value = values[`${LINES[k]}_of_${name}`];
        const least = Math.min(...LINES.map((line) => values[`${LINES[k]}_of_${line}`]));
        setText(cell, value === null ? "–" : brief(value, 3));
        setAttributes(cell, { class: value !== null && value <= least + EQUAL ? "nnx-least" : "" });
      });
    }
    setText(pairs, say("every pair", { count: values.n_pairs }));
  }

  const draw = (state) => {
    const values = readouts(state);
    const shown = new Set(state.lines);
    const lines = LINES.filter((name) => shown.has(name) && values[`slope_${name}`] !== null);
    const fit = (name) => ({
      slope: values[`slope_${name}`],
      intercept: values[`intercept_${name}`],
      pulled: values[`pull_${name}`] ?? 0,
    });
    drawPlot(state, Object.fromEntries(lines.map((name) => [name, fit(name)])), values.marked - 1);
    while (handles.length < state.x.length) handles.push(pointHandle(handles.length));
    while (handles.length > state.x.length) removeHandle();
    handles.forEach(({ node, put: place }, i) => {
      place();
      setAttributes(node, { "aria-label": nameOf(i) });
    });
    drawTable(values, shown);
    for (const { name, input } of boxes) input.checked = shown.has(name);
    for (const one of sliders) one.show();
    add_button.disabled = state.x.length >= MOST;
    remove_button.disabled = state.x.length <= FEWEST;
    return sentence(state, values, lines);
  };
  return frame({
    model,
    el,
    declared,
    fits,
    title: say("title"),
    drawings: [html("div", { class: "nnx-stack" }, plot.box)],
    buttons: [add_button, remove_button],
    numbers: [html("div", { class: "nnx-caption" }, say("table")), table, ways],
    controls: [
      html("div", { class: "nnx-buttons" }, ...boxes.map(({ node }) => node)),
      ...sliders.map(({ node }) => node),
    ],
    draw,
    long: true,
  });
}

// A number in little room: `decimals` of a small one, none of a large one.
function brief(value, decimals) {
  const size = Math.abs(value);
  if (size < 9.9995) return format(value, decimals);
  return size < 99.995 ? format(value) : size < 99999.5 ? format(value, 0) : exponential(value);
}
const exponential = (value) => value.toExponential(1).replace("-", "−").replace("+", "");

const listed = (parts) =>
  parts.length === 1 ? parts[0] : say("and", { first: parts.slice(0, -1).join(", "), second: parts.at(-1) });

// What the marked point does to each line that is drawn.
function sentence({ x, y }, values, lines) {
  if (values.slope_mse === null) return say("no line");
  if (values.pull_mse === null) return say("sets all");
  const i = values.marked - 1;
  const place = { x: format(x[i]), y: format(y[i]) };
  if (lines.length === 0) return say("moves none", place);
  const pulls = lines.map((name) => say("pull", { line: say(`line ${name}`), pull: format(values[`pull_${name}`]) }));
  return say("moves", { ...place, pulls: listed(pulls) });
}

export default { render };
