// Cross-entropy as a sum: a bar of entropy, and the divergence that is added to it; one bar for each way round.
import { html, setAttributes, setText, svg } from "../shared/elements.js";
import { format } from "../shared/numbers.js";
import { pixel } from "../shared/bars.js";
import { onWidth } from "../shared/widths.js";

const MARGIN = { left: 56, right: 66, top: 4, bottom: 22 }; // pixels, like all that follows
const ROW = 28;
const THICK = 20;
const ROOM = 40; // of a number in its part
const ARROW = { half: 6, height: 8 };
const WAYS = [
  ["p", "q"],
  ["q", "p"],
];
const HEIGHT = MARGIN.top + WAYS.length * ROW + MARGIN.bottom;

function rowOf([truth, model], n) {
  const middle = MARGIN.top + (n + 0.5) * ROW;
  const italic = (letter) => svg("tspan", { "font-style": "italic" }, letter);
  const text = (className, attributes) =>
    svg("text", { class: `nnx-figures ${className}`, y: middle + 4, ...attributes });
  const rect = (className) => svg("rect", { class: className, y: middle - THICK / 2, height: THICK });
  const name = svg("text", { class: "nnx-symbol", x: 0, y: middle + 5 });
  name.append(italic("H"), "(", italic(truth), ", ", italic(model), ")");
  const parts = {
    entropy: rect("nnx-entropy"),
    more: rect("nnx-more-cost"),
    arrow: svg("path", { class: "nnx-endless" }),
    own: text("nnx-note nnx-of-entropy", { "text-anchor": "middle" }),
    added: text("nnx-note nnx-of-divergence", { "text-anchor": "middle" }),
    total: text("nnx-note nnx-total-value", { "text-anchor": "end" }),
  };
  return { ...parts, middle, node: svg("g", { class: "nnx-sum-row" }, name, ...Object.values(parts)) };
}

export function sumsDrawing() {
  const root = svg("svg", { class: "nnx-plane nnx-plot nnx-sums", role: "img" });
  const box = html("div", { class: "nnx-box nnx-widebox" }, root);
  const axes = svg("g", { class: "nnx-axes" });
  const rows = WAYS.map(rowOf);
  root.append(axes, ...rows.map(({ node }) => node));
  let [width, top, drawn] = [600, 2, ""];
  const x = (nats) => MARGIN.left + (nats / top) * (width - MARGIN.left - MARGIN.right);
  const layOut = (wide) => {
    width = wide;
    root.setAttribute("viewBox", `0 0 ${width} ${HEIGHT}`);
  };
  layOut(width);
  onWidth(box, layOut);

  function drawAxes(unit) {
    const now = `${width} ${top}`;
    if (now === drawn) return;
    drawn = now;
    const floor = HEIGHT - MARGIN.bottom;
    axes.replaceChildren(
      svg("line", { x1: pixel(x(0)), x2: pixel(x(top)), y1: floor, y2: floor }),
      ...[0, 0.5, 1].flatMap((part) => [
        svg("line", { x1: pixel(x(part * top)), x2: pixel(x(part * top)), y1: floor, y2: floor + 4 }),
        svg("text", { x: pixel(x(part * top)), y: floor + 18, "text-anchor": "middle" }, format(part * top, 0)),
      ]),
      svg("text", { class: "nnx-axis-unit", x: width, y: floor + 18, "text-anchor": "end" }, unit),
    );
  }

  // For each way round, entropy, divergence and their sum; the highest finite sum that must have room, and its unit.
  const draw = ({ sums, highest, unit }) => {
    top = highest;
    drawAxes(unit);
    rows.forEach((row, n) => {
      const { entropy, divergence, total } = sums[n];
      const is_endless = total === Infinity;
      const [zero, middle, end] = [x(0), x(entropy), is_endless ? x(top) : x(entropy + divergence)];
      setAttributes(row.entropy, { x: pixel(zero), width: pixel(middle - zero) });
      setAttributes(row.more, { x: pixel(middle), width: pixel(end - middle) });
      row.arrow.style.display = is_endless ? "" : "none";
      if (is_endless) {
        const [foot, half] = [pixel(end), ARROW.half];
        const d = `M${foot},${row.middle - half}L${foot},${row.middle + half}L${foot + ARROW.height},${row.middle}Z`;
        setAttributes(row.arrow, { d });
      }
      write(row.own, entropy, zero, middle);
      write(row.added, divergence, middle, end, width - MARGIN.right);
      setText(row.total, `= ${format(total, 3)}`);
      setAttributes(row.total, { x: width });
    });
  };
  return { root, box, draw };
}

// A number in the middle of its part, or behind it, where there is room up to `until`.
function write(node, value, from, to, until = 0) {
  const is_inside = to - from >= ROOM;
  const is_seen = is_inside || to + ROOM <= until;
  node.style.display = is_seen ? "" : "none";
  if (!is_seen) return;
  setText(node, format(value, 3));
  setAttributes(node, { x: pixel(is_inside ? (from + to) / 2 : to + ROOM / 2) });
}
