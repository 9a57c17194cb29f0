// A network drawn as nodes and edges, as wide as its place. Forward runs from left to right, backward from right to left.
// Lines grow wider with |w|; a positive weight is a solid line, a negative one dashed.
import { unitName } from "../mathematics/mlp.js";
import { html, setAttributes, setText, svg, svgSymbol } from "./elements.js";
import { format } from "./numbers.js";
import { onWidth } from "./widths.js";

const GAPS = [0, 110, 110, 96, 84]; // between the nodes of a column, by the largest number of them
const EDGE = 38; // from the middle of the first nodes to the edge of the drawing

// `on_select({ k, i, j })` is called for a click on the edge from unit i to unit j of layer k (k from 0, as in the lists
// of weights), and with i = null for a click on a unit: its bias.
export function networkDrawing({ on_select }) {
  const root = svg("svg", { class: "nnx-plane nnx-network", role: "img" });
  const box = html("div", { class: "nnx-box nnx-widebox" }, root);
  let width = 600;
  let sizes = null;
  let nodes = [];
  let edges = [];
  let radius = 24;

  function build(layer_sizes) {
    sizes = layer_sizes;
    const narrow = width < 480;
    radius = narrow ? 21 : 24;
    const largest = Math.max(...sizes);
    const rows = largest * GAPS[largest]; // the height of the columns; the shapes stand below it
    const foot = rows + (narrow ? 44 : 26);
    root.setAttribute("viewBox", `0 0 ${width} ${foot}`);
    root.classList.toggle("nnx-narrow", narrow);
    const distance = (width - 2 * EDGE) / (sizes.length - 1);
    const x = (k) => EDGE + k * distance;
    const y = (k, j) => rows / 2 + (j - (sizes[k] - 1) / 2) * (sizes[k] === 1 ? 0 : Math.min(110, rows / sizes[k]));
    edges = sizes.slice(1).map((n_out, k) =>
      Array.from({ length: sizes[k] }, (_, i) =>
        Array.from({ length: n_out }, (_, j) =>
          edge({ k, i, j }, [x(k), y(k, i)], [x(k + 1), y(k + 1, j)], {
            distance,
            roomy: distance > 130 && sizes[k] * n_out <= (narrow ? 4 : 12),
          }),
        ),
      ),
    );
    nodes = sizes.map((n, k) => Array.from({ length: n }, (_, j) => node(k, j, x(k), y(k, j))));
    const all = edges.flat(2);
    root.replaceChildren(
      svg("g", {}, ...all.map(({ group }) => group)),
      svg("g", {}, ...all.map(({ label }) => label)),
      svg("g", {}, ...nodes.flat().map(({ group }) => group)),
      svg("g", { class: "nnx-shapes" }, ...shapes(x, narrow ? [foot - 24, foot - 6] : [foot - 6, foot - 6])),
    );
  }

  function edge(parameter, [x1, y1], [x2, y2], { distance, roomy }) {
    const length = Math.hypot(x2 - x1, y2 - y1);
    const [ux, uy] = [(x2 - x1) / length, (y2 - y1) / length];
    const ends = { x1: x1 + ux * radius, y1: y1 + uy * radius, x2: x2 - ux * radius, y2: y2 - uy * radius };
    const [hit, halo, line] = ["nnx-hit", "nnx-selected", "nnx-edge"].map((name) =>
      svg("line", { class: name, ...ends }),
    );
    const head = svg("path", { class: "nnx-head" });
    const at = distance > 130 ? Math.max(0.25, (radius + 26) / distance) : 0.42;
    const label = svg("text", {
      class: "nnx-note nnx-halo nnx-figures",
      "text-anchor": "middle",
      x: x1 + at * (x2 - x1),
      y: y1 + at * (y2 - y1) + 4,
    });
    hit.addEventListener("click", () => on_select(parameter));
    const tip = (px, py, way) =>
      `M${px},${py}l${way * (-11 * ux + 6 * uy)},${way * (-11 * uy - 6 * ux)}l${way * -12 * uy},${way * 12 * ux}Z`;
    const heads = { forward: tip(ends.x2, ends.y2, 1), backward: tip(ends.x1, ends.y1, -1) };
    return { group: svg("g", {}, halo, line, head, hit), label, line, halo, head, heads, roomy };
  }

  function node(k, j, x, y) {
    const circle = svg("circle", { class: "nnx-node", cx: x, cy: y, r: radius });
    const [letter, index, layer] = unitName(sizes, k, j);
    const name = svgSymbol(letter, index, layer, { x, y: y - 4, "text-anchor": "middle" });
    const value = svg("text", { class: "nnx-strongvalue nnx-figures", x, y: y + 12, "text-anchor": "middle" });
    const z = svg("text", {
      class: "nnx-thinvalue nnx-figures nnx-halo",
      x,
      y: y + radius + 13,
      "text-anchor": "middle",
    });
    const delta = svg("text", {
      class: "nnx-delta nnx-figures nnx-halo",
      x,
      y: y - radius - 6,
      "text-anchor": "middle",
    });
    const group = svg("g", {}, circle, name, value, z, delta);
    if (k > 0) {
      circle.classList.add("nnx-clickable");
      circle.addEventListener("click", () => on_select({ k: k - 1, i: null, j }));
    }
    return { group, circle, value, z, delta };
  }

  // Under the columns the shapes of the vectors, between them those of the matrices.
  function shapes(x, [vectors_y, matrices_y]) {
    const text = (symbol, px, py, shape) => {
      symbol.append(svg("tspan", { class: "nnx-shape", dy: "0.36em", dx: "4" }, `(${shape})`));
      setAttributes(symbol, { x: px, y: py, "text-anchor": "middle" });
      return symbol;
    };
    const vectors = sizes.map((n, k) => {
      const [letter, , layer] = unitName(sizes, k, 0);
      const symbol = svgSymbol(letter, "", layer);
      const shape = text(symbol, x(k), vectors_y, `${n},`);
      if (layer === "") shape.lastChild.removeAttribute("dy");
      return shape;
    });
    const matrices = sizes
      .slice(1)
      .map((n, k) => text(svgSymbol("W", "", k), (x(k) + x(k + 1)) / 2, matrices_y, `${sizes[k]}, ${n}`));
    return [...vectors, ...matrices];
  }

  // `view.nodes[k][j]` holds a, z, delta (null: not yet known), current and way; `view.edges[k][i][j]` holds w, way
  // ("forward", "backward" or "") and selected.
  function draw(view) {
    if (String(view.layer_sizes) !== String(sizes)) build(view.layer_sizes);
    nodes.forEach((column, k) =>
      column.forEach(({ circle, value, z, delta }, j) => {
        const state = view.nodes[k][j];
        const flags = {
          clickable: k > 0,
          unknown: state.a === null,
          current: state.current,
          [state.way]: state.current,
          chosen: state.selected,
        };
        setAttributes(circle, {
          class: [
            "nnx-node",
            ...Object.keys(flags)
              .filter((name) => flags[name])
              .map((name) => `nnx-${name}`),
          ].join(" "),
        });
        setText(value, state.a === null ? "" : format(state.a, k === 0 ? 2 : 3));
        setText(z, state.z === null ? "" : `z ${format(state.z, 3)}`);
        setText(delta, state.delta === null ? "" : `δ ${format(state.delta, 3)}`);
      }),
    );
    edges.forEach((rows, k) =>
      rows.forEach((row, i) =>
        row.forEach(({ label, line, halo, head, heads, roomy }, j) => {
          const { w, way, selected } = view.edges[k][i][j];
          const sign = w > 0 ? "nnx-positive" : w < 0 ? "nnx-negative" : "nnx-none";
          setAttributes(line, {
            class: `nnx-edge ${sign} ${way ? `nnx-active nnx-${way}` : ""}`,
            "stroke-width": (1 + 1.5 * Math.abs(w)).toFixed(2),
          });
          halo.style.display = selected ? "" : "none";
          head.style.display = way ? "" : "none";
          if (way) setAttributes(head, { d: heads[way], class: `nnx-head nnx-${way} ${sign}` });
          label.style.display = roomy || way || selected ? "" : "none";
          label.classList.toggle("nnx-active", way !== "" || selected);
          setText(label, format(w));
        }),
      ),
    );
  }

  onWidth(box, (value) => {
    width = value;
    if (sizes) build(sizes);
  });
  return { box, draw };
}
