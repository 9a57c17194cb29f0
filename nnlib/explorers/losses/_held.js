// The drawing of QuantileBand's shares: rows over one axis, from the lowest target to the highest. A bar begins at the share
// that lies below a band, and ends where the share above it begins: so it is as long as the share inside.
import { curvePlot } from "../shared/curves.js";
import { setAttributes, svg, svgSymbol } from "../shared/elements.js";

const HEIGHT = 300;
const [PROMISE, SAMPLE, QUANTILE, GAUSSIAN] = [46, 80, 114, 196]; // pixels from the top to the row, or to the first bar of many
const STRIDE = 1.5; // pixels from one of many bars to the next
const ABOVE = 8; // pixels from a row up to its name
const OVER_LETTERS = 33; // and from the handles up to the name of theirs
const FAN = 18; // pixels between the handles, at least

const pixel = (value) => Math.round(value * 10) / 10;

// `names` are the words of the four rows, from the top.
export function heldDrawing(names) {
  const plot = curvePlot({
    x_bounds: [0, 1],
    y_bounds: [0, 1],
    x_ticks: [0, 0.2, 0.4, 0.6, 0.8, 1],
    y_ticks: [],
    x_label: "γ",
    height: HEIGHT,
  });
  plot.root.classList.add("nnx-shares");
  const guides = [1, 2].map(() => svg("line", { class: "nnx-guide nnx-dashed" }));
  const letters = [1, 2].map((index) => svgSymbol("γ", index, "", { "text-anchor": "middle" }));
  const bar = (className) => svg("line", { class: `nnx-held-share ${className}` });
  const bars = [bar("nnx-promised"), bar("nnx-of-sample")];
  const rows = [QUANTILE, GAUSSIAN].map((top, i) => {
    const kind = i ? "nnx-rival" : "nnx-bands";
    return { top, many: svg("path", { class: `nnx-curve nnx-many-bars ${kind}` }), own: bar(`nnx-own ${kind}`) };
  });
  const texts = [PROMISE, SAMPLE, QUANTILE, GAUSSIAN].map((y, i) =>
    svg("text", { class: "nnx-note nnx-halo", y: y - (i ? ABOVE : OVER_LETTERS) }, names[i]),
  );
  plot.layer.line.append(...guides, ...rows.map(({ many }) => many));
  plot.layer.mark.append(...texts, ...letters, ...bars, ...rows.map(({ own }) => own));

  const span = ({ below, above }) => [pixel(plot.x(below)), pixel(plot.x(1 - above))];
  function place(node, shares, y) {
    const [x1, x2] = span(shares);
    setAttributes(node, { x1, x2, y1: pixel(y), y2: pixel(y) });
  }

  // Of all bands, from that which holds least to that which holds most.
  function drawMany({ top, many, own }, shares, drawn) {
    const order = shares.map((_, i) => i).sort((i, j) => holds(shares[i]) - holds(shares[j]) || i - j);
    const parts = order.map((i, rank) => {
      const [from, until] = span(shares[i]);
      return `M${from},${top + rank * STRIDE}L${until},${top + rank * STRIDE}`;
    });
    setAttributes(many, { d: parts.join("") });
    place(own, shares[drawn], top + order.indexOf(drawn) * STRIDE);
  }

  // `levels` are γ₁ and γ₂; `of_sample` are shares of the sample, `fresh` and `rival` lists of shares, one of each band, of
  // which that of the index `drawn` stands out.
  function draw({ levels, of_sample, fresh, rival, drawn }) {
    const [low, high] = [...levels].sort((p, q) => p - q);
    place(bars[0], { below: low, above: 1 - high }, PROMISE);
    place(bars[1], of_sample, SAMPLE);
    [fresh, rival].forEach((shares, i) => drawMany(rows[i], shares, drawn));
    const shifts = fanned(levels);
    levels.forEach((level, i) => {
      const x = pixel(plot.x(level));
      setAttributes(guides[i], { x1: x, x2: x, y1: PROMISE, y2: HEIGHT - 30 });
      setAttributes(letters[i], { x: pixel(x + shifts[i]), y: PROMISE - 14 });
    });
    for (const text of texts) setAttributes(text, { x: pixel(plot.x(0)) });
  }

  // By how many pixels handles that would cover each other stand beside their places.
  function fanned([low, high]) {
    const apart = plot.x(high) - plot.x(low);
    const missing = Math.max(0, FAN - Math.abs(apart)) / 2;
    return apart < 0 ? [missing, -missing] : [-missing, missing];
  }
  const height = plot.invert(0, PROMISE)[1];
  const shown = (levels, i) => [levels[i] + fanned(levels)[i] / (plot.x(1) - plot.x(0)), height];
  return { plot, draw, shown, height };
}

const holds = ({ below, above }) => 1 - below - above;
