// The network of ReluRegions: its active units are filled, the others open and dashed, and the edges from and to those faint.
import { html, setAttributes, setText, svg, svgSymbol } from "../shared/elements.js";
import { onWidth } from "../shared/widths.js";

const EDGE = 36; // pixels from the first and the final nodes to the edge of the drawing
const FOOT = 24; // and from the lowest node to the lower one
const LOW = 0.54; // height by width, where the drawing stands below another
const LARGEST = 13; // radius of a node

const layersOf = ({ hidden, output }) => [...hidden, output];

// `say(n, width)` is what stands below a layer; returns { box, draw(network, active) }, where a network is
// { hidden, output }, layers { W, b }, and `active` says for all hidden units, layer after layer, whether they are.
export function thinnedNetwork(say) {
  const root = svg("svg", { class: "nnx-plane nnx-thinned", role: "img" });
  const box = html("div", { class: "nnx-box nnx-thinned-box" }, root);
  let [width, height] = [300, 300];
  let network = null;
  let parts = { edges: [], units: [], counts: [] };

  function build() {
    const layers = layersOf(network);
    const sizes = [2, ...layers.map(({ b }) => b.length)];
    root.setAttribute("viewBox", `0 0 ${width} ${height}`);
    const rows = sizes[1];
    const gap = Math.min(44, (height - FOOT) / rows);
    const radius = Math.min(LARGEST, 0.36 * gap);
    const middle = (height - FOOT) / 2;
    const x = (k) => EDGE + (k * (width - 2 * EDGE)) / (sizes.length - 1);
    const y = (k, j) => middle + (j - (sizes[k] - 1) / 2) * (k === 0 ? Math.max(gap, 40) : gap);
    const edges = layers.flatMap(({ W }, k) =>
      W.flatMap((row, i) =>
        row.map((_, j) => {
          const ends = { x1: x(k), y1: y(k, i), x2: x(k + 1), y2: y(k + 1, j) };
          const places = Object.entries(ends).map(([name, place]) => [name, place.toFixed(1)]);
          return { node: svg("line", Object.fromEntries(places)), k, i, j };
        }),
      ),
    );
    const circle = (k, j, r) => svg("circle", { cx: x(k).toFixed(1), cy: y(k, j).toFixed(1), r: r.toFixed(1) });
    const units = network.hidden.map(({ b }, k) => b.map((_, j) => circle(k + 1, j, radius)));
    const counts = network.hidden.map((_, k) =>
      svg("text", {
        class: "nnx-note nnx-figures",
        "text-anchor": "middle",
        x: x(k + 1).toFixed(1),
        y: height - 6,
      }),
    );
    const final = sizes.length - 1;
    const ends = [
      [0, 0],
      [0, 1],
      [final, 0],
    ].map(([k, j]) => {
      const node = circle(k, j, Math.max(radius, 7));
      node.setAttribute("class", "nnx-node");
      return node;
    });
    const label = (k, j, letter, index) =>
      svgSymbol(letter, index, "", {
        x: x(k) + (k === 0 ? -LARGEST - 3 : LARGEST + 3),
        y: y(k, j) + 5,
        "text-anchor": k === 0 ? "end" : "start",
      });
    const labels = [label(0, 0, "x", 1), label(0, 1, "x", 2), label(final, 0, "ŷ", "")];
    parts = { edges, units, counts };
    root.replaceChildren(
      svg("g", {}, ...edges.map(({ node }) => node)),
      svg("g", {}, ...units.flat(), ...ends),
      svg("g", {}, ...labels, ...counts),
    );
  }

  let built = "";
  let shown = "";
  const draw = (net, active) => {
    const layers = layersOf(net);
    const sizes = layers.map(({ b }) => b.length);
    const shape = [width, height, ...sizes].join();
    if (net !== network) shown = "";
    network = net;
    if (shape !== built) {
      built = shape;
      shown = "";
      build();
    }
    const pattern = active.map(Number).join("");
    if (pattern === shown) return;
    const is_new = shown === "";
    shown = pattern;
    const [size] = sizes;
    const passes = (k, j) => k === 0 || k === sizes.length || active[(k - 1) * size + j];
    for (const edge of parts.edges) {
      const { node, k, i, j } = edge;
      const w = layers[k].W[i][j];
      const sign = w > 0 ? "nnx-positive" : w < 0 ? "nnx-negative" : "nnx-none";
      const look = `nnx-edge ${sign}${passes(k, i) && passes(k + 1, j) ? " nnx-active" : ""}`;
      // What an edge shows is remembered here: to ask the browser for it takes as long as to set it.
      if (edge.look !== look) node.setAttribute("class", (edge.look = look));
      if (is_new) setAttributes(node, { "stroke-width": Math.min(3, 0.75 + Math.abs(w)).toFixed(2) });
    }
    parts.units.forEach((units, k) => {
      units.forEach((node, j) => setAttributes(node, { class: passes(k + 1, j) ? "nnx-unit-on" : "nnx-unit-off" }));
      setText(parts.counts[k], say(active.slice(k * size, (k + 1) * size).filter(Boolean).length, size));
    });
  };
  onWidth(box, (measured) => {
    const is_below = box.parentElement.clientWidth < 1.5 * measured;
    width = measured;
    height = Math.round(is_below ? Math.max(170, LOW * measured) : measured);
  });
  return { box, draw };
}
