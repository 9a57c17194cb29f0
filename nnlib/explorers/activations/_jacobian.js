// The Jacobian of SoftmaxBars as a heat map: row i belongs to the bar of probability i beside it, column j to logit j.
import { setAttributes, setText, svg, svgSymbol } from "../shared/elements.js";
import { format } from "../shared/numbers.js";
import { classOf, shade } from "../shared/shades.js";
import { pixel, rowsDrawing } from "../shared/bars.js";

const DIGIT = 6.4; // pixels, like all that follows
const ROOMY = 56; // for larger numbers
const AROUND = 6; // a number in its cell, both sides together
const SCALE = { square: 9, height: 10, gap: 6, below: 9, end: 44 };
const SHADES = [-5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5];

export function jacobianDrawing(most) {
  const view = rowsDrawing("nnx-softmax nnx-jacobian", { left: 1, right: 1 });
  const indices = Array.from({ length: most }, (_, i) => i);
  const cells = indices.map(() => indices.map(() => svg("rect", {})));
  const texts = indices.map(() =>
    indices.map(() => svg("text", { class: "nnx-note nnx-figures nnx-cell-value", "text-anchor": "middle" })),
  );
  const heads = indices.map((j) => svgSymbol("z", j + 1, "", { "text-anchor": "middle" }));
  const squares = SHADES.map((n) => svg("rect", { class: `nnx-cell ${classOf(n)}`, height: SCALE.height }));
  const ends = ["end", "start"].map((anchor) =>
    svg("text", { class: "nnx-figures nnx-scale-end", "text-anchor": anchor }),
  );
  view.root.append(
    svg("g", { class: "nnx-heads" }, ...heads),
    svg("g", { class: "nnx-cells" }, ...cells.flat()),
    ...texts.flat(),
    svg("g", { class: "nnx-scale" }, ...squares, ...ends),
  );

  // The derivatives, row by row. The darkest shades mean ±`top`, which no entry exceeds.
  view.draw = (jacobian, temperature, top) => {
    view.n = jacobian.length;
    const [width, height] = [(view.right - view.left) / view.n, view.row()];
    const write = writer(width, temperature);
    view.root.classList.toggle("nnx-roomy", width >= ROOMY);
    for (const i of indices) {
      heads[i].style.display = i < view.n ? "" : "none";
      setAttributes(heads[i], { x: pixel(view.left + (i + 0.5) * width), y: view.top - 6 });
      for (const j of indices) {
        const [cell, text] = [cells[i][j], texts[i][j]];
        const is_there = i < view.n && j < view.n;
        cell.style.display = is_there ? "" : "none";
        text.style.display = is_there && write ? "" : "none";
        if (!is_there) continue;
        const x = view.left + j * width;
        setAttributes(cell, {
          class: `nnx-cell ${classOf(shade(jacobian[i][j] / top))}`,
          x: pixel(x),
          y: pixel(view.top + i * height),
          width: pixel(width),
          height: pixel(height),
        });
        if (!write) continue;
        setText(text, write(jacobian[i][j]));
        setAttributes(text, { x: pixel(x + width / 2), y: pixel(view.middle(i) + 4) });
      }
    }
    drawScale(top, temperature);
  };

  function drawScale(top, temperature) {
    const y = view.top + view.rows + SCALE.below;
    const size = Math.min(SCALE.square, (view.width - 2 * (SCALE.gap + SCALE.end)) / SHADES.length);
    const [from, to] = [-1, 1].map((way) => (view.width + way * SHADES.length * size) / 2);
    squares.forEach((node, n) => setAttributes(node, { x: pixel(from + n * size), y, width: pixel(size) }));
    const places = [from - SCALE.gap, to + SCALE.gap];
    ends.forEach((node, n) => {
      setText(node, format(n === 0 ? -top : top, temperature > 2.5 ? 3 : 2));
      setAttributes(node, { x: pixel(places[n]), y: y + SCALE.height });
    });
  }
  return view;
}

// How numbers are written in cells of so many pixels: with as many decimals as fit, "−.21" where "−0.21" does not, and
// "≈0" what no digit is left of; null where nothing fits. The largest of them is 1/(4T).
export function writer(room, temperature) {
  const ways = [3, 2].flatMap((decimals) => [
    { decimals, drop: false },
    { decimals, drop: true },
  ]);
  if (temperature <= 0.25) ways.splice(0, 4, { decimals: 3 }, { decimals: 2 }, { decimals: 1 });
  else if (temperature <= 1.25) ways.splice(1, 1);
  const length = ({ decimals, drop }) => (drop ? 2 : 3) + decimals;
  const way = ways.find((one) => DIGIT * length(one) + AROUND <= room);
  if (!way) return null;
  return (value) => {
    const text = format(value, way.decimals);
    if (!/[1-9]/.test(text)) return "≈0";
    return way.drop ? text.replace("0.", ".") : text;
  };
}
