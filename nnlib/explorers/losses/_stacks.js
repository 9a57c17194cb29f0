// Totals over a set as bars of equal length, split into parts: two rows for each sum, one of them for comparison.
import { pixel } from "../shared/bars.js";
import { html, setAttributes, setText, svg } from "../shared/elements.js";
import { format } from "../shared/numbers.js";
import { onWidth } from "../shared/widths.js";
import { hatching } from "./_hatching.js";

const MARGIN = { left: 90, right: 12, top: 16, bottom: 24 }; // pixels, like all that follows
const ROW = 22;
const THICK = 18;
const GAP = 22; // from one sum to the next: its name stands there
const ROOM = 32; // of a number in its part

const HEIGHT = MARGIN.top + 4 * ROW + GAP + MARGIN.bottom;
const middle = (n) => MARGIN.top + (n + 0.5) * ROW + (n > 1 ? GAP : 0);

// What a part looks like: rare ones are blue, common ones orange and hatched; easy ones are pale.
export const partClass = ({ y, is_easy }) =>
  `${y === 1 ? "nnx-rare-part" : "nnx-common-part"} ${is_easy ? "nnx-easy-part" : "nnx-hard-part"}`;
export const isHatched = ({ y }) => y === 0;

function rowOf(parts, name, n) {
  const y = middle(n);
  const label = svg(
    "text",
    { class: "nnx-note nnx-row-name", x: MARGIN.left - 8, y: y + 4, "text-anchor": "end" },
    name,
  );
  const pieces = parts.map((part) => {
    const rect = svg("rect", { class: partClass(part), y: y - THICK / 2, height: THICK });
    const hatch = svg("path", { class: "nnx-part-hatch" });
    const number = svg("text", { class: "nnx-note nnx-figures nnx-halo", y: y + 4, "text-anchor": "middle" });
    return { rect, hatch, number, is_hatched: isHatched(part), nodes: [rect, ...(isHatched(part) ? [hatch] : [])] };
  });
  const node = svg("g", { class: "nnx-stack-row" }, label, ...pieces.flatMap(({ nodes }) => nodes));
  node.append(...pieces.map(({ number }) => number));
  return { y, pieces, node };
}

// `names` are those of the two sums, `rows` those of the two losses compared in each, `unit` that of the axis.
export function stacksDrawing({ parts, names, rows, unit }) {
  const root = svg("svg", { class: "nnx-plane nnx-plot nnx-stacks", role: "img" });
  const box = html("div", { class: "nnx-box nnx-widebox" }, root);
  const axes = svg("g", { class: "nnx-axes" });
  const titles = names.map((name, n) =>
    svg(
      "text",
      {
        class: `nnx-stack-name ${n ? "nnx-stack-gradient" : "nnx-of-total"}`,
        x: MARGIN.left,
        y: middle(2 * n) - ROW / 2 - 3,
      },
      name,
    ),
  );
  const lines = [...rows, ...rows].map((name, n) => rowOf(parts, name, n));
  root.append(axes, ...titles, ...lines.map(({ node }) => node));
  let width = 600;
  const x = (share) => MARGIN.left + share * (width - MARGIN.left - MARGIN.right);

  const layOut = (wide) => {
    width = wide;
    root.setAttribute("viewBox", `0 0 ${width} ${HEIGHT}`);
    const floor = HEIGHT - MARGIN.bottom;
    axes.replaceChildren(
      svg("line", { x1: x(0), x2: x(1), y1: floor, y2: floor }),
      ...[0, 50, 100].flatMap((tick) => [
        svg("line", { x1: pixel(x(tick / 100)), x2: pixel(x(tick / 100)), y1: floor, y2: floor + 4 }),
        svg("text", { x: pixel(x(tick / 100)), y: floor + 17, "text-anchor": "middle" }, format(tick, 0)),
      ]),
      svg("text", { class: "nnx-axis-unit", x: x(0) - 8, y: floor + 17, "text-anchor": "end" }, unit),
    );
  };
  layOut(width);
  onWidth(box, layOut);

  // The shares of the parts in each row.
  const draw = (shares) =>
    lines.forEach(({ y, pieces }, n) => {
      let start = 0;
      pieces.forEach(({ rect, hatch, number, is_hatched }, i) => {
        const [left, right] = [x(start), x((start += shares[n][i]))];
        setAttributes(rect, { x: pixel(left), width: pixel(right - left) });
        if (is_hatched) setAttributes(hatch, { d: hatching(left, right, y - THICK / 2, y + THICK / 2) });
        const is_roomy = right - left >= ROOM;
        number.style.display = is_roomy ? "" : "none";
        if (!is_roomy) return;
        setText(number, `${format(100 * shares[n][i], 0)} %`);
        setAttributes(number, { x: pixel((left + right) / 2) });
      });
    });
  return { root, box, draw };
}
