// The focal loss of both classes over the probability that the true class gets, with cross-entropy thin beside them.
import { curve, curvePlot, band, upright } from "../shared/curves.js";
import { setAttributes, svg } from "../shared/elements.js";
import { logit } from "../mathematics/focal.js";

const HEIGHT = 230; // pixels
const HIGH = 4; // nats
const INTERVALS = 70; // of a curve
const NEAREST = 1e-9; // to a probability of 0, where losses are infinite
const NAME = { left: 0.1, right: 0.5, until: 0.3 }; // where the name of cross-entropy stands: on the left until the point comes

// Where a falling curve comes into the view.
function entry(f) {
  if (f(NEAREST) <= HIGH) return NEAREST;
  let [outer, inner] = [NEAREST, 1];
  for (let n = 0; n < 50; n++) {
    const middle = Math.sqrt(outer * inner);
    if (f(middle) > HIGH) outer = middle;
    else inner = middle;
  }
  return inner;
}

// From there to 1, in steps that grow as the curve becomes flat.
function places(f) {
  const from = entry(f);
  return Array.from({ length: INTERVALS + 1 }, (_, i) => from + (1 - from) * (i / INTERVALS) ** 2);
}

export function curvesDrawing({ easy, sides, name }) {
  const plot = curvePlot({
    x_bounds: [0, 1],
    y_bounds: [0, HIGH],
    x_ticks: [0, 0.5, 1],
    y_ticks: [0, 1, 2, 3],
    x_label: "p",
    x_index: "t",
    y_label: "ℓ",
    height: HEIGHT,
  });
  const hard = band(plot, "nnx-hard-side", sides[0], { always: true });
  const easy_name = svg("text", { class: "nnx-note", "text-anchor": "middle" }, sides[1]);
  const guide = upright(plot, "nnx-guide nnx-dashed");
  const curves = {
    compared: curve(plot, "nnx-compared"),
    rare: curve(plot, "nnx-strong nnx-of-rare"),
    common: curve(plot, "nnx-strong nnx-dashed nnx-of-common"),
  };
  const dot = svg("circle", { class: "nnx-compared-dot", r: 4 });
  const ring = svg("circle", { class: "nnx-ring", r: 6 });
  const label = svg("text", { class: "nnx-note nnx-halo nnx-compared-name" }, name);
  plot.layer.shade.append(hard.area);
  plot.layer.line.append(guide.node, ...Object.values(curves).map(({ node }) => node));
  plot.layer.mark.append(hard.label, easy_name, label, ring, dot);

  const drawCurve = (one, loss) => {
    const f = (p) => loss(logit(p));
    one.draw(f, places(f));
  };

  // `losses` are functions of the logit of the true class, by the names of the curves; `key` says when they are new.
  let [drawn, wide] = ["", null];
  const draw = ({ losses, key, p_t }) => {
    if (plot.width !== wide) {
      wide = plot.width;
      hard.draw(0, easy);
      setAttributes(easy_name, { x: plot.x((easy + 1) / 2), y: plot.y(HIGH) + 14 });
      drawCurve(curves.compared, losses.compared);
    }
    const now = `${wide} ${key}`;
    if (now !== drawn) {
      drawn = now;
      drawCurve(curves.rare, losses.rare);
      drawCurve(curves.common, losses.common);
    }
    const s = logit(p_t);
    guide.draw(p_t);
    setAttributes(dot, { cx: plot.x(p_t), cy: plot.y(losses.compared(s)) });
    setAttributes(ring, { cx: plot.x(p_t), cy: plot.y(losses.common(s)) });
    const p = p_t > NAME.until ? NAME.left : NAME.right;
    setAttributes(label, { x: plot.x(p) + 8, y: plot.y(losses.compared(logit(p))) - 4 });
  };
  return { plot, draw };
}
