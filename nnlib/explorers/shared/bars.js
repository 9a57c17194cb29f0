// Bars in rows, one below the other, and how they are dragged; rows are as high as those of a drawing beside them.
import { html, setAttributes, setText, svg, svgSymbol } from "./elements.js";
import { handle } from "./handles.js";
import { format } from "./numbers.js";
import { toData } from "./plane.js";
import { followPointer } from "./sliders.js";
import { onWidth } from "./widths.js";

const NARROW = 480; // pixels of the explorer's width, like all that follows
const TOP = 20;
const BOTTOM = 24;
const THICK = 24; // a bar at most
const ROWS = { wide: 186, narrow: 150 };

export const pixel = (value) => Math.round(value * 100) / 100;

// A drawing of rows, laid out anew when its place gets another width: `room` says where the part between its margins is.
export function rowsDrawing(className, margin, heights = ROWS) {
  const root = svg("svg", { class: `nnx-plane nnx-plot ${className}`, role: "img" });
  const box = html("div", { class: "nnx-box nnx-widebox" }, root);
  const view = { root, box, width: 240, n: 2, left: margin.left, top: TOP };
  const layOut = (width) => {
    const explorer = box.closest(".nnx")?.clientWidth ?? 0;
    view.width = width;
    view.rows = explorer < NARROW ? heights.narrow : heights.wide;
    view.height = TOP + view.rows + BOTTOM;
    view.right = width - margin.right;
    root.setAttribute("viewBox", `0 0 ${width} ${view.height}`);
  };
  layOut(view.width);
  view.row = () => view.rows / view.n;
  view.middle = (i) => TOP + (i + 0.5) * view.row();
  onWidth(box, layOut);
  return view;
}

const group = (...nodes) => svg("g", {}, ...nodes);

// Bars from 0 to the right or to the left. `letter` names their rows, `anchor` says which end of their numbers is at
// `numberAt(i)`.
export function barsDrawing({ className, most, letter, margin, heights }) {
  const view = rowsDrawing(className, margin, heights);
  const axes = svg("g", { class: "nnx-axes" });
  const guide = svg("line", { class: "nnx-guide nnx-dashed" });
  const name = svg("text", { class: "nnx-note nnx-guide-name", "text-anchor": "middle" });
  const rows = Array.from({ length: most }, (_, i) => {
    const label = svgSymbol(letter, i + 1, "", { x: 0 });
    label.append(svg("tspan", { dy: "-0.3em", "font-style": "italic" }));
    const bar = svg("rect", { class: "nnx-bar" });
    const number = svg("text", { class: "nnx-note nnx-figures nnx-halo nnx-bar-value" });
    return { label, bar, number, node: group(bar, label, number) };
  });
  view.root.append(axes, ...rows.map(({ node }) => node), guide, name);
  let [low, high] = [0, 1];
  Object.assign(view, {
    x: (value) => view.left + ((value - low) / (high - low)) * (view.right - view.left),
    y: (row) => view.middle(row),
    invert: (px, py) => [
      low + ((px - view.left) / (view.right - view.left)) * (high - low),
      (py - view.top) / view.row() - 0.5,
    ],
  });

  let drawn = "";
  const drawAxes = (ticks) => {
    const now = `${view.width} ${view.height} ${low} ${high} ${ticks}`;
    if (now === drawn) return;
    drawn = now;
    const floor = view.top + view.rows;
    axes.replaceChildren(
      svg("line", { x1: pixel(view.x(low)), x2: pixel(view.x(high)), y1: floor, y2: floor }),
      svg("line", { class: "nnx-unit", x1: pixel(view.x(0)), x2: pixel(view.x(0)), y1: view.top, y2: floor }),
      ...ticks.flatMap((tick) => [
        svg("line", { x1: pixel(view.x(tick)), x2: pixel(view.x(tick)), y1: floor, y2: floor + 4 }),
        svg("text", { x: pixel(view.x(tick)), y: floor + 18, "text-anchor": "middle" }, format(tick, 0)),
      ]),
    );
  };

  // `values` with their `texts`, each at `place(value)`, as { x, anchor }; a dashed line with its name at `mark`, if any;
  // `suffix` is added to the names of the rows, and `strong` are the rows whose bars stand out.
  view.draw = ({ bounds, ticks, values, texts, place, mark, suffix = "", strong = () => true }) => {
    [low, high] = bounds;
    view.n = values.length;
    drawAxes(ticks);
    const thick = Math.min(THICK, 0.62 * view.row());
    rows.forEach(({ label, bar, number, node }, i) => {
      node.style.display = i < view.n ? "" : "none";
      if (i >= view.n) return;
      const [from, to] = [view.x(Math.min(0, values[i])), view.x(Math.max(0, values[i]))];
      const y = view.middle(i);
      setAttributes(bar, {
        class: strong(i) ? "nnx-bar nnx-strongest" : "nnx-bar",
        x: pixel(from),
        width: pixel(to - from),
        y: pixel(y - thick / 2),
        height: pixel(thick),
      });
      setAttributes(label, { y: pixel(y + 5) });
      setText(label.lastChild, suffix);
      const { x, anchor } = place(values[i]);
      setText(number, texts[i]);
      setAttributes(number, {
        class: `nnx-note nnx-figures nnx-halo nnx-bar-value ${strong(i) ? "nnx-strongest" : ""}`,
        x: pixel(x),
        y: pixel(y + 4),
        "text-anchor": anchor,
      });
    });
    guide.style.display = name.style.display = mark ? "" : "none";
    if (!mark) return;
    const x = pixel(view.x(mark.value));
    setAttributes(guide, { x1: x, x2: x, y1: view.top, y2: view.top + view.rows });
    setText(name, mark.name);
    setAttributes(name, { x, y: view.top - 5 });
  };
  return view;
}

// Handles at the ends of bars; and a pointer takes a bar at any place of its row. `count()` bars are there, `end(i)` is where
// bar i ends, `set(i, value)` wants it to end elsewhere, `nudge(i, steps)` is what a key asks for. Call `put` after drawing.
export function draggableBars(view, { most, name, count, end, set, nudge }) {
  const sheet = html("div", { class: "nnx-rows" });
  view.box.append(sheet);
  const handles = Array.from({ length: most }, (_, i) =>
    handle(view, {
      name: name(i),
      move: (value) => set(i, value),
      nudge: (right, up) => nudge(i, right + up),
      place: () => [end(i), i],
      className: "nnx-shift",
    }),
  );
  sheet.addEventListener("mousedown", (event) => event.preventDefault()); // it would take the focus from the handle
  let row = null;
  const pull = (event) => set(row, toData(view, event)[0]);
  followPointer(sheet, {
    press(event) {
      row = Math.round(toData(view, event)[1]);
      if (!(row >= 0 && row < count())) return false;
      handles[row].node.focus({ preventScroll: true });
    },
    move: pull,
    tap: pull,
  });
  const put = () =>
    handles.forEach((one, i) => {
      one.node.style.display = i < count() ? "" : "none";
      if (i < count()) one.put();
    });
  return { put };
}
