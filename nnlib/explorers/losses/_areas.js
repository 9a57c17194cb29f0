// Cross-entropy as an area: for each outcome a column as wide as its probability in the truth, as high as −log of what the
// model gives it. The part up to −log of the truth itself is entropy; what is added or missing is the divergence.
import { html, setAttributes, setText, svg } from "../shared/elements.js";
import { format } from "../shared/numbers.js";
import { pixel } from "../shared/bars.js";
import { onWidth } from "../shared/widths.js";
import { hatching } from "./_hatching.js";

const NARROW = 480; // pixels of the explorer's width, like all that follows
const HEIGHTS = { wide: 190, narrow: 160 };
const MARGIN = { left: 26, right: 8, top: 30, bottom: 22 };
const ROOM = { term: 38, height: 15, name: 12, both: 64 }; // of a number in its part, and of the name of an outcome in its column
const ARROW = { half: 5, height: 8 };

// The parts of one column: of its own surprise `own` the model's is `other`.
function columnOf(i) {
  const parts = {
    entropy: svg("rect", { class: "nnx-entropy" }),
    more: svg("rect", { class: "nnx-more-cost" }),
    less: svg("rect", { class: "nnx-less-cost" }),
    hatch: svg("path", { class: "nnx-hatch" }),
    parting: svg("line", { class: "nnx-parting" }),
    level: svg("line", { class: "nnx-level" }),
    arrow: svg("path", { class: "nnx-endless" }),
    endless: svg("text", { class: "nnx-note nnx-endless-name", "text-anchor": "middle" }, "∞"),
    term: svg("text", { class: "nnx-note nnx-figures nnx-halo nnx-term-value", "text-anchor": "middle" }),
    name: svg("text", { class: "nnx-note nnx-halo nnx-outcome" }, `${i + 1}`),
  };
  return { ...parts, parts, node: svg("g", {}, ...Object.values(parts)) };
}

export function areasDrawing(most) {
  const root = svg("svg", { class: "nnx-plane nnx-plot nnx-areas", role: "img" });
  const box = html("div", { class: "nnx-box nnx-widebox" }, root);
  const axes = svg("g", { class: "nnx-axes" });
  const columns = Array.from({ length: most }, (_, i) => columnOf(i));
  root.append(axes, ...columns.map(({ node }) => node));
  let [width, height, top, drawn] = [300, HEIGHTS.wide, 3, ""];
  const x = (share) => MARGIN.left + share * (width - MARGIN.left - MARGIN.right);
  const y = (nats) => height - MARGIN.bottom - (nats / top) * (height - MARGIN.top - MARGIN.bottom);
  const layOut = (wide) => {
    width = wide;
    height = (box.closest(".nnx")?.clientWidth ?? 0) < NARROW ? HEIGHTS.narrow : HEIGHTS.wide;
    root.setAttribute("viewBox", `0 0 ${width} ${height}`);
  };
  layOut(width);
  onWidth(box, layOut);

  function drawAxes(unit) {
    const now = `${width} ${height} ${top}`;
    if (now === drawn) return;
    drawn = now;
    const level = (nats) => pixel(y(nats));
    const [left, right] = [pixel(x(0)), pixel(x(1))];
    axes.replaceChildren(
      ...[0, 1 / 3, 2 / 3, 1].flatMap((part) => [
        svg("line", {
          class: part === 0 ? "nnx-unit" : "nnx-grid",
          x1: left,
          x2: right,
          y1: level(part * top),
          y2: level(part * top),
        }),
        svg("text", { x: left - 6, y: level(part * top) + 4, "text-anchor": "end" }, format(part * top, 0)),
      ]),
      ...[0, 1].flatMap((share) => [
        svg("line", { x1: pixel(x(share)), x2: pixel(x(share)), y1: level(0), y2: level(0) + 4 }),
        svg("text", { x: pixel(x(share)), y: level(0) + 18, "text-anchor": "middle" }, `${share}`),
      ]),
      svg("text", { class: "nnx-axis-unit", x: 0, y: 11 }, unit),
    );
  }

  // Two distributions, the terms of their divergence, the highest finite surprise that must have room, and its unit.
  const draw = ({ truth, model, terms, highest, unit }) => {
    top = highest;
    drawAxes(unit);
    let start = 0;
    let beside = -Infinity; // where the previous ∞ stands
    columns.forEach((one, i) => {
      one.node.style.display = truth[i] > 0 ? "" : "none";
      if (!(truth[i] > 0)) return;
      const [own, other] = [-Math.log(truth[i]), -Math.log(model[i])];
      const [left, right] = [x(start), x((start += truth[i]))];
      const middle = (left + right) / 2;
      const rect = (node, from, to) => {
        show(node, to > from);
        if (to > from)
          setAttributes(node, {
            x: pixel(left),
            width: pixel(right - left),
            y: pixel(y(to)),
            height: pixel(y(from) - y(to)),
          });
      };
      const is_endless = other === Infinity;
      rect(one.entropy, 0, own);
      rect(one.more, own, is_endless ? top : other);
      rect(one.less, other, own);
      show(one.hatch, own > other);
      if (own > other) setAttributes(one.hatch, { d: hatching(left, right, y(own), y(other)) });
      show(one.parting, left > x(0));
      setAttributes(one.parting, { x1: pixel(left), x2: pixel(left), y1: pixel(y(0)), y2: pixel(y(top)) });
      show(one.level, !is_endless);
      if (!is_endless)
        setAttributes(one.level, { x1: pixel(left), x2: pixel(right), y1: pixel(y(other)), y2: pixel(y(other)) });

      show(one.arrow, is_endless);
      const tip = Math.min(width - MARGIN.right, Math.max(MARGIN.left + ARROW.half, middle));
      show(one.endless, is_endless && tip - beside > 12);
      if (is_endless) {
        const foot = y(top);
        const corners = [
          [tip - ARROW.half, foot],
          [tip + ARROW.half, foot],
          [tip, foot - ARROW.height],
        ];
        setAttributes(one.arrow, { d: `M${corners.map((place) => place.map(pixel).join(",")).join("L")}Z` });
        if (tip - beside > 12) beside = tip;
        setAttributes(one.endless, { x: pixel(tip), y: pixel(foot - ARROW.height - 4) });
      }

      const [wide, tall] = [right - left, Math.abs(y(other) - y(own))];
      const height = (y(other) + y(own)) / 2 + 4; // of the term's foot
      const foot = y(0) - 4; // of the name
      const has_term = !is_endless && wide >= ROOM.term && tall >= ROOM.height;
      show(one.term, has_term);
      if (has_term) {
        setText(one.term, `${terms[i] < 0 ? "−" : "+"}${format(Math.abs(terms[i]))}`);
        setAttributes(one.term, { x: pixel(middle), y: pixel(height) });
      }
      const is_high = y(0) - y(Math.max(own, Math.min(other, top))) >= ROOM.height;
      const is_free = !has_term || wide >= ROOM.both || foot - height >= ROOM.height;
      show(one.name, is_high && is_free && wide >= ROOM.name);
      setAttributes(one.name, { x: pixel(left + 3), y: pixel(foot) });
    });
  };
  return { root, box, draw };
}

function show(node, is_seen) {
  const display = is_seen ? "" : "none";
  if (node.style.display !== display) node.style.display = display;
}
