// What is dragged on a drawing: handles, which are buttons that lie on it, and curves.
import { html } from "./elements.js";
import { toData } from "./plane.js";

// Follow a pointer that was pressed on `node`. What was grabbed stands at `grab()`, null where it cannot be, and keeps its
// distance from the pointer; so it does when the drawing changes its size meanwhile. `drop()` is called when it is let go.
export function followDrag(plane, node, { grab, move, drop = () => {} }) {
  let offset = null;
  let width = null;
  const hold = (event) => {
    const place = grab();
    const pointer = toData(plane, event);
    offset = place && [place[0] - pointer[0], place[1] - pointer[1]];
    width = plane.root.clientWidth;
  };
  node.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    node.setPointerCapture(event.pointerId);
    hold(event);
    event.stopPropagation();
  });
  node.addEventListener("pointermove", (event) => {
    if (!offset) return;
    if (plane.root.clientWidth !== width) return hold(event);
    const [p, q] = toData(plane, event);
    move(p + offset[0], q + offset[1]);
  });
  for (const end of ["pointerup", "pointercancel"])
    node.addEventListener(end, () => {
      if (offset) drop();
      offset = null;
    });
}

// A button on the drawing that is dragged, or moved by the arrow keys. `move(p, q)` gets the wanted place in data units;
// where a key should not simply move the place by `step`, `nudge(right, up)` gets the number of steps. What stands at
// `place()` is drawn at `shown()`: elsewhere where another handle would cover it. `grab` and `drop` are those of `followDrag`.
export function handle(
  plane,
  {
    name,
    step = 0,
    move,
    place,
    shown = place,
    grab = place,
    drop,
    nudge = null,
    on_key = () => false,
    className = "",
  },
) {
  const node = html("button", { type: "button", class: `nnx-handle ${className}`, "aria-label": name });
  plane.box.append(node);
  const put = () => {
    const [p, q] = shown();
    const share = (pixel, pixels) => `${Math.min(98, Math.max(2, (pixel / pixels) * 100))}%`; // what lies outside stays in reach
    node.style.left = share(plane.x(p), plane.width);
    node.style.top = share(plane.y(q), plane.height);
  };
  followDrag(plane, node, { grab, move, drop });
  node.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return; // the browser's: Alt+Left goes back
    const [p, q] = place();
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    const strides = event.shiftKey ? 4 : 1;
    if (way && nudge) nudge(way[0] * strides, way[1] * strides);
    else if (way) move(p + way[0] * strides * step, q + way[1] * strides * step);
    if (way || on_key(event)) {
      event.preventDefault();
      event.stopPropagation(); // Jupyter listens to the same keys
    }
  });
  return { node, put };
}
