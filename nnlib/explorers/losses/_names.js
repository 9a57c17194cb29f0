// Where the names of curves may stand, and what they would cover there.

const [CAPITAL, LETTER] = [11, 7.5]; // pixels that a letter takes, at most
const [GAP, UNDER] = [6, 15]; // pixels from a curve up to the foot of its name, and down to it
const [RISE, FALL] = [13, 5]; // pixels that a text needs above its foot, and below
const INSET = 12; // pixels between a name and the edge of the view
const MARK = 10; // pixels around a mark

const widthOf = (text) => [...text].reduce((sum, one) => sum + (/[A-Z½]/.test(one) ? CAPITAL : LETTER), 0);

// A box is { left, right, top, bottom }, in pixels.
const boxOfText = (x, y, width, anchor) => {
  const left = anchor === "end" ? x - width : x;
  return { left, right: left + width, top: y - RISE, bottom: y + FALL };
};

export const around = (x, y) => ({ left: x - MARK, right: x + MARK, top: y - MARK, bottom: y + MARK });

export const boxOf = (text) =>
  boxOfText(
    Number(text.getAttribute("x")),
    Number(text.getAttribute("y")),
    widthOf(text.textContent),
    text.getAttribute("text-anchor"),
  );

export const overlap = (one, other) =>
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

export const isInside = (plot, { top, bottom }) => top >= plot.y(plot.high) - 2 && bottom <= plot.y(plot.low) + 5;

// The heights of a curve that only rises, or only falls, over a range of pixels, cut to the view: the upper one first.
const heights = (plot, f, range) =>
  range
    .map((px) => plot.y(Math.min(plot.high, Math.max(plot.low, f(plot.invert(px, 0)[0])))))
    .sort((one, other) => one - other);

// Whether a curve runs through a box.
export function crosses(plot, f, { left, right, top, bottom }) {
  const [first, last] = heights(plot, f, [left, right]);
  return last >= top && first <= bottom;
}

// Places for the name of a curve at `end`, to the left (side −1) or to the right of that place, the better first: under
// the curve of a loss, over it, or in its bowl; at a slope on the side that is away from 0, on the other one.
export function placesOf(plot, { f, end, side, text, is_slope }) {
  const width = widthOf(text);
  const wall = plot.x(side < 0 ? plot.left : plot.right) - side * INSET;
  const beyond = plot.x(end) + side * GAP;
  const is_at_wall = side * (beyond + side * width - wall) > 0;
  const x = is_at_wall ? wall : beyond;
  const anchors = ["end", "start"];
  if (side > 0) anchors.reverse();
  const anchor = anchors[is_at_wall ? 1 : 0];
  const { left, right } = boxOfText(x, 0, width, anchor);
  const [first, last] = heights(plot, f, [left, right]);
  const places = [last + UNDER, first - GAP].map((y) => ({ x, y, anchor }));
  if (is_slope && side > 0) places.reverse();
  if (!is_slope) places.push({ x: plot.x(end) - side * (GAP + 4), y: plot.y(f(end)), anchor: anchors[1] });
  return places.map((place) => ({ ...place, box: boxOfText(place.x, place.y, width, place.anchor) }));
}
