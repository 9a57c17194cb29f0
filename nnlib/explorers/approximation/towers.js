// Towers: one tower over the plane, from two ridges and a threshold unit, or many that follow a surface; seen from the
// side and from above, in the same shades.
import {
  edgesOf,
  errorsOfMany,
  heightsOfOne,
  isOne,
  linesOf,
  networkOn,
  targetOn,
  TARGETS,
} from "../mathematics/towers.js";
import { change, menu } from "../shared/controls.js";
import { html, setAttributes, setText, svg, symbol } from "../shared/elements.js";
import { frame } from "../shared/frame.js";
import { handle } from "../shared/handles.js";
import { snap } from "../shared/limits.js";
import { format } from "../shared/numbers.js";
import { captioned, plane } from "../shared/plane.js";
import { heatMap, shadesOf } from "../shared/shades.js";
import { slider } from "../shared/sliders.js";
import { space } from "../shared/space.js";
import { nodeSpeaker, speaker } from "../shared/words.js";
import * as declared from "./towers.declared.js";

const { LIMITS } = declared;
const say = speaker(declared.WORDS);
const sayNodes = nodeSpeaker(declared.WORDS);
const [LOW, HIGH] = [-1, 1];
const APART = 20; // pixels between the two handles of a tower, at least
const LEAK = 0.01; // of the height: from here on the sentence says what is left on an arm or lacks in the centre
const GENTLE = 10; // k w below which towers melt
const MODES = ["ridges", "tower", "towers", "target"];
const SURFACES = ["saddle", "hill", "ripple", "slope"];
const OF_ONE = { left: null, right: null, bottom: null, top: null, plateau: null, side: null, corner: null, arm: null };
const OF_MANY = { max_error: null, x1_worst: null, x2_worst: null, mean_error: null };

// The grid, what the network answers on it, and the readouts: all that does not change while the view turns.
function computed(state) {
  const [first, second] = edgesOf(state).map((edges) => linesOf(edges, state.steepness));
  const values = networkOn(state, first, second);
  const { mode, c1, c2, width, n_towers, steepness } = state;
  if (isOne(state)) {
    const half = width / 2;
    const sides = { left: c1 - half, right: c1 + half, bottom: c2 - half, top: c2 + half };
    const [n_thresholds, threshold_weight] = mode === "tower" ? [1, steepness] : [0, null];
    const heights = heightsOfOne(state);
    const numbers = { n_steps: 4, n_thresholds, threshold_weight, ...sides, ...heights, ...OF_MANY };
    return { first, second, values, numbers };
  }
  const [n_steps, n_thresholds] = [2 * (n_towers + 1), n_towers ** 2];
  const threshold_weight = (steepness * (HIGH - LOW)) / n_towers;
  const errors = errorsOfMany(state, first, second, values);
  return { first, second, values, numbers: { n_steps, n_thresholds, threshold_weight, ...OF_ONE, ...errors } };
}

export const readouts = (state) => computed(state).numbers;

function render({ model, el }) {
  const get = (trait) => model.get(trait);
  const set = (trait, value, parts) => change(model, { [trait]: snap(value, LIMITS[trait], parts) });

  // -- from the side --------------------------------------------------------------------------------------------------
  const turned = (degrees) => degrees - 360 * Math.round(degrees / 360);
  const view = space({
    low: LOW,
    high: HIGH,
    ground: "x",
    name: say("turn"),
    angles: () => [get("azimuth"), get("elevation")],
    turn: (azimuth, elevation) =>
      change(model, { azimuth: turned(Math.round(azimuth)), elevation: snap(elevation, LIMITS.elevation, 1) }),
  });
  const error_line = svg("line", { class: "nnx-worst" });
  view.layer.mark.append(error_line);

  // -- from above -----------------------------------------------------------------------------------------------------
  const map = plane({ bounds: [LOW, HIGH], ticks: [LOW, 0, HIGH] });
  const heat = heatMap(map);
  const outlines = svg("path", { class: "nnx-outline" });
  const worst = svg("circle", { class: "nnx-ring nnx-miss", r: 8 });
  map.layer.line.append(outlines);
  map.layer.mark.append(worst);
  const move = handle(map, {
    name: say("move"),
    step: 1 / 16,
    move: (p, q) => change(model, { c1: snap(p, LIMITS.c1), c2: snap(q, LIMITS.c2) }),
    place: () => [get("c1"), get("c2")],
    className: "nnx-shift",
  });
  let side = 1; // the handle is on the right side; on the left where the right one lies outside when nobody holds it
  let is_held = false;
  const onSide = (reach) => [get("c1") + side * reach, get("c2")];
  const widen = handle(map, {
    name: say("widen"),
    move: (p) => set("width", 2 * side * (p - get("c1")), 16),
    nudge: (right, up) => set("width", get("width") + (side * right + up) / 16, 16),
    place: () => onSide(get("width") / 2),
    grab: () => ((is_held = true), onSide(get("width") / 2)),
    drop: () => (is_held = false),
    shown: () => onSide(Math.max(get("width") / 2, APART / map.unit)),
    className: "nnx-turn",
  });

  // -- controls -------------------------------------------------------------------------------------------------------
  const modes = menu(model, { trait: "mode", text: say("mode"), options: MODES, named: say });
  const targets = menu(model, { trait: "target", text: say("surface"), options: SURFACES, named: say });
  const number = (trait, label, name, step, decimals) =>
    slider(model, { trait, label, name, ...LIMITS[trait], step, decimals });
  const sliders = {
    c1: number("c1", symbol("c", 1), say("centre", { name: "c1" }), 1 / 32),
    c2: number("c2", symbol("c", 2), say("centre", { name: "c2" }), 1 / 32),
    width: number("width", symbol("w"), say("width", { name: "w" }), 1 / 16),
    height: number("height", symbol("h"), say("height", { name: "h" }), 1 / 32),
    n_towers: number("n_towers", symbol("N"), say("towers a side", { name: "N" }), 1, 0),
    steepness: number("steepness", symbol("k"), say("steepness", { name: "k" }), 2, 0),
  };
  const group = (key, ...traits) =>
    html(
      "fieldset",
      { class: "nnx-group" },
      html("legend", {}, say(key)),
      ...traits.map((trait) => sliders[trait].node),
    );
  const of_one = [group("square", "c1", "c2", "width"), sliders.height.node];
  const of_many = [group("count", "n_towers"), targets.node];
  const controls = [of_one[0], of_many[0], group("weights", "height", "steepness")];

  const facts = html("div", { class: "nnx-facts nnx-in-a-row" });
  const units = html("span", {});
  const fact = (key) => {
    const output = html("output", { class: "nnx-number" });
    return { node: html("span", {}, ...sayNodes(key, { number: output })), output };
  };
  const lines = {
    plateau: fact("in the centre"),
    side: fact("on a side"),
    corner: fact("at a corner"),
    arm: fact("on an arm"),
    max_error: fact("largest error"),
    mean_error: fact("mean error"),
  };
  facts.append(units, ...Object.values(lines).map(({ node }) => node));

  let known = {};
  const draw = (state) => {
    const { azimuth, elevation, ...rest } = state;
    const key = JSON.stringify([rest, map.width]);
    const is_new = key !== known.key;
    if (is_new) known = { key, ...computed(state) };
    const { first, second, numbers } = known;
    if (is_new) {
      const values = state.mode === "target" ? targetOn(state.target, first, second) : known.values;
      heat.draw(first, second, shadesOf(values, first.length, second.length));
      const mesh = [first, second].map((places) => places.filter((_, i) => i % 2 === 0));
      const heights = values.filter((_, k) => (k % first.length) % 2 === 0 && Math.floor(k / first.length) % 2 === 0);
      known.mesh = [...mesh, heights, shadesOf(values, first.length, second.length, 2)];
    }
    view.look(azimuth, elevation, state.mode === "target" ? "y" : "ŷ");
    view.draw(...known.mesh);
    drawMarks(state, numbers);
    const one = isOne(state);
    for (const node of of_one) node.classList.toggle("nnx-gone", !one);
    for (const node of of_many) node.classList.toggle("nnx-gone", one);
    for (const { show } of [modes, targets, ...Object.values(sliders)]) show();
    const { n_steps: steps, n_thresholds: thresholds } = numbers;
    const kind = thresholds === 0 ? "units of ridges" : thresholds === 1 ? "units of one" : "units of many";
    setText(units, say(kind, { steps, thresholds }));
    for (const [name, { node, output }] of Object.entries(lines)) {
      node.classList.toggle("nnx-gone", numbers[name] === null);
      if (numbers[name] !== null) setText(output, format(numbers[name], 3));
    }
    return sentence(state, numbers);
  };

  // Sides and edges of towers; where the error is largest, and how large; and what is dragged.
  function drawMarks(state, numbers) {
    const one = isOne(state);
    const { x, y } = map;
    const rectangle = ({ left, right, bottom, top }) =>
      `M${x(left)},${y(bottom)}L${x(right)},${y(bottom)}L${x(right)},${y(top)}L${x(left)},${y(top)}Z`;
    const inner = edgesOf(state)[0].slice(1, -1);
    const lines = inner.map((e) => `M${x(e)},${y(LOW)}L${x(e)},${y(HIGH)}M${x(LOW)},${y(e)}L${x(HIGH)},${y(e)}`);
    outlines.setAttribute("d", one ? rectangle(numbers) : lines.join(""));
    const is_off = state.mode === "towers";
    for (const node of [worst, error_line]) node.style.display = is_off ? "" : "none";
    if (is_off) {
      const [x1, x2] = [numbers.x1_worst, numbers.x2_worst];
      setAttributes(worst, { cx: x(x1), cy: y(x2) });
      const [[from_x, from_y], [to_x, to_y]] = [networkOn(state, [x1], [x2])[0], TARGETS[state.target](x1, x2)].map(
        (z) => view.project(x1, x2, z),
      );
      setAttributes(error_line, { x1: from_x, y1: from_y, x2: to_x, y2: to_y });
    }
    for (const { node, put } of [move, widen]) {
      node.style.display = one ? "" : "none";
      if (node === widen.node && !is_held) side = state.c1 + state.width / 2 <= HIGH ? 1 : -1;
      put();
    }
  }

  return frame({
    model,
    el,
    declared,
    title: say("title"),
    drawings: [captioned(say("from the side"), view.box), captioned(say("from above"), map.box)],
    buttons: [modes.node, targets.node],
    numbers: [facts],
    controls,
    draw,
    long: true,
  });
}

// What is seen, in a few sentences.
function sentence(state, numbers) {
  const { mode, c1, c2, height, target, n_towers: n } = state;
  const surface = say(target);
  if (mode === "target") return say("target finding", { surface, units: numbers.n_thresholds });
  if (mode === "towers") {
    const { x1_worst, x2_worst, threshold_weight } = numbers;
    const errors = { max: format(numbers.max_error), mean: format(numbers.mean_error) };
    const place = { x1: format(x1_worst), x2: format(x2_worst) };
    const sentences = [say(n === 1 ? "one in all" : "many", { n, surface, ...errors, ...place })];
    if (n > 1 && threshold_weight < GENTLE) sentences.push(say("gentle", { weight: format(threshold_weight, 1) }));
    else if (isByACorner(state, numbers)) sentences.push(say("hole"));
    return sentences.join(" ");
  }
  if (height === 0) return say("no height");
  const { plateau, arm } = numbers;
  const words = { c1: format(c1), c2: format(c2), plateau: format(plateau), arm: format(arm) };
  if (mode === "ridges") return say("ridges finding", words);
  const leaks = Math.max(Math.abs(arm), Math.abs(height - plateau)) > LEAK * Math.abs(height);
  return say(leaks ? "tower leaks" : "tower finding", { ...words, height: format(height) });
}

// Whether the place of the largest error is a corner where four towers meet, or as close to it as the steps are wide.
function isByACorner(state, { x1_worst, x2_worst }) {
  const inner = edgesOf(state)[0].slice(1, -1);
  const isClose = (x) => inner.some((edge) => Math.abs(x - edge) < 3 / state.steepness);
  return isClose(x1_worst) && isClose(x2_worst);
}

export default { render };
