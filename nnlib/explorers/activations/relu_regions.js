// ReluRegions: a point in the plane, the units of a ReLU net that are active there, their affine map, and all regions.
import { area, linearRegions, mostRegions, pieceAt, valueAt } from "../mathematics/regions.js";
import { change } from "../shared/controls.js";
import { html, setAttributes, setText, svg, symbol } from "../shared/elements.js";
import { frame } from "../shared/frame.js";
import { handle } from "../shared/handles.js";
import { format, rounded, signed } from "../shared/numbers.js";
import { pathOf, plane, toData } from "../shared/plane.js";
import { draggable, showNumber, slider } from "../shared/sliders.js";
import { nodeSpeaker, speaker } from "../shared/words.js";
import { thinnedNetwork } from "./_thinned.js";
import * as declared from "./relu_regions.declared.js";

const { BIAS, DRAWS, LIMITS } = declared;
const say = speaker(declared.WORDS);
const sayNodes = nodeSpeaker(declared.WORDS);
const { min: LOW, max: HIGH } = LIMITS.x1;
const SQUARE = (HIGH - LOW) ** 2;
const STEP = 0.02; // of the point, for an arrow key
const DECIMALS = 2; // of the point

// -- the net and its regions: found once for each ----------------------------------------------------------------------
function netOf({ depth, width, seed }) {
  const { W, b } = DRAWS[seed];
  const layer = (k, scale, n_out) => ({
    W: W[k].slice(0, width).map((row) => row.slice(0, n_out).map((draw) => scale * (draw / 100))),
    b: b[k].slice(0, n_out).map((draw) => BIAS * (draw / 100)),
  });
  const scale = Math.sqrt(2 / width); // He's: the root of 2 / n_in
  return {
    hidden: Array.from({ length: depth }, (_, k) => layer(k, k === 0 ? 1 : scale, width)),
    output: layer(W.length - 1, scale, 1),
  };
}

const keyOf = (active) => active.map(Number).join("");
const found = new Map();
function partsOf({ depth, width, seed }) {
  const key = `${depth},${width},${seed}`;
  if (!found.has(key)) {
    const net = netOf({ depth, width, seed });
    const { regions, lines } = linearRegions(net.hidden, LOW, HIGH);
    const by_pattern = new Map(regions.map((region) => [keyOf(region.active), region]));
    found.set(key, { net, regions, lines, by_pattern });
  }
  return found.get(key);
}

const listed = (name, numbers) => Object.fromEntries(numbers.map((number, k) => [`${name}_${k + 1}`, number]));
function pieceOf(state) {
  const { net, regions, by_pattern } = partsOf(state);
  const x = [state.x1, state.x2];
  const { active, map } = pieceAt(net.hidden, net.output, x);
  const by_layer = Array.from({ length: state.depth }, (_, k) =>
    active.slice(k * state.width, (k + 1) * state.width).reduce((sum, fires) => sum + fires, 0),
  );
  const here = by_pattern.get(keyOf(active)) ?? null;
  const values = {
    n_units: active.length,
    active: by_layer.reduce((sum, n) => sum + n, 0),
    ...listed("active", by_layer),
    ...map,
    y_pred: valueAt(map, x),
    regions: regions.length,
    most: mostRegions(active.length),
    corners: here && here.corners.length,
    share: here && area(here.corners) / SQUARE,
  };
  return { active, by_layer, here, values };
}

export const readouts = (state) => pieceOf(state).values;

function render({ model, el }) {
  const get = (trait) => model.get(trait);
  const inside = (value) => Math.min(HIGH, Math.max(LOW, rounded(value, DECIMALS)));
  const move = (p, q) => change(model, { x1: inside(p), x2: inside(q) });

  // -- the plane ----------------------------------------------------------------------------------------------------
  const map = plane({ bounds: [LOW, HIGH], ticks: [LOW, HIGH] });
  map.root.classList.add("nnx-regions");
  const shades = Array.from({ length: LIMITS.depth.max * LIMITS.width.max + 1 }, () =>
    svg("path", { class: "nnx-many" }),
  );
  const lines = Array.from({ length: LIMITS.depth.max }, (_, k) =>
    svg("path", { class: `nnx-bend nnx-bend-${k + 1}` }),
  );
  const around = ["nnx-here-halo", "nnx-here"].map((name) => svg("path", { class: name }));
  map.layer.shade.append(...shades);
  const spot = svg("circle", { class: "nnx-point", r: 5 }); // under the handle, which is not printed
  map.layer.line.append(...lines.toReversed(), ...around, spot);
  const point = handle(map, {
    name: say("move"),
    step: STEP,
    move,
    place: () => [get("x1"), get("x2")],
    className: "nnx-shift",
  });
  map.root.addEventListener("click", (event) => move(...toData(map, event)));

  const drawings = new Map(); // of nets: whoever drags a slider to and fro meets each again and again
  function pathsOf(key, { regions, lines: pieces }) {
    if (!drawings.has(key)) {
      const by_shade = shades.map(() => "");
      for (const { corners, active } of regions)
        by_shade[active.reduce((sum, fires) => sum + fires, 0)] += pathOf(map, corners);
      const at = ([p, q]) => `${map.x(p).toFixed(2)},${map.y(q).toFixed(2)}`;
      const by_layer = lines.map((_, k) => (pieces[k] ?? []).map(([from, to]) => `M${at(from)}L${at(to)}`).join(""));
      drawings.set(key, { by_shade, by_layer });
    }
    return drawings.get(key);
  }

  let drawn = "";
  function drawPlane(state, parts, n_units) {
    const key = [state.depth, state.width, state.seed, map.width].join();
    if (key === drawn) return;
    drawn = key;
    const { by_shade, by_layer } = pathsOf(key, parts);
    shades.forEach((node, n) =>
      setAttributes(node, { d: by_shade[n], "fill-opacity": opacity(Math.min(1, n / n_units)) }),
    );
    lines.forEach((node, k) => setAttributes(node, { d: by_layer[k] }));
  }

  const network = thinnedNetwork((n, width) => say("some of", { n, width }));

  // -- numbers ------------------------------------------------------------------------------------------------------
  const figure = () => html("output", { class: "nnx-figures" });
  const [w1, w2, b, value, region, count, most] = Array.from({ length: 7 }, figure);
  const places = ["x1", "x2"].map((trait, i) =>
    draggable({ path: trait, name: say("place", { i: i + 1 }), step: 1 / 100 }, LIMITS[trait]),
  );
  const hat = () => symbol("ŷ");
  const formula = html("span", {}, hat(), " = ", w1, " ", symbol("x", 1), " ", w2, " ", symbol("x", 2), " ", b);
  const at = sayNodes("at", {
    point: [symbol("x"), " = (", places[0], ", ", places[1], ")"],
    output: [hat(), " = ", value],
  });
  const facts = html(
    "div",
    { class: "nnx-region-facts" },
    formula,
    html("span", {}, ...at),
    html("span", {}, region),
    html("span", {}, html("strong", {}, count)),
    html("span", {}, most),
  );
  const swatch = (...marks) => svg("svg", { width: 26, height: 14, "aria-hidden": "true" }, ...marks);
  const unit = (name) => swatch(svg("circle", { class: name, cx: 13, cy: 7, r: 6 }));
  const bend = (_, k) => svg("path", { class: `nnx-bend nnx-bend-${k + 1}`, d: `M0,${2 + 5 * k}L26,${2 + 5 * k}` });
  const patch = (share, i) =>
    svg("rect", { class: "nnx-many", x: 1 + 8 * i, y: 3, width: 8, height: 8, "fill-opacity": opacity(share) });
  const key = html(
    "div",
    { class: "nnx-key" },
    html("span", {}, unit("nnx-unit-on"), say("active")),
    html("span", {}, unit("nnx-unit-off"), say("inactive")),
    html("span", {}, swatch(...lines.map(bend)), say("lines")),
    html("span", {}, swatch(...[0.2, 0.6, 1].map(patch)), say("shades")),
  );

  // -- controls -----------------------------------------------------------------------------------------------------
  const sliders = ["depth", "width", "seed"].map((trait) =>
    slider(model, { trait, label: say(`${trait} label`), name: say(trait), ...LIMITS[trait], step: 1, decimals: 0 }),
  );

  const draw = (state) => {
    const parts = partsOf(state);
    const { active, by_layer, here, values } = pieceOf(state);
    drawPlane(state, parts, active.length);
    for (const node of around) setAttributes(node, { d: pathOf(map, here ? here.corners : []) });
    setAttributes(spot, { cx: map.x(state.x1).toFixed(2), cy: map.y(state.x2).toFixed(2) });
    point.put();
    network.draw(parts.net, active);
    setText(w1, format(values.w1));
    setText(w2, signed(values.w2));
    setText(b, signed(values.b));
    setText(value, format(values.y_pred));
    places.forEach((node, i) => showNumber(node, state[`x${i + 1}`], format(state[`x${i + 1}`])));
    setText(region, here ? say("region", { share: format(100 * values.share, 1) }) : say("between"));
    setText(count, say("count", { regions: values.regions }));
    setText(most, say("most", { n: values.n_units, most: values.most }));
    for (const one of sliders) one.show();
    return sentence(by_layer, values);
  };
  return frame({
    model,
    el,
    declared,
    title: say("title"),
    drawings: [map.box, network.box],
    numbers: [key, facts],
    controls: sliders.map(({ node }) => node),
    draw,
  });
}

// From white, where no unit is active, to a blue on which lines can still be seen.
const opacity = (share) => (0.56 * share).toFixed(3);

// What the active units are, and what network they leave.
function sentence(by_layer, { active, n_units, w1, w2, b }) {
  const silent = by_layer.indexOf(0);
  if (silent >= 0) return say("silent", { k: silent + 1, map: `ŷ\u00a0=\u00a0${format(b)}` });
  const term = (value) => signed(value).replace(" ", "\u00a0"); // not broken at the end of a line
  const map = `ŷ\u00a0=\u00a0${format(w1)}\u00a0x₁ ${term(w2)}\u00a0x₂ ${term(b)}`;
  if (active < n_units) return say("some active", { active, n: n_units, map });
  return say(n_units === 2 ? "both active" : "all active", { n: n_units, map });
}

export default { render };
