// Folding: each layer is a tent and folds the interval once more; beside the folded net one hidden layer of as many units.
import { lines } from "../mathematics/approximation.js";
import { closest, tent, tents } from "../mathematics/tents.js";
import { change } from "../shared/controls.js";
import { curvePlot, upright } from "../shared/curves.js";
import { html, setAttributes, setText, svg, symbol } from "../shared/elements.js";
import { frame } from "../shared/frame.js";
import { handle } from "../shared/handles.js";
import { snap } from "../shared/limits.js";
import { equation, format, rounded } from "../shared/numbers.js";
import { captioned } from "../shared/plane.js";
import { draggable, showNumber, slider } from "../shared/sliders.js";
import { nodeSpeaker, speaker } from "../shared/words.js";
import { lineOf, point, rings, zigzag } from "./_folds.js";
import * as declared from "./folding.declared.js";

const { LIMITS } = declared;
const say = speaker(declared.WORDS);
const sayNodes = nodeSpeaker(declared.WORDS);
const DIGITS = 6; // decimals of values, as in Python
const STEP = 100; // steps of a place, from 0 to 1
const ROWS = { top: 10, height: 150, gap: 8, bottom: 6 }; // pixels: all rows together, between two of them, and around
const FINE = 6; // so many layers are drawn with thinner lines

export function readouts({ depth, peak, x }) {
  const deep = tents(depth, peak);
  const shallow = closest(deep, 2 * depth);
  const [of_deep, of_shallow] = [deep, shallow].map(heightsOf);
  const apart = [...deep, ...shallow].map(([place]) => Math.abs(of_deep(place) - of_shallow(place)));
  const error = Math.max(...apart);
  const result = {
    units_deep: 2 * depth,
    pieces_deep: deep.length - 1,
    units_shallow: shallow.length - 1,
    pieces_shallow: shallow.length - 1,
    most_pieces: shallow.length,
    least_units: deep.length - 2,
    followed_until: error > 0.25 ? shallow.at(-2)[0] : 1,
    error: rounded(error, DIGITS),
  };
  pathThrough({ depth, peak, x }).forEach((value, layer) => {
    if (layer > 0) result[`after_${layer}`] = rounded(value, DIGITS);
  });
  return result;
}

const heightsOf = (points) =>
  lines(
    points.map(([place]) => place),
    points.map(([, height]) => height),
  );

// The place x, and where it is after each layer.
function pathThrough({ depth, peak, x }) {
  const path = [x];
  while (path.length <= depth) path.push(tent(path.at(-1), peak));
  return path;
}

function render({ model, el }) {
  const get = (trait) => model.get(trait);
  const set = (trait, value) => change(model, { [trait]: snap(value, LIMITS[trait], STEP) });

  // -- below: the whole net -----------------------------------------------------------------------------------------
  const net = curvePlot({
    x_bounds: [0, 1.08], // room for the name of the axis
    y_bounds: [0, 1.2],
    x_ticks: [0, 0.5, 1],
    y_ticks: [0, 0.5, 1],
    x_label: "x",
    y_label: "ŷ",
    height: 230,
  });
  const missed = svg("path", { class: "nnx-area nnx-off" });
  const beside = svg("path", { class: "nnx-curve nnx-beside" });
  const deep = zigzag();
  const guide = upright(net, "nnx-guide", 1);
  const note = svg("text", { class: "nnx-note nnx-halo nnx-figures" });
  const [same, end] = [rings(), point()];
  net.layer.shade.append(missed);
  net.layer.line.append(beside, deep.node, guide.node);
  net.layer.mark.append(note, same.node, end);

  // -- above: a row for each number of layers before ----------------------------------------------------------------
  const root = svg("svg", { class: "nnx-plane nnx-plot", role: "img" });
  const rows = {
    root,
    box: html("div", { class: "nnx-box nnx-widebox" }, root),
    height: ROWS.top + ROWS.height + ROWS.bottom,
    get width() {
      return net.width;
    },
    x: net.x,
    y: (value) => scale(0).y(value), // of the first row, in which the fold is moved
    invert: (px) => [net.invert(px, 0)[0], 0],
  };
  const scale = (k) => {
    const distance = ROWS.height / get("depth");
    return { x: net.x, y: (value) => ROWS.top + (k + 1) * distance - 1 - value * (distance - ROWS.gap) };
  };
  const drawn_rows = Array.from({ length: LIMITS.depth.max }, (_, k) => {
    const parts = {
      axis: svg("line", { class: "nnx-base" }),
      crease: svg("line", { class: "nnx-crease" }),
      zigzag: zigzag(),
      same: rings(),
      name: svg("text", { class: "nnx-figures", "text-anchor": "end" }, `${k}`),
    };
    return { ...parts, node: svg("g", {}, ...Object.values(parts).map((part) => part.node ?? part)), point: point() };
  });
  const plumb = svg("line", { class: "nnx-guide" });
  root.append(...drawn_rows.map(({ node }) => node), plumb, ...drawn_rows.map(({ point }) => point));
  const drawRow = (k, { depth, peak, x }, value) => {
    const { axis, crease, zigzag, same, name, node, point } = drawn_rows[k];
    node.style.display = point.style.display = k < depth ? "" : "none";
    if (k >= depth) return;
    const row = scale(k);
    const level = (height) => ({ x1: row.x(0), x2: row.x(1), y1: row.y(height), y2: row.y(height) });
    setAttributes(axis, level(0));
    setAttributes(crease, level(peak));
    setAttributes(name, { x: row.x(0) - 8, y: row.y(0.5) + 4 });
    setAttributes(point, { cx: row.x(x), cy: row.y(value) });
    const points = tents(k, peak);
    zigzag.draw(points, row, depth >= FINE);
    same.draw(points, value, row);
  };

  // -- dragging -----------------------------------------------------------------------------------------------------
  const handles = [
    handle(rows, {
      name: say("move the fold"),
      move: (p) => set("peak", p),
      nudge: (right, up) => set("peak", get("peak") + (right + up) / STEP),
      place: () => [get("peak"), get("peak")],
      className: "nnx-turn",
    }),
    handle(net, {
      name: say("move the point"),
      move: (p) => set("x", p),
      nudge: (right, up) => set("x", get("x") + (right + up) / STEP),
      place: () => [get("x"), 0],
      className: "nnx-shift",
    }),
  ];

  // -- numbers and controls -----------------------------------------------------------------------------------------
  const [depth_number, peak_number, x_number] = [
    draggable({ path: "depth", name: say("depth"), step: 1 }, LIMITS.depth),
    draggable({ path: "peak", name: say("peak"), step: 1 / STEP }, LIMITS.peak),
    draggable({ path: "x", name: say("place"), step: 1 / STEP }, LIMITS.x),
  ];
  const path_text = html("span", {});
  const formula = html(
    "p",
    { class: "nnx-formula nnx-wrapped" },
    ...sayNodes("line", { peak: peak_number, path: [symbol("x"), " = ", x_number, path_text] }),
  );
  const cells = Array.from({ length: 6 }, () => html("td", {}));
  const heads = [[symbol("L"), " = ", depth_number], [say("one layer")], [say("one layer")]];
  const table = html(
    "table",
    { class: "nnx-table nnx-counts" },
    html(
      "thead",
      {},
      html("tr", {}, html("td", {}), ...["units", "pieces"].map((key) => html("th", { scope: "col" }, say(key)))),
    ),
    html(
      "tbody",
      {},
      ...heads.map((head, i) =>
        html("tr", {}, html("th", { scope: "row" }, ...head), ...cells.slice(2 * i, 2 * i + 2)),
      ),
    ),
  );
  const sliders = [
    slider(model, { trait: "depth", label: symbol("L"), name: say("depth"), ...LIMITS.depth, step: 1, decimals: 0 }),
    slider(model, { trait: "peak", label: say("fold"), name: say("peak"), ...LIMITS.peak, step: 1 / STEP }),
    slider(model, { trait: "x", label: symbol("x"), name: say("place"), ...LIMITS.x, step: 1 / STEP }),
  ];

  const draw = (state) => {
    const values = readouts(state);
    const path = pathThrough(state);
    setAttributes(root, { viewBox: `0 0 ${rows.width} ${rows.height}` });
    drawn_rows.forEach((_, k) => drawRow(k, state, path[k]));
    setAttributes(plumb, { x1: net.x(state.x), x2: net.x(state.x), y1: rows.y(1), y2: scale(state.depth - 1).y(0) });

    const points = tents(state.depth, state.peak);
    const shallow = closest(points, 2 * state.depth);
    deep.draw(points, net, state.depth >= FINE);
    beside.setAttribute("d", lineOf(shallow, net));
    const from = values.followed_until;
    missed.style.display = note.style.display = from < 1 ? "" : "none";
    missed.setAttribute("d", lineOf([[from, 0.5], ...points.filter(([place]) => place > from), [1, 0.5]], net));
    setText(note, say("missed", { units: values.units_shallow, error: format(values.error) }));
    const roomy = net.x(from) + 6.5 * note.textContent.length < net.x(1);
    setAttributes(note, {
      x: roomy ? net.x(from) : net.x(1),
      y: net.y(1.08),
      "text-anchor": roomy ? "start" : "end",
    });
    guide.draw(state.x);
    same.draw(points, path.at(-1), net);
    setAttributes(end, { cx: net.x(state.x), cy: net.y(path.at(-1)) });
    for (const one of handles) one.put();
    for (const one of sliders) one.show();
    showNumber(x_number, state.x, format(state.x));
    showNumber(peak_number, state.peak, format(state.peak));
    showNumber(depth_number, state.depth, `${state.depth}`);
    [
      values.units_deep,
      values.pieces_deep,
      values.units_shallow,
      say("at most", { number: values.most_pieces }),
      say("at least", { number: values.least_units }),
      values.pieces_deep,
    ].forEach((text, i) => setText(cells[i], `${text}`));
    setText(
      path_text,
      path
        .slice(1)
        .map((value) => ` → ${format(value)}`)
        .join(""),
    );
    return sentence(state, values, path.at(-1));
  };
  const drawings = [
    html("div", { class: "nnx-stack" }, captioned(say("rows"), rows.box), captioned(say("net"), net.box)),
  ];
  const controls = sliders.map(({ node }) => node);
  return frame({
    model,
    el,
    declared,
    title: say("title"),
    drawings,
    numbers: [formula, table],
    controls,
    draw,
    long: true,
  });
}

// What the layers make of the interval, what one layer could, and where the point goes.
function sentence({ depth, x }, { units_deep, pieces_deep, most_pieces, error }, value) {
  const key = depth === 1 ? "finding of one" : most_pieces >= pieces_deep ? "finding of two" : "finding";
  const finding = say(key, {
    depth,
    units: units_deep,
    pieces: pieces_deep,
    most: most_pieces,
    error: format(error),
  });
  return `${finding} ${say("end", { place: equation("x", x), height: format(value) })}`;
}

export default { render };
