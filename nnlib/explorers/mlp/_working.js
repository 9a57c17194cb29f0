// The working of one step of a network, written out: symbols, then the numbers in their places.
import { unitName } from "../mathematics/mlp.js";
import { html, setAttributes, setText, symbol } from "../shared/elements.js";
import { parameterName, parameterPath, STEP } from "../shared/number_fields.js";
import { format } from "../shared/numbers.js";
import { draggable, showNumber } from "../shared/sliders.js";
import { speaker } from "../shared/words.js";
import { LIMITS, WORDS } from "./forward_pass.declared.js";

const say = speaker(WORDS);

const FUNCTIONS = {
  step: (z) => [`step(${z})`],
  identity: (_, name) => [name],
  sigmoid: (z) => [symbol("σ"), `(${z})`],
  tanh: (z) => [`tanh(${z})`],
  relu: (z) => [`max(0, ${z})`],
  leaky_relu: (z, name) => (isNegative(z) ? [`0.01 · (${z})`] : [name]),
  elu: (z, name) => (isNegative(z) ? [`exp(${z}) − 1`] : [name]),
  softplus: (z) => [`log(1 + exp(${z}))`],
  gelu: (z) => [`${z} · Φ(${z})`],
  silu: (z) => [`${z} · `, symbol("σ"), `(${z})`],
};

// Put new lines in the place of old ones; where only numbers changed, only they are touched.
export function update(place, lines) {
  const old = [...place.childNodes];
  if (old.length !== lines.length) return place.replaceChildren(...lines);
  lines.forEach((fresh, n) => {
    const kept = old[n];
    if (kept.nodeType !== fresh.nodeType || kept.nodeName !== fresh.nodeName || kept.className !== fresh.className)
      kept.replaceWith(fresh);
    else if (fresh.nodeType === Node.TEXT_NODE) kept.data !== fresh.data && (kept.data = fresh.data);
    else {
      setAttributes(kept, Object.fromEntries([...fresh.attributes].map(({ name, value }) => [name, value])));
      update(kept, [...fresh.childNodes]);
    }
  });
}

const four = (value) => format(value, 4);
const isNegative = (text) => text.startsWith("−");
const bracketed = (text) => (isNegative(text) ? `(${text})` : text);
const part = (...content) => html("span", { class: "nnx-term" }, ...content);
const line = (...content) => html("p", { class: "nnx-working-line" }, ...content);

// An input or an activation as a factor: inputs are what the reader typed, so two decimals are all they have.
const factor = (k, value) => bracketed(format(value, k === 0 ? 2 : 4));
// Numbers that the reader sets are dragged where they stand.
function dragged(path, name, value, limits) {
  const node = draggable({ path, name, step: STEP }, limits);
  showNumber(node, value, bracketed(format(value)));
  return node;
}
const parameter = (sizes, at, value) =>
  dragged(parameterPath(sizes, at), parameterName(at), value, LIMITS.biases.item.item);
const input = (i, value) => dragged(`x.${i}`, say("input", { name: `x${i + 1}` }), value, LIMITS.x.item);
const target = (sizes, j, value) =>
  dragged(`y_true.${j}`, say("target", { name: `y${sizes.at(-1) === 1 ? "" : j + 1}` }), value, LIMITS.y_true.item);

// Weights and biases carry the number of the layer they read from, as in the chapters: w(0) leads to layer 1.
const weightName = (k, i, j) => symbol("w", `${i + 1}${j + 1}`, k - 1);
const biasName = (k, j) => symbol("b", j + 1, k - 1);
const deltaName = (k, j) => symbol("δ", j + 1, k);
const unit = (sizes, k, j) => symbol(...unitName(sizes, k, j));

// Terms joined by "+"; each stays in one piece where the line breaks.
const joined = (terms, [open, close] = ["", ""]) =>
  terms.map((content, n) => part(n > 0 ? "+ " : open, ...content, n === terms.length - 1 ? close : ""));
const brackets = (terms) => joined(terms, terms.length > 1 ? ["(", ")"] : ["", ""]);

export function forwardWorking({ state, layers, trace }, { k, j, half }) {
  const sizes = state.layer_sizes;
  const { W, b } = layers[k - 1];
  const inputs = trace.a[k - 1];
  const z = () => symbol("z", j + 1, k);
  const terms = inputs.map((_, i) => [weightName(k, i, j), " ", unit(sizes, k - 1, i)]);
  const numbers = inputs.map((a, i) => [
    parameter(sizes, { k: k - 1, i, j }, W[i][j]),
    " · ",
    k === 1 ? input(i, a) : factor(k - 1, a),
  ]);
  const lines = [
    line(part(z(), " ="), ...joined([...terms, [biasName(k, j)]])),
    line(
      part(z(), " ="),
      ...joined([...numbers, [parameter(sizes, { k: k - 1, i: null, j }, b[j])]]),
      part("= ", html("b", { class: "nnx-thin" }, four(trace.z[k - 1][j]))),
    ),
  ];
  if (half === 2) {
    const shown = FUNCTIONS[state.activations[k - 1]](four(trace.z[k - 1][j]), z());
    lines.push(line(part(unit(sizes, k, j), " ="), part(...shown), part("= ", html("b", {}, four(trace.a[k][j])))));
  }
  return lines;
}

export function backwardWorking({ state, layers, trace, deltas }, { k, j }) {
  const sizes = state.layer_sizes;
  const delta = () => deltaName(k, j);
  const slope = layers[k - 1].grad(trace.z[k - 1][j]);
  const derivative = () => part("· ", symbol("f"), "′(", symbol("z", j + 1, k), ")");
  const result = part("= ", html("b", { class: "nnx-back" }, four(deltas[k - 1][j])));
  if (k === layers.length) {
    const n = sizes[k];
    const y = symbol("y", n === 1 ? "" : j + 1);
    const share = n === 1 ? "" : `1/${n} · `;
    const [y_pred, y_true] = [trace.a[k][j], state.y_true[j]];
    return [
      line(part(delta(), " ="), part(share, "(", unit(sizes, k, j), " − ", y, ")"), derivative()),
      line(
        part(delta(), " ="),
        part(`${share}(${four(y_pred)} − ${bracketed(format(y_true))})`),
        part(`· ${four(slope)}`),
        result,
      ),
    ];
  }
  const terms = deltas[k].map((_, m) => [weightName(k + 1, j, m), " ", deltaName(k + 1, m)]);
  const numbers = deltas[k].map((value, m) => [
    parameter(sizes, { k, i: j, j: m }, layers[k].W[j][m]),
    ` · ${bracketed(four(value))}`,
  ]);
  return [
    line(part(delta(), " ="), ...brackets(terms), derivative()),
    line(part(delta(), " ="), ...brackets(numbers), part(`· ${four(slope)}`), result),
  ];
}

// The loss, with its numbers: half the mean of the squared errors.
export function lossWorking({ state, trace, loss }) {
  const n = state.y_true.length;
  const squares = state.y_true.map((y, j) => [`(${four(trace.a.at(-1)[j])} − `, target(state.layer_sizes, j, y), ")²"]);
  const share = n === 1 ? "½" : `1/${2 * n}`;
  return line(
    part(symbol("L"), " = ", share),
    ...joined(squares, n === 1 ? ["", ""] : ["[", "]"]),
    part("= ", html("b", { class: "nnx-loss" }, four(loss))),
  );
}

// The rows of a unit's gradients: name, its product, its value, the finite difference, and whether they agree.
export function gradientTable(max_rows) {
  const quotient = (d) => [d, symbol("L"), `/${d}`, symbol("w")];
  const heads = [
    "",
    html("span", {}, ...quotient("∂"), " = ", symbol("a"), " · ", symbol("δ")),
    html("span", {}, ...quotient("Δ")),
    say("equal"),
  ];
  const body = Array.from({ length: max_rows }, () => {
    const cells = [html("th", { scope: "row" }), html("td"), html("td"), html("td")];
    return { row: html("tr", {}, ...cells), cells };
  });
  const head = html(
    "tr",
    {},
    ...heads.map((text) => html(text === "" ? "td" : "th", text === "" ? {} : { scope: "col" }, text)),
  );
  const node = html(
    "table",
    { class: "nnx-table nnx-gradients" },
    html("thead", {}, head),
    html("tbody", {}, ...body.map(({ row }) => row)),
  );
  // `rows` of { name, working, gradient, difference, same }; null leaves the places empty.
  const draw = (rows) => {
    body.forEach(({ row, cells }, n) => {
      const entry = rows?.[n];
      row.classList.toggle("nnx-hidden", !entry);
      update(cells[0], [entry ? entry.name : document.createTextNode("\u00a0")]);
      setText(cells[1], entry ? `${entry.working} = ${four(entry.gradient)}` : "");
      setText(cells[2], entry ? four(entry.difference) : "");
      setText(cells[3], entry ? (entry.same ? "✓" : say("not equal")) : "");
      row.classList.toggle("nnx-unequal", Boolean(entry) && !entry.same);
    });
  };
  return { node, draw };
}

export const gradientName = (k, i, j) => (i === null ? biasName(k, j) : weightName(k, i, j));
export const gradientWorking = (k, i, a, delta) =>
  i === null ? "δ" : `${factor(k - 1, a)} · ${bracketed(four(delta))}`;
