// Drawings are laid out for the width of their place, so that their text keeps its size.
const fits = new WeakMap(); // box of a drawing, or an explorer -> lays it out for a width, and says whether it was another one

const widthOf = (box) => Math.round(box.clientWidth);

// Lay a drawing out again when its place gets another width; the frame then redraws what is in it.
export function onWidth(box, lay_out) {
  let known = null;
  const fit = (width) => {
    if (width === 0 || width === known) return false;
    known = width;
    lay_out(width);
    return true;
  };
  fits.set(box, fit);
  new ResizeObserver(
    () => fit(widthOf(box)) && box.dispatchEvent(new CustomEvent("nnx-redraw", { bubbles: true })),
  ).observe(box);
}

// Lay out an explorer, or a new part of it, and the drawings in it before they are drawn first: one that grows later moves
// what is below it. All widths are asked for together, for the browser lays the page out anew after each change.
export function fitAll(root) {
  const boxes = [root, ...root.querySelectorAll(".nnx-box")].filter((box) => fits.has(box));
  const widths = boxes.map(widthOf);
  boxes.forEach((box, i) => fits.get(box)(widths[i]));
}
