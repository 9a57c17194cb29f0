// The drawing of VanishingGradient: above the gradient of each layer over powers of ten, below what each step back makes of it.
import { html, setAttributes, setText, svg } from "../shared/elements.js";
import { factorText, power, powerOfTen } from "../shared/powers.js";
import { onWidth } from "../shared/widths.js";

const MARGIN = { left: 44, right: 8 }; // pixels, like all that follows
const ABOVE = { top: 42, height: 180, low: -12, high: 6, every: 3 }; // powers of ten
const BELOW = { top: 292, height: 76, low: -2, high: 2, every: 2 };
const TITLES = [13, 282];
const LAYERS = 261; // where their numbers stand
const ROWS = [388, 404, 420];
const HEIGHT = 426;
const TIP = 5; // of a mark that says: it goes on

const pixel = (value) => Math.round(value * 100) / 100;
const within = (exponent, { low, high }) => Math.min(high, Math.max(low, exponent));

// `words` are its titles and the names of its rows; returns { box, draw(depth, flow) }.
export function layersDrawing(deepest, words) {
  const root = svg("svg", { class: "nnx-plane nnx-plot nnx-layers", role: "img" });
  const box = html("div", { class: "nnx-box nnx-widebox" }, root);
  const axes = svg("g", { class: "nnx-axes" });
  const path = (className) => svg("path", { class: className });
  const text = (className, anchor = "middle") => svg("text", { class: className, "text-anchor": anchor });
  const [bars, ends] = [path("nnx-gradient"), path("nnx-gradient-end")];
  const [beyond, both_beyond] = [path("nnx-beyond nnx-of-gradient"), path("nnx-beyond nnx-of-step")];
  const [signals, signals_beyond] = [path("nnx-signal"), path("nnx-beyond nnx-of-signal")];
  const [by_weights, by_slope, by_both] = [path("nnx-by-weights"), path("nnx-by-slope"), path("nnx-by-both")];
  const value = text("nnx-gradient-value nnx-halo nnx-figures", "start");
  const names = Array.from({ length: deepest }, (_, k) => {
    const node = text("nnx-layer-name nnx-figures");
    setText(node, `${k + 1}`);
    return node;
  });
  const rows = ["nnx-of-weights", "nnx-of-slope", "nnx-of-both"].map((name) =>
    Array.from({ length: deepest - 1 }, () => text(`nnx-factor nnx-figures ${name}`)),
  );
  root.append(axes, bars, ends, signals, beyond, signals_beyond, by_weights, by_slope, by_both, both_beyond, value);
  root.append(...names, ...rows.flat());

  let width = 600;
  const right = () => width - MARGIN.right;
  const y = (panel, exponent) =>
    panel.top + ((panel.high - within(exponent, panel)) / (panel.high - panel.low)) * panel.height;

  // -- what only the width changes ----------------------------------------------------------------------------------
  const drawAxes = () => {
    root.setAttribute("viewBox", `0 0 ${width} ${HEIGHT}`);
    const parts = [];
    const write = (content, attributes) => parts.push(svg("text", attributes, content));
    for (const panel of [ABOVE, BELOW])
      for (let exponent = panel.low; exponent <= panel.high; exponent += panel.every) {
        const level = pixel(y(panel, exponent));
        const kind = exponent === 0 ? "nnx-unit" : "nnx-grid";
        parts.push(svg("line", { class: kind, x1: MARGIN.left, x2: right(), y1: level, y2: level }));
        write(powerOfTen(exponent), { x: MARGIN.left - 6, y: level + 4, "text-anchor": "end" });
      }
    const [gradient, signal, factors, way] = words.titles;
    write(gradient, { class: "nnx-title nnx-of-both", x: MARGIN.left, y: TITLES[0] });
    write(signal, { class: "nnx-title", x: right(), y: TITLES[0], "text-anchor": "end" });
    write(factors, { class: "nnx-title nnx-of-weights", x: MARGIN.left, y: TITLES[1] });
    write(way, { class: "nnx-title nnx-of-both", x: right(), y: TITLES[1], "text-anchor": "end" });
    write(words.layer, { x: MARGIN.left - 6, y: LAYERS, "text-anchor": "end" });
    const kinds = ["nnx-of-weights", "nnx-of-slope", "nnx-of-both"];
    words.rows.forEach((name, i) =>
      write(name, { class: `nnx-row ${kinds[i]}`, x: MARGIN.left - 6, y: ROWS[i], "text-anchor": "end" }),
    );
    axes.replaceChildren(...parts);
  };
  drawAxes();
  onWidth(box, (measured) => {
    width = measured;
    drawAxes();
  });

  // -- what the state changes: a path for all marks of a kind -------------------------------------------------------
  const level = (from, to, at) => `M${pixel(from)},${pixel(at)}L${pixel(to)},${pixel(at)}`;
  const bar = (from, to, start, end) =>
    `${level(from, to, start)}L${pixel(to)},${pixel(end)}L${pixel(from)},${pixel(end)}Z`;
  // A tip outside the axis where a mark would stand further up or down.
  const tip = (x, exponent, panel) => {
    if (within(exponent, panel) === exponent) return "";
    const [edge, way] = [y(panel, exponent), exponent > panel.high ? -1 : 1];
    return `${level(x - TIP, x + TIP, edge + 3 * way)}L${pixel(x)},${pixel(edge + (3 + TIP) * way)}Z`;
  };

  // One path for all marks of a kind: `shape(exponent, i)` draws the one for number i.
  const marks = (node, numbers, shape) => {
    const parts = numbers.map((number, i) => shape(Math.log10(number), i));
    setAttributes(node, { d: parts.join("") });
  };

  const draw = (depth, { sizes, signals: lengths, by_weights: factors, by_slope: slopes }) => {
    const step = (right() - MARGIN.left) / depth;
    const middle = (i) => MARGIN.left + (i + 0.5) * step;
    const half = Math.min(15, 0.3 * step);
    const sides = (i) => [middle(i) - half, middle(i) + half];
    const ratios = sizes.map((size) => size / sizes.at(-1));
    marks(bars, ratios, (exponent, i) => bar(...sides(i), y(ABOVE, 0), y(ABOVE, exponent)));
    marks(ends, ratios, (exponent, i) => level(...sides(i), y(ABOVE, exponent)));
    marks(beyond, ratios, (exponent, i) => tip(middle(i), exponent, ABOVE));
    marks(signals, lengths, (exponent, i) => level(...sides(i), y(ABOVE, exponent)));
    marks(signals_beyond, lengths, (exponent, i) => tip(middle(i), exponent, ABOVE));

    const first = Math.log10(ratios[0]);
    const past = within(first, ABOVE) === first ? 0 : TIP + 2; // beside the tip
    setText(value, power(ratios[0]));
    setAttributes(value, {
      x: pixel(sides(0)[0]),
      y: pixel(y(ABOVE, first) + (first > 0 ? -6 - past : 14 + past)),
    });

    // A step goes back, to the left: first the weights, from 1 on; then f′, from where the weights have led.
    const between = (i) => MARGIN.left + (i + 1) * step;
    const arm = Math.min(10, 0.36 * step);
    const both = factors.map((factor, i) => factor * slopes[i]);
    const height = (exponent) => y(BELOW, exponent);
    marks(by_weights, factors, (exponent, i) => bar(between(i), between(i) + arm, height(0), height(exponent)));
    marks(by_slope, both, (exponent, i) =>
      bar(between(i) - arm, between(i), height(Math.log10(factors[i])), height(exponent)),
    );
    marks(by_both, both, (exponent, i) => level(between(i) - arm - 2, between(i) + arm + 2, height(exponent)));
    marks(both_beyond, both, (exponent, i) => tip(between(i), exponent, BELOW));

    names.forEach((node, k) => {
      node.style.display = k < depth ? "" : "none";
      if (k < depth) setAttributes(node, { x: pixel(middle(k)), y: LAYERS });
    });
    [factors, slopes, both].forEach((numbers, row) =>
      rows[row].forEach((node, i) => {
        node.style.display = i < numbers.length ? "" : "none";
        if (i >= numbers.length) return;
        setText(node, factorText(numbers[i], step));
        setAttributes(node, { x: pixel(between(i)), y: ROWS[row] });
      }),
    );
  };
  return { box, draw };
}
