// The drawing of OutlierFit: points, the lines through them, and the name of each line where it leaves the plot.
import { curvePlot } from "../shared/curves.js";
import { setAttributes, setText, svg } from "../shared/elements.js";
import { equation } from "../shared/numbers.js";
import { arrow } from "../shared/plane.js";

const [BEFORE, BESIDE] = [32, 58]; // pixels for numbers on the left, for names on the right: points need the others on a phone
const LEADER = 14; // pixels from the plot to a name
const LINE = 15; // pixels from one name to the next
const PARAMETERS = { huber: ["δ", "delta"], quantile: ["γ", "gamma"] }; // and their letters, of the lines that have one
const RADIUS = 5;
const RING = 10;
const STEP = 7; // pixels from the arrow of one line to that of the next

const pixel = (value) => Math.round(value * 10) / 10;
const show = (node, is_shown) => (node.style.display = is_shown ? "" : "none");

// `reach` is how far points go to each side; `names` are the words for the lines, by name.
export function scatter({ reach, names }) {
  const edge = reach + 0.25;
  const plot = curvePlot({
    x_bounds: [-edge, edge],
    y_bounds: [-edge, edge],
    x_ticks: [-4, -2, 0, 2, 4],
    y_ticks: [-4, -2, 0, 2, 4],
    x_label: "x",
    y_label: "y",
    height: 330,
    before: BEFORE,
    beside: BESIDE,
  });
  const lines = Object.entries(names).map(([name, word]) => {
    const look = `nnx-fit nnx-fit-${name}`;
    return {
      name,
      path: svg("path", { class: `nnx-curve ${look}` }),
      leader: svg("path", { class: `nnx-curve nnx-leader ${look}` }),
      label: svg("text", { class: `nnx-note nnx-fit-name nnx-of-${name}` }, word),
      pull: arrow(plot, `nnx-pull nnx-of-${name}`),
    };
  });
  const points = svg("g", {});
  const parameters = Object.fromEntries(
    Object.keys(PARAMETERS).map((name) => [name, svg("text", { class: "nnx-note nnx-figures" })]),
  );
  const ring = svg("circle", { class: "nnx-ring", r: RING });
  plot.layer.line.append(...lines.flatMap(({ path, leader }) => [path, leader]), ...lines.map(({ pull }) => pull.node));
  plot.layer.mark.append(ring, points, ...lines.map(({ label }) => label), ...Object.values(parameters));

  // The part of a line inside the plot: from where to where; null where there is none.
  function inside({ slope, intercept }) {
    const ends = slope === 0 ? [] : [plot.low, plot.high].map((y) => (y - intercept) / slope).sort((p, q) => p - q);
    if (slope === 0 && Math.abs(intercept) > edge) return null;
    const [from, until] = [Math.max(plot.left, ends[0] ?? -edge), Math.min(plot.right, ends[1] ?? edge)];
    return from < until ? [from, until].map((x) => [x, slope * x + intercept]) : null;
  }

  // Heights of names, in their order from above, at least a line of text apart and inside the plot.
  function apart(wanted) {
    const [top, bottom] = [plot.y(plot.high) + LINE / 2, plot.y(plot.low) - LINE / 2];
    const heights = wanted.map((y) => Math.min(bottom, Math.max(top, y)));
    const groups = [];
    for (const height of heights) {
      groups.push({ middle: height, n: 1 });
      for (;;) {
        const [above, below] = groups.slice(-2);
        if (!below || below.middle - above.middle >= ((above.n + below.n) / 2) * LINE) break;
        const n = above.n + below.n;
        const half = ((n - 1) / 2) * LINE;
        const middle = (above.n * above.middle + below.n * below.middle) / n;
        groups.splice(-2, 2, { middle: Math.min(bottom - half, Math.max(top + half, middle)), n });
      }
    }
    return groups.flatMap(({ middle, n }) => Array.from({ length: n }, (_, k) => middle + (k - (n - 1) / 2) * LINE));
  }

  function drawNames(shown) {
    const right = plot.x(plot.right);
    const order = [...shown].sort((one, other) => one.height - other.height);
    const heights = apart(order.map(({ height }) => height));
    order.forEach(({ leader, label, height, reaches }, i) => {
      const end = pixel(heights[i]);
      const start = reaches ? `${pixel(right)},${pixel(height)}` : `${pixel(right + 2)},${end}`;
      setAttributes(leader, { d: `M${start}L${pixel(right + LEADER - 4)},${end}` });
      setAttributes(label, { x: pixel(right + LEADER), y: pixel(end + 4) });
    });
  }

  // Beside the marked point's x, from the height that a line has without that point to its own height.
  function drawPulls(shown, fits, x) {
    const between = (value) => Math.min(plot.high, Math.max(plot.low, value));
    shown.forEach(({ name, pull }, k) => {
      const { slope, intercept, pulled } = fits[name];
      const here = x + ((k - (shown.length - 1) / 2) * STEP) / (plot.x(1) - plot.x(0));
      const tip = slope * here + intercept;
      pull.move([here, between(tip - pulled)], [here, between(tip)]);
    });
  }

  // Below the names: δ and γ of the lines that are drawn.
  function drawParameters(shown, state) {
    let y = plot.height - 4;
    for (const [name, text] of Object.entries(parameters).reverse()) {
      const [letter, trait] = PARAMETERS[name];
      const is_shown = shown.some((line) => line.name === name);
      show(text, is_shown);
      if (!is_shown) continue;
      setText(text, equation(letter, state[trait]));
      setAttributes(text, { x: pixel(plot.x(plot.right) + LEADER), y });
      y -= LINE;
    }
  }

  // `fits` are the lines that are drawn, by name; `marked` is the index of the marked point, which pulled each line by so much.
  function draw(state, fits, marked) {
    const { x, y } = state;
    const shown = [];
    for (const line of lines) {
      const fit = fits[line.name];
      const ends = fit && inside(fit);
      for (const node of [line.path, line.leader, line.label, line.pull.node]) show(node, Boolean(ends));
      if (!ends) continue;
      const [[p, q], [s, t]] = ends.map(([one, other]) => [pixel(plot.x(one)), pixel(plot.y(other))]);
      setAttributes(line.path, { d: `M${p},${q}L${s},${t}` });
      const far = fit.slope * plot.right + fit.intercept; // beyond the plot where the line leaves it above or below
      const height = plot.y(Math.min(plot.high, Math.max(plot.low, far)));
      shown.push({ ...line, height, reaches: far >= plot.low && far <= plot.high });
    }
    drawNames(shown);
    drawParameters(shown, state);
    drawPulls(shown, fits, x[marked]);
    while (points.childElementCount > x.length) points.lastChild.remove();
    while (points.childElementCount < x.length) points.append(svg("circle", { class: "nnx-point", r: RADIUS }));
    x.forEach((one, i) => setAttributes(points.children[i], { cx: pixel(plot.x(one)), cy: pixel(plot.y(y[i])) }));
    setAttributes(ring, { cx: pixel(plot.x(x[marked])), cy: pixel(plot.y(y[marked])) });
  }

  return { plot, draw };
}
