// The flat pieces of a ReLU net with two inputs, as in nnlib.regions. Layers are { W, b } with W as rows; of a row of
// affine maps, map j is { w1, w2, b }.

// A corner lies on a unit's line if there z is this small beside the terms that it is a sum of.
const ROUNDING = 1e-9;

export const mostRegions = (n) => 1 + n + (n * (n - 1)) / 2;

// The maps of a layer's units, when its inputs are these maps.
const through = (maps, { W, b }) =>
  b.map((bias, j) => {
    const sum = { w1: 0, w2: 0, b: bias };
    maps.forEach((map, i) => {
      sum.w1 += map.w1 * W[i][j];
      sum.w2 += map.w2 * W[i][j];
      sum.b += map.b * W[i][j];
    });
    return sum;
  });

const SILENT = { w1: 0, w2: 0, b: 0 };
const INPUTS = [
  { w1: 1, w2: 0, b: 0 },
  { w1: 0, w2: 1, b: 0 },
];
const only = (maps, active) => maps.map((map, j) => (active[j] ? map : SILENT));
export const valueAt = ({ w1, w2, b }, [x1, x2]) => w1 * x1 + w2 * x2 + b;

// At a point: which hidden units are active, all layers in one list, and the map of the output.
export function pieceAt(hidden, output, x) {
  const active = [];
  let maps = INPUTS;
  for (const layer of hidden) {
    const next = through(maps, layer);
    const fires = next.map((map) => valueAt(map, x) > 0);
    active.push(...fires);
    maps = only(next, fires);
  }
  return { active, map: through(maps, output)[0] };
}

// Cut the square [low, high]² by the lines of all units: the regions, each with its corners and its active units; and by
// layer, the pieces of the units' lines.
export function linearRegions(hidden, low, high) {
  const square = [
    [low, low],
    [high, low],
    [high, high],
    [low, high],
  ];
  const lines = hidden.map(() => []);
  let regions = [{ corners: square, active: [], maps: INPUTS }];
  hidden.forEach((layer, k) => {
    regions = regions.flatMap((region) => cutByLayer(region, layer, lines[k]));
  });
  return { regions, lines };
}

function cutByLayer({ corners, active, maps }, layer, lines) {
  const next = through(maps, layer);
  const near = nearness(corners, maps, layer);
  let pieces = [{ corners, fires: [] }];
  next.forEach((map, j) => {
    pieces = pieces.flatMap((piece) => cut(piece, map, near[j], lines));
  });
  return pieces.map((piece) => ({
    corners: piece.corners,
    active: [...active, ...piece.fires],
    maps: only(next, piece.fires),
  }));
}

// How small z must be to count as 0, for each unit of a layer.
function nearness(corners, maps, layer) {
  const reach = [0, 1].map((axis) => Math.max(...corners.map((corner) => Math.abs(corner[axis]))));
  const sizes = maps.map(({ w1, w2, b }) => reach[0] * Math.abs(w1) + reach[1] * Math.abs(w2) + Math.abs(b));
  return layer.b.map(
    (bias, j) => ROUNDING * sizes.reduce((sum, size, i) => sum + size * Math.abs(layer.W[i][j]), Math.abs(bias)),
  );
}

// The part of a piece where a unit is active, and the part where it is not, as far as there are.
function cut({ corners, fires }, map, near, lines) {
  const z = corners.map((corner) => {
    const value = valueAt(map, corner);
    return Math.abs(value) <= near ? 0 : value;
  });
  const [has_active, has_silent] = [z.some((value) => value > 0), z.some((value) => value < 0)];
  if (!(has_active && has_silent)) return [{ corners, fires: [...fires, has_active] }];
  const active = half(corners, z);
  lines.push(active.line);
  const silent = half(
    corners,
    z.map((value) => -value),
  );
  return [
    { corners: active.corners, fires: [...fires, true] },
    { corners: silent.corners, fires: [...fires, false] },
  ];
}

// The part of a convex polygon where z >= 0, and its side along z = 0 (Sutherland and Hodgman's clipping).
function half(polygon, z) {
  const [corners, line] = [[], []];
  const final = polygon.length - 1;
  polygon.forEach((corner, i) => {
    const before = i === 0 ? final : i - 1;
    if (z[i] * z[before] < 0) {
      const [from, share] = [polygon[before], z[before] / (z[before] - z[i])];
      const crossing = [from[0] + share * (corner[0] - from[0]), from[1] + share * (corner[1] - from[1])];
      corners.push(crossing);
      line.push(crossing);
    }
    if (z[i] >= 0) corners.push(corner);
    if (z[i] === 0) line.push(corner);
  });
  return { corners, line };
}

// The area of a polygon whose corners run anticlockwise.
export const area = (corners) =>
  corners.reduce((sum, [x, y], i) => {
    const [next_x, next_y] = corners[(i + 1) % corners.length];
    return sum + (x * next_y - next_x * y) / 2;
  }, 0);
