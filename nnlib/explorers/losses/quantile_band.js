// QuantileBand: two quantile lines of a sample, what their band promises, and what it holds of the sample and of fresh targets.
import { lineFitter } from "../mathematics/line_fits.js";
import { freshShares, sampleOf } from "../mathematics/lopsided.js";
import { normalQuantile } from "../mathematics/normal.js";
import { button, change, menu } from "../shared/controls.js";
import { html, setText, svg, symbol } from "../shared/elements.js";
import { frame } from "../shared/frame.js";
import { handle } from "../shared/handles.js";
import { keyOf } from "../shared/key.js";
import { snap } from "../shared/limits.js";
import { format, rounded } from "../shared/numbers.js";
import { slider } from "../shared/sliders.js";
import { speaker } from "../shared/words.js";
import { heldDrawing } from "./_held.js";
import { intervalDrawing } from "./_interval.js";
import * as declared from "./quantile_band.declared.js";

const { LIMITS, LARGEST, METHODS, N_SAMPLES, PLACES, SEED, WEIGHTS } = declared;
const say = speaker(declared.WORDS);
const LEVELS = ["low", "high"];
const ON_LINE = 1e-9; // a target as close to a line counts as inside
const DIGITS = 12; // decimals of shares
const PARTS = 100; // of 1: levels by hand
const KEPT = 1000; // results: more than a drag over all levels and back asks for
const FRAME = 16; // milliseconds: who is promised more is not between two frames of a drag
const GAUSS = { places: PLACES, weights: WEIGHTS };
// 0.03125, 0.04, 0.05, …, 0.96, 0.96875: hundredths, and both limits.
const { min, max } = LIMITS.low;
const LADDER = [
  min,
  ...Array.from({ length: PARTS }, (_, k) => k / PARTS).filter((one) => one > min && one < max),
  max,
];

// The same again for the same arguments, without counting anew: of three states in a row, two share most.
function remembered(compute) {
  const known = new Map();
  return (...key) => {
    const name = key.join();
    if (!known.has(name)) {
      if (known.size >= KEPT) known.clear();
      known.set(name, compute(...key));
    }
    return known.get(name);
  };
}

const samplesOf = remembered((n) =>
  Array.from({ length: N_SAMPLES }, (_, k) => sampleOf(k + 1, n, { seed: SEED, largest: LARGEST })),
);

const fittersOf = remembered((n) => samplesOf(n).map(({ x, y }) => lineFitter(x, y)));

const gaussians = remembered((n) =>
  samplesOf(n).map(({ x, y }, i) => {
    const { slope, intercept } = fittersOf(n)[i]("mse");
    const squares = x.reduce((sum, one, i) => sum + (y[i] - (slope * one + intercept)) ** 2, 0);
    return { slope, intercept, deviation: Math.sqrt(squares / (n - 2)) };
  }),
);

// One line of a band, of this level, for the first n points of each sample.
const linesOf = remembered((method, gamma, n) => {
  if (method === "quantile") return fittersOf(n).map((fit) => fit("quantile", { gamma }));
  const z = normalQuantile(gamma);
  return gaussians(n).map(({ slope, intercept, deviation }) => ({ slope, intercept: intercept + z * deviation }));
});

// Shares of fresh targets below the band of each sample, and above it.
const freshOf = remembered((method, low, high, n) => {
  const [one, other] = [low, high].map((gamma) => linesOf(method, gamma, n));
  return one.map((line, i) => {
    const { below, above } = freshShares(line, other[i], GAUSS);
    return { below: rounded(below, DIGITS), above: rounded(above, DIGITS) };
  });
});

const pairOf = (method, { low, high, sample, n }) => [low, high].map((gamma) => linesOf(method, gamma, n)[sample - 1]);

// How a band parts the points of a sample: −1 for one below it, 1 for one above it, 0 inside.
function sidesOf([one, other], { x, y }) {
  return x.map((place, i) => {
    const heights = [one, other].map(({ slope, intercept }) => slope * place + intercept);
    if (y[i] < Math.min(...heights) - ON_LINE) return -1;
    return y[i] > Math.max(...heights) + ON_LINE ? 1 : 0;
  });
}

// By linear interpolation between the sorted values.
function quantileOf(values, share) {
  const sorted = [...values].sort((p, q) => p - q);
  const place = share * (sorted.length - 1);
  const [under, over] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return under + (over - under) * (place - Math.floor(place));
}

// What there is to say of the bands of one method.
function numbersOf(method, state) {
  const { low, high, sample, n } = state;
  const sides = sidesOf(pairOf(method, state), samplesOf(n)[sample - 1]);
  const count = (side) => sides.filter((one) => one === side).length;
  const fresh = freshOf(method, low, high, n);
  const inside = fresh.map(({ below, above }) => 1 - (below + above));
  return {
    below: count(-1),
    inside: count(0),
    above: count(1),
    fresh_below: fresh[sample - 1].below,
    fresh_inside: inside[sample - 1],
    fresh_above: fresh[sample - 1].above,
    quartile_1: quantileOf(inside, 0.25),
    median: quantileOf(inside, 0.5),
    quartile_3: quantileOf(inside, 0.75),
  };
}

export function readouts(state) {
  const result = { promise: Math.abs(state.high - state.low) };
  for (const method of METHODS) {
    const prefix = method === "quantile" ? "" : `${method}_`;
    pairOf(method, state).forEach(({ slope, intercept }, i) => {
      result[`${prefix}${LEVELS[i]}_slope`] = slope;
      result[`${prefix}${LEVELS[i]}_intercept`] = intercept;
    });
    for (const [name, value] of Object.entries(numbersOf(method, state))) result[prefix + name] = value;
  }
  return result;
}

// Where a sample has many points, a new level takes milliseconds. While the browser has nothing else to do, lines of all
// levels are computed, one level at a time, so that a drag finds them; Safari cannot say when, and computes them on demand.
function foresee(n, wanted) {
  const levels = [...LADDER];
  const next = (deadline) => {
    if (levels.length === 0 || !wanted()) return;
    if (deadline.timeRemaining() > FRAME) linesOf("quantile", levels.pop(), n);
    whenIdle(next);
  };
  whenIdle(next);
}
const whenIdle = (work) => globalThis.requestIdleCallback?.(work);

const percent = (share) => format(100 * share, 1);

function render({ model, el }) {
  const get = (trait) => model.get(trait);
  const levels = () => LEVELS.map(get);

  // -- drawings -------------------------------------------------------------------------------------------------------
  const scatter = intervalDrawing();
  const count = N_SAMPLES;
  const held = heldDrawing([
    say("row promise"),
    say("row sample"),
    say("row quantile", { count }),
    say("row gaussian", { count }),
  ]);
  const handles = LEVELS.map((trait, i) => {
    const put = (gamma) => change(model, { [trait]: snap(gamma, LIMITS[trait], PARTS) });
    return handle(held.plot, {
      name: trait === "low" ? say("move low") : say("move high"),
      move: put,
      nudge: (right, up) => put(get(trait) + (right + up) / PARTS),
      place: () => [get(trait), held.height],
      shown: () => held.shown(levels(), i),
      className: "nnx-shift",
    });
  });

  // -- controls -------------------------------------------------------------------------------------------------------
  const sliders = LEVELS.map((trait, i) =>
    slider(model, { trait, label: symbol("γ", i + 1), name: say(trait), ladder: LADDER }),
  );
  const sizes = menu(model, { trait: "n", text: say("points"), options: LIMITS.n.options, named: (n) => `${n}` });
  const next = button(say("next"), () => change(model, { sample: (get("sample") % N_SAMPLES) + 1 }));

  // -- key and table --------------------------------------------------------------------------------------------------
  const { entry } = keyOf(12);
  const line = (className) => svg("line", { class: className, x1: 1, x2: 25, y1: 6, y2: 6 });
  const key = html(
    "div",
    { class: "nnx-key" },
    entry(say("key quantile"), line("nnx-curve nnx-level-line")),
    entry(say("key gaussian"), line("nnx-curve nnx-rival nnx-dashed")),
    entry(say("key inside"), svg("circle", { class: "nnx-held", cx: 13, cy: 6, r: 2.5 })),
    entry(say("key outside"), svg("path", { class: "nnx-missed", d: "M10,3L16,9M10,9L16,3" })),
  );
  const rows = ["sample inside", "fresh inside", "fresh below", "fresh above", "median", "quartiles"].map((name) => ({
    name,
    cells: Array.from({ length: METHODS.length + 1 }, () => html("td", {})),
  }));
  const head = (text) => html("th", { scope: "col" }, text);
  const table = html(
    "table",
    { class: "nnx-table nnx-coverage" },
    html(
      "thead",
      {},
      html("tr", {}, head(say("in percent")), head(say("promised")), head(say("quantile")), head(say("gaussian"))),
    ),
    html(
      "tbody",
      {},
      ...rows.map(({ name, cells }) => html("tr", {}, html("th", { scope: "row" }, say(name, { count })), ...cells)),
    ),
  );

  function drawTable(of_methods, { low, high, n }) {
    const columns = of_methods.map((of) => [
      ...[of.inside / n, of.fresh_inside, of.fresh_below, of.fresh_above, of.median].map(percent),
      say("range", { low: percent(of.quartile_1), high: percent(of.quartile_3) }),
    ]);
    const inside = percent(Math.abs(high - low));
    const promised = [inside, inside, percent(Math.min(low, high)), percent(1 - Math.max(low, high)), inside, ""];
    rows.forEach(({ cells }, i) => [promised, ...columns].forEach((texts, k) => setText(cells[k], texts[i])));
  }

  let foreseen = null; // number of points
  const draw = (state) => {
    const of_methods = METHODS.map((method) => numbersOf(method, state));
    const [of] = of_methods;
    const { low, high, sample, n } = state;
    if (n !== foreseen) foresee(n, () => n === foreseen && el.isConnected);
    foreseen = n;
    const points = samplesOf(n)[sample - 1];
    const pair = pairOf("quantile", state);
    scatter.draw(points, {
      pair,
      rival: pairOf("gaussian", state),
      outside: sidesOf(pair, points).map((side) => side !== 0),
    });
    const [fresh, rival] = METHODS.map((method) => freshOf(method, low, high, n));
    const of_sample = { below: of.below / n, above: of.above / n };
    held.draw({ levels: [low, high], of_sample, fresh, rival, drawn: sample - 1 });
    for (const one of handles) one.put();
    for (const one of [...sliders, sizes]) one.show();
    drawTable(of_methods, state);
    return sentence(of_methods, state);
  };
  return frame({
    model,
    el,
    declared,
    title: say("title"),
    drawings: [html("div", { class: "nnx-halves" }, scatter.box, held.plot.box)],
    buttons: [sizes.node, next],
    numbers: [key, table],
    controls: sliders.map(({ node }) => node),
    draw,
    long: true,
  });
}

// What was promised, what is held, and where the rest lies.
function sentence([of, rival], { low, high, n }) {
  const note = low > high ? say("exchanged") : low === high ? say("equal") : "";
  return say("finding", {
    promise: percent(Math.abs(high - low)),
    sample: percent(of.inside / n),
    fresh: percent(of.fresh_inside),
    below: percent(of.fresh_below),
    above: percent(of.fresh_above),
    gaussian: percent(rival.fresh_inside),
    gaussian_below: percent(rival.fresh_below),
    gaussian_above: percent(rival.fresh_above),
    note,
  }).trimEnd();
}

export default { render };
