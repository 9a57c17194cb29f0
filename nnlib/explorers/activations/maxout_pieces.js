// MaxoutPieces: the greatest of some straight lines, which are turned and lifted; the winner at x gets the gradient.
import { errorToParabola, heights, reachOf, winners } from "../mathematics/maxout.js";
import { change, select } from "../shared/controls.js";
import { html, setAttributes, setText, svg, symbol } from "../shared/elements.js";
import { frame } from "../shared/frame.js";
import { keyOf } from "../shared/key.js";
import { equallyLong } from "../shared/limits.js";
import { equation, format, signed } from "../shared/numbers.js";
import { draggable, showNumber, slider } from "../shared/sliders.js";
import { speaker } from "../shared/words.js";
import { grips } from "./_grips.js";
import * as declared from "./maxout_pieces.declared.js";
import { drawing } from "./_pieces.js";

const { LIMITS, SHAPES, PARABOLAS, SPARE } = declared;
const say = speaker(declared.WORDS);
const BOUNDS = [LIMITS.x.min, LIMITS.x.max];
const STEP = 1 / 16; // of a number in a formula
const ALIKE = 0.002; // links may round the numbers of a preset
const [FEWEST, MOST] = [LIMITS.w.shortest, LIMITS.w.longest];
const SIZES = Array.from({ length: MOST - FEWEST + 1 }, (_, i) => FEWEST + i);

const fits = equallyLong(LIMITS, "w", "b");

export function readouts(state) {
  const { x, target } = state;
  const z = heights(state, x);
  const a = Math.max(...z);
  const first = z.indexOf(a);
  const reaches = z.map((_, j) => reachOf(j, state));
  const result = { n_pieces: z.length };
  const add = (name, values) => values.forEach((value, j) => (result[`${name}_${j + 1}`] = value));
  add("z", z);
  Object.assign(result, { a, winner: first + 1, tied: z.flatMap((one, j) => (one === a ? [j + 1] : [])) });
  const only = (value) => z.map((_, j) => (j === first ? value : 0));
  add("da_dw", only(x));
  add("da_db", only(1));
  reaches.forEach((reach, j) => {
    [result[`wins_from_${j + 1}`], result[`wins_until_${j + 1}`]] = reach ?? [null, null];
  });
  result.n_corners = reaches.filter((reach) => reach && Math.abs(reach[0]) < LIMITS.x.max).length;
  result.n_parameters = 2 * z.length;
  const missed = { error: null, x_error: null, least_error: null };
  return Object.assign(result, target === "none" ? missed : errorToParabola(state, BOUNDS));
}

// The preset that a state is, whatever x is; "" where there is none.
function presetOf({ w, b }) {
  const same = (one) =>
    one?.w.length === w.length &&
    w.every((slope, j) => Math.abs(slope - one.w[j]) < ALIKE && Math.abs(b[j] - one.b[j]) < ALIKE);
  const of_parabola = Object.keys(PARABOLAS).find((name) => same(PARABOLAS[name][w.length]));
  return Object.keys(SHAPES).find((name) => same(SHAPES[name])) ?? of_parabola ?? "";
}

function render({ model, el }) {
  const get = (trait) => model.get(trait);
  const unit = () => ({ w: get("w"), b: get("b") });
  const { plot, strip, draw: drawPlot } = drawing({ x_bounds: BOUNDS, y_bounds: [-3.4, 4.5], wins: say("wins") });
  const handles = grips(plot, model, {
    limits: LIMITS,
    names: {
      lift: (j) => say("lift", { j, name: `b${j}` }),
      turn: (j) => say("turn", { j, name: `w${j}` }),
      x: say("move x"),
    },
  });

  // -- menus ----------------------------------------------------------------------------------------------------------
  const menu = (key, options, on_change, value) => {
    const one = select(say(key), options, on_change);
    return { ...one, show: () => (one.input.value = value()) };
  };
  const shapes = ["", ...Object.keys(SHAPES), ...Object.keys(PARABOLAS)];
  const pick = (name) => {
    if (name) change(model, SHAPES[name] ?? PARABOLAS[name][get("w").length]);
    else menus[0].show();
  };
  // Another number of pieces: as many of the parabola, if these are all of its; else pieces are added, or left out, at
  // the end. Those left out are kept.
  const dropped = SPARE.map((piece) => [...piece]);
  const resize = (n) => {
    const { w, b } = unit();
    const preset = PARABOLAS[presetOf({ w, b })]?.[n];
    if (preset) return change(model, { w: preset.w, b: preset.b });
    for (let j = n; j < w.length; j++) dropped[j - FEWEST] = [w[j], b[j]];
    const added = dropped.slice(w.length - FEWEST, Math.max(0, n - FEWEST));
    const resized = (values, i) => [...values.slice(0, n), ...added.map((piece) => piece[i])];
    change(model, { w: resized(w, 0), b: resized(b, 1) });
  };
  const menus = [
    menu(
      "function",
      shapes.map((name) => [name, say(name ? `shape ${name}` : "own")]),
      pick,
      () => presetOf(unit()),
    ),
    menu(
      "pieces",
      SIZES.map((n) => [n, `${n}`]),
      (n) => resize(Number(n)),
      () => get("w").length,
    ),
    menu(
      "target",
      LIMITS.target.options.map((name) => [name, say(`target ${name}`)]),
      (target) => change(model, { target }),
      () => get("target"),
    ),
  ];
  const x_slider = slider(model, { trait: "x", label: symbol("x"), name: say("place"), ...LIMITS.x, step: 1 / 32 });

  // -- key ------------------------------------------------------------------------------------------------------------
  const { entry, line } = keyOf(12);
  const of_target = [
    entry(say("key target"), line("nnx-curve nnx-target")),
    entry(say("key error"), line("nnx-worst")),
  ];
  const key = html(
    "div",
    { class: "nnx-key" },
    entry(say("key greatest"), line("nnx-curve nnx-strong nnx-total")),
    entry(say("key corner"), svg("circle", { class: "nnx-knot", cx: 13, cy: 6, r: 3.5 })),
    entry(say("key winner"), line("nnx-curve nnx-strong nnx-won")),
    entry(say("key piece"), line("nnx-curve nnx-piece")),
    ...of_target,
  );

  // -- table ----------------------------------------------------------------------------------------------------------
  const cell = (className = "") => html("td", className ? { class: className } : {});
  const rows = Array.from({ length: MOST }, (_, j) => {
    const number = (trait, kind) => {
      const name = say(kind, { name: `${trait}${j + 1}`, j: j + 1 });
      return draggable({ path: `${trait}.${j}`, name, step: STEP }, LIMITS[trait].item);
    };
    const [w, b] = [number("w", "slope of"), number("b", "bias of")];
    const z = html("span", { class: "nnx-sum" });
    const cells = { wins: cell(), dw: cell("nnx-back"), db: cell("nnx-back") };
    const row = html(
      "tr",
      {},
      html("th", { scope: "row" }, `${j + 1}`),
      html("td", {}, w, " ", symbol("x"), " ", b, " ", z),
      ...Object.values(cells),
    );
    return { row, w, b, z, cells };
  });
  const partial = (of, by) => [symbol(`∂${of}`), "/", symbol(`∂${by}`)];
  const head = (nodes, attributes = {}) => html("th", { scope: "col", ...attributes }, ...nodes);
  const body = html("tbody", {});
  const table = html(
    "table",
    { class: "nnx-table nnx-pieces" },
    html(
      "thead",
      {},
      html(
        "tr",
        {},
        head([say("piece")]),
        head([symbol("w"), " ", symbol("x"), " + ", symbol("b"), " = ", symbol("z")]),
        head([say("greatest for")]),
        head(partial("a", "w"), { class: "nnx-back" }),
        head(partial("a", "b"), { class: "nnx-back" }),
      ),
    ),
    body,
  );
  const texts = Object.fromEntries(
    ["error", "least", "parameters", "with inputs"].map((name) => [name, html("span", {})]),
  );
  for (const name of ["error", "least"]) texts[name].className = "nnx-loss";
  const chain = [...partial("L", "w"), " = ", ...partial("L", "a"), " · ", ...partial("a", "w")];
  const facts = html(
    "div",
    { class: "nnx-flow" },
    ...Object.values(texts),
    html("span", { class: "nnx-back" }, ...chain),
  );

  const draw = (state) => {
    const values = readouts(state);
    const n = state.w.length;
    const chosen = values.winner - 1;
    drawPlot(state, winners(state, BOUNDS), chosen, state, values);
    handles.put(chosen);
    for (const one of [...menus, x_slider]) one.show();
    if (body.childElementCount !== n) body.replaceChildren(...rows.slice(0, n).map(({ row }) => row));
    rows.slice(0, n).forEach(({ row, w, b, z, cells }, j) => {
      setAttributes(row, { class: j === chosen ? "nnx-wins" : "" });
      showNumber(w, state.w[j], format(state.w[j]));
      showNumber(b, state.b[j], signed(state.b[j]));
      const value = (name) => values[`${name}_${j + 1}`];
      setText(z, `= ${format(value("z"))}`);
      setText(cells.wins, reachText(value("wins_from"), value("wins_until")));
      setText(cells.dw, j === chosen ? format(value("da_dw")) : "0");
      setText(cells.db, format(value("da_db"), 0));
    });
    const is_compared = state.target !== "none";
    for (const node of [...of_target, texts.error, texts.least]) node.classList.toggle("nnx-gone", !is_compared);
    const write = (name, values) => setText(texts[name], say(name, { pieces: n, ...values }));
    if (is_compared) {
      write("error", { error: format(values.error, 3), place: equation("x", values.x_error) });
      write("least", { least: format(values.least_error, 3) });
    }
    write("parameters", { count: values.n_parameters });
    write("with inputs", { n: "n" });
    return sentence(state, values);
  };
  return frame({
    model,
    el,
    declared,
    fits,
    title: say("title"),
    drawings: [html("div", { class: "nnx-stack" }, strip, plot.box, key)],
    buttons: menus.map(({ node }) => node),
    numbers: [table, facts],
    controls: [x_slider.node],
    draw,
    long: true,
  });
}

// Where a piece wins, in a few letters.
function reachText(from, until) {
  if (from === null) return say("nowhere");
  const [left, right] = [from, until].map((place) => format(place));
  if (from === -Infinity) return until === Infinity ? say("everywhere") : say("before", { place: right });
  return until === Infinity ? say("after", { place: left }) : say("between", { from: left, until: right });
}

const listed = (numbers) =>
  numbers.length === 1
    ? `${numbers[0]}`
    : say("and", { first: numbers.slice(0, -1).join(", "), second: numbers.at(-1) });

// Which piece wins, what becomes of the others, and how far the unit is from the parabola.
function sentence({ w, x, target }, values) {
  const { a, winner, tied, error, least_error } = values;
  const at = { place: equation("x", x), value: equation("a", a), j: winner, pieces: listed(tied) };
  const parts = [say(tied.length === 1 ? "wins at" : "two tie", at)];
  const idle = w.flatMap((_, j) => (values[`wins_from_${j + 1}`] === null ? [j + 1] : []));
  if (idle.length > 0)
    parts.push(say(idle.length === 1 ? "one wins nowhere" : "some win nowhere", { pieces: listed(idle) }));
  if (target !== "none")
    parts.push(
      say(error < least_error + ALIKE ? "is closest" : "misses", { error: format(error, 3), pieces: w.length }),
    );
  return parts.join(" ");
}

export default { render };
