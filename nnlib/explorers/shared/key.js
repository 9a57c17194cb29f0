// Keys: what marks, lines and areas of a drawing mean.
import { html, svg } from "./elements.js";

const WIDTH = 26; // pixels

// What keys are made of whose samples are `height` pixels high. `entry` is a sample of shapes with what it means, text or a
// node; `line` is a line through the middle of a sample.
export function keyOf(height) {
  const y = height / 2;
  return {
    entry: (meaning, ...shapes) =>
      html("span", {}, svg("svg", { viewBox: `0 0 ${WIDTH} ${height}`, width: WIDTH, height }, ...shapes), meaning),
    line: (className) => svg("line", { class: className, x1: 0, x2: WIDTH, y1: y, y2: y }),
  };
}
