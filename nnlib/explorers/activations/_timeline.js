// A time axis in epochs: a row for each of some runs, thin before its classes are separated and thick from then on; and
// where the reader is, as a handle that moves sideways.
import { html, setAttributes, setText, svg } from "../shared/elements.js";
import { handle } from "../shared/handles.js";
import { format } from "../shared/numbers.js";
import { onWidth } from "../shared/plane.js";

const MARGIN = { left: 62, right: 14, top: 10, bottom: 30 };
const ROW = 17; // pixels
const TICK = 10; // epochs

// `names` are those of the rows, `end` is the final epoch; `words` say what stands under the axis, at a row without
// separation, and what the handle is called. `epoch()` is where the reader is, `move(epoch)` is called when that is moved.
export function timeline({ names, end, words, epoch, move }) {
  const root = svg("svg", { class: "nnx-plane nnx-plot nnx-timeline", role: "img" });
  const box = html("div", { class: "nnx-box nnx-widebox" }, root);
  const axes = svg("g", { class: "nnx-axes" });
  const now = svg("line", { class: "nnx-guide" });
  const rows = names.map((name) => ({
    name: svg("text", { class: "nnx-row", "text-anchor": "end" }, name),
    before: svg("line", { class: "nnx-waiting" }),
    since: svg("line", { class: "nnx-apart" }),
    start: svg("text", { class: "nnx-note nnx-halo nnx-figures", "text-anchor": "end" }),
  }));
  root.append(axes, ...rows.flatMap((row) => [row.name, row.before, row.since, row.start]), now);
  const height = MARGIN.top + names.length * ROW + MARGIN.bottom;
  const floor = height - MARGIN.bottom;
  const view = {
    root,
    box,
    height,
    width: 600,
    x: (value) => MARGIN.left + (value / end) * (view.width - MARGIN.left - MARGIN.right),
    y: () => floor,
    invert: (px) => [((px - MARGIN.left) / (view.width - MARGIN.left - MARGIN.right)) * end, 0],
  };
  const middle = (i) => MARGIN.top + (i + 0.5) * ROW;
  const cursor = handle(view, {
    name: words.handle,
    move,
    place: () => [epoch(), 0],
    nudge: (right, up) => move(epoch() + right + up),
    className: "nnx-shift",
  });
  const ticks = Array.from({ length: end / TICK + 1 }, (_, i) => i * TICK);
  const layOut = (width) => {
    view.width = width;
    root.setAttribute("viewBox", `0 0 ${width} ${height}`);
    const { x } = view;
    axes.replaceChildren(
      svg("line", { x1: x(0), x2: x(end), y1: floor, y2: floor }),
      ...ticks.map((tick) => svg("line", { x1: x(tick), x2: x(tick), y1: floor, y2: floor + 4 })),
      ...ticks.map((tick) => svg("text", { x: x(tick), y: floor + 22, "text-anchor": "middle" }, format(tick, 0))),
      svg("text", { x: x(0) - 12, y: floor + 22, "text-anchor": "end" }, words.axis),
    );
  };
  layOut(600);
  onWidth(box, layOut);

  // `starts` are the epochs of separation, -1 for none.
  view.draw = (starts) => {
    const { x } = view;
    rows.forEach(({ name, before, since, start }, i) => {
      const from = starts[i] < 0 ? end : starts[i];
      const y = middle(i);
      setAttributes(name, { x: x(0) - 12, y: y + 4 });
      setAttributes(before, { x1: x(0), x2: x(from), y1: y, y2: y });
      setAttributes(since, { x1: x(from), x2: x(end), y1: y, y2: y });
      since.style.display = starts[i] < 0 ? "none" : "";
      setText(start, starts[i] < 0 ? words.never : format(starts[i], 0));
      setAttributes(start, { x: x(from) - 5, y: y + 4 });
    });
    setAttributes(now, { x1: x(epoch()), x2: x(epoch()), y1: MARGIN.top, y2: floor });
    cursor.put();
  };
  return view;
}
