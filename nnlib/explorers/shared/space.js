// A surface over a square, seen from the side; azimuth and elevation are those of matplotlib. It turns by a handle
// and by a drag anywhere on it. There a finger turns it to the side only: up and down, it scrolls the page.
import { html, svg, svgSymbol } from "./elements.js";
import { handle } from "./handles.js";
import { format } from "./numbers.js";
import { classOf } from "./shades.js";
import { followPointer } from "./sliders.js";
import { onWidth } from "./widths.js";

const FLATTER = 0.75; // a unit upwards, beside one along the ground
const ROOM = 1.65; // units from the centre of the drawing to its edge
const HALF_TURN = 180; // degrees, for a drag across the drawing
const STEP = 5; // degrees, for a key
const GRIP = 18; // pixels from the upper right corner, where the space never is, to the handle
const ROOMY = 200; // pixels of the drawing from which its axes have numbers
const SHORTEST = 60; // pixels of an axis, from which it has numbers
const RADIANS = Math.PI / 180;

// The square is [low, high]² on the ground, whose axes have the letter `ground`; the upright axis is as long.
// `look(azimuth, elevation, upright)` sets from where it is seen and that axis's letter; `turn(azimuth, elevation)` is
// called when the reader turns it; `angles()` are the present ones.
export function space({ low, high, ground, name, turn, angles }) {
  const root = svg("svg", { class: "nnx-plane nnx-space", role: "img" });
  const box = html("div", { class: "nnx-box" }, root);
  const layer = Object.fromEntries(
    ["frame", "mesh", "mark"].map((one) => [one, svg("g", { class: `nnx-layer-${one}` })]),
  );
  root.append(...Object.values(layer));
  const view = { root, box, layer };
  // For what is dragged, a place is a pair of angles.
  const degrees = () => HALF_TURN / view.width;
  view.invert = (px, py) => [-px * degrees(), py * degrees()];
  view.x = (azimuth) => -azimuth / degrees();
  view.y = (elevation) => elevation / degrees();
  const grip = handle(view, {
    name,
    move: turn,
    place: angles,
    shown: () => view.invert(view.width - GRIP, GRIP),
    nudge: (right, up) => turn(angles()[0] - right * STEP, angles()[1] - up * STEP),
    className: "nnx-around",
  });
  const arrow = svg("path", { class: "nnx-turned" });
  layer.mark.append(arrow);
  let held = null;
  followPointer(root, {
    press: ({ clientY }) => void (held = { angles: angles(), from: clientY }),
    move: ({ clientY, pointerType }, dx) => {
      const dy = pointerType === "mouse" ? clientY - held.from : 0; // a finger that moves up or down scrolls
      turn(held.angles[0] - dx * degrees(), held.angles[1] + dy * degrees());
    },
  });
  const layOut = (width) => {
    Object.assign(view, { width, height: width, unit: width / (2 * ROOM) });
    root.setAttribute("viewBox", `0 0 ${width} ${width}`);
    grip.put();
    arrow.setAttribute("d", `M${width - GRIP + 6},${GRIP - 5}a8,8 0 1 0 1.5,7m2.5,-4l-2.5,4l-4,-2`);
  };
  layOut(300);
  onWidth(box, layOut);

  let looked = "";
  view.look = (azimuth, elevation, upright) => {
    const [across, along] = [Math.sin(azimuth * RADIANS), Math.cos(azimuth * RADIANS)];
    const [sunk, risen] = [Math.sin(elevation * RADIANS), Math.cos(elevation * RADIANS) * FLATTER];
    const middle = view.width / 2;
    view.project = (x1, x2, z) => [
      middle + view.unit * (x2 * along - x1 * across),
      middle - view.unit * (z * risen - (x1 * along + x2 * across) * sunk),
    ];
    view.is_near = [along > 0, across > 0]; // whether greater x1, and greater x2, is nearer
    const now = `${azimuth},${elevation},${view.width},${upright}`;
    if (now === looked) return;
    looked = now;
    layer.frame.replaceChildren(...frameOf(view, { low, high, ground, upright }));
  };

  // The mesh over the lines `first` and `second`, from the farthest row to the nearest, and so within each row: what is
  // nearer covers what is behind it. Neighbours of one shade that face the reader are one shape: they cannot cover each
  // other. Polygons, since a path's `d` belongs to its style, which browsers would work out again.
  const rows = [];
  let stacked = "";
  view.draw = (first, second, values, shades) => {
    const columns = first.length;
    const points = [];
    second.forEach((x2, j) => first.forEach((x1, i) => points.push(view.project(x1, x2, values[j * columns + i]))));
    const text = points.map(([px, py]) => `${Math.round(px * 10) / 10},${Math.round(py * 10) / 10}`);
    const order = (count, rises) => Array.from({ length: count }, (_, i) => (rises ? i : count - 1 - i));
    const across = order(columns - 1, view.is_near[0]);
    const farther = view.is_near[0] ? 0 : 1; // from a piece's number to the line of its farther side
    for (let j = 0; j < second.length - 1; j++) {
      rows[j] ??= { group: svg("g", {}), shapes: [] };
      const at = (i) => [text[(j + 1) * columns + i], text[j * columns + i]];
      const runs = [];
      for (const i of across) {
        const k = j * columns + i;
        const shade = shades[j * (columns - 1) + i];
        const is_whole = faces(points[k], points[k + 1], points[k + columns + 1], points[k + columns]);
        const before = runs.at(-1);
        if (!(before?.shade === shade && before.is_whole && is_whole))
          runs.push({ shade, is_whole, sides: [at(i + farther)] });
        runs.at(-1).sides.push(at(i + 1 - farther));
      }
      show(rows[j], runs);
    }
    const now = `${second.length},${view.is_near[1]}`;
    if (now === stacked) return;
    stacked = now;
    layer.mesh.replaceChildren(...order(second.length - 1, view.is_near[1]).map((j) => rows[j].group));
  };
  // What a shape shows is remembered here: to ask the browser for it takes as long as to set it.
  function show({ group, shapes }, runs) {
    runs.forEach(({ shade, sides }, n) => {
      shapes[n] ??= { node: svg("polygon", {}) };
      const [one, points] = [shapes[n], around(sides)];
      if (one.shade !== shade) one.node.setAttribute("class", classOf(shade));
      if (one.points !== points) one.node.setAttribute("points", points);
      Object.assign(one, { shade, points });
      if (!one.node.parentNode) group.append(one.node);
    });
    while (group.childElementCount > runs.length) group.lastChild.remove();
  }
  return view;
}

// The outline of pieces in a row, from the upper and the lower end of each side. On its way it draws the sides between.
function around(sides) {
  const inner = sides.slice(1, -1).flatMap(([upper, lower]) => [upper, lower, upper]);
  const back = sides.map(([, lower]) => lower).reverse();
  return [sides[0][0], ...inner, sides.at(-1)[0], ...back].join(" ");
}

// Whether the upper side of a piece is seen whole: its corners, which run around it, turn to the left everywhere.
function faces(a, b, c, d) {
  return turnsLeft(a, b, c) && turnsLeft(b, c, d) && turnsLeft(c, d, a) && turnsLeft(d, a, b);
}

const turnsLeft = (a, b, c) => (b[0] - a[0]) * (c[1] - b[1]) < (b[1] - a[1]) * (c[0] - b[0]); // y runs downwards

// The square under the surface, the upright axis at its farthest left, and their names; numbers where there is room.
function frameOf({ project, is_near, width }, { low, high, ground, upright }) {
  const corners = [
    [low, low],
    [high, low],
    [high, high],
    [low, high],
  ];
  const line = ([x1, y1], [x2, y2], className = "") => svg("line", { class: className, x1, y1, x2, y2 });
  const foot = corners.map(([x1, x2]) => project(x1, x2, low));
  const parts = foot.map((from, i) => line(from, foot[(i + 1) % 4], "nnx-ground"));
  const left = corners[foot.findIndex(([x]) => x === Math.min(...foot.map(([other]) => other)))];
  const [bottom, top] = [low, high].map((z) => project(...left, z));
  parts.push(line(bottom, top, "nnx-upright"));
  const text = (x, y, value, anchor = "middle") =>
    svg("text", { x, y: Math.min(y + 4, width - 2), "text-anchor": anchor }, format(value, 0));
  const is_roomy = width >= ROOMY;
  if (is_roomy && bottom[1] - top[1] > SHORTEST) {
    for (const z of [low, (low + high) / 2, high]) {
      const [x, y] = project(...left, z);
      parts.push(line([x - 4, y], [x, y]), text(x - 7, y, z, "end"));
    }
    parts.push(svgSymbol(upright, "", "", { x: top[0], y: top[1] - 8, "text-anchor": "middle" }));
  }
  const centre = project((low + high) / 2, (low + high) / 2, low);
  // Along x1, and along x2, on the side that is nearer: places at a share of the way from the middle to an end.
  const [near1, near2] = is_near.map((near) => (near ? high : low));
  const sides = [(share) => project(share * high, near2, low), (share) => project(near1, share * high, low)];
  sides.forEach((at, i) => {
    const [x, y] = at(0);
    const length = Math.hypot(x - centre[0], y - centre[1]) || 1;
    const [out_x, out_y] = [(x - centre[0]) / length, (y - centre[1]) / length];
    const far = is_roomy ? 18 : 11;
    parts.push(svgSymbol(ground, i + 1, "", { x: x + far * out_x, y: y + far * out_y + 4, "text-anchor": "middle" }));
    const ends = [at(-0.85), at(0.85)];
    if (!is_roomy || Math.abs(ends[0][0] - ends[1][0]) < SHORTEST) return;
    ends.forEach(([p, q], end) => parts.push(text(p + 14 * out_x, q + 14 * out_y, end ? high : low)));
  });
  return parts;
}
