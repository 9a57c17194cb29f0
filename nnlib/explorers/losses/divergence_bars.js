// DivergenceBars: the bars of two distributions are dragged; entropy, cross-entropy and divergence are areas and sums.
import { crossEntropyBetween, entropy, klDivergence, klTerms } from "../mathematics/information.js";
import { barsDrawing, draggableBars } from "../shared/bars.js";
import { button, change, select } from "../shared/controls.js";
import { html, setText, svg, symbol } from "../shared/elements.js";
import { frame } from "../shared/frame.js";
import { keyOf } from "../shared/key.js";
import { equallyLong } from "../shared/limits.js";
import { format, rounded } from "../shared/numbers.js";
import { captioned } from "../shared/plane.js";
import { chance } from "../shared/powers.js";
import { nodeSpeaker, speaker } from "../shared/words.js";
import { areasDrawing } from "./_areas.js";
import * as declared from "./divergence_bars.declared.js";
import { distribution, mover, shortened } from "./_shares.js";
import { sumsDrawing } from "./_sums.js";

const { LIMITS, PAIRS } = declared;
const say = speaker(declared.WORDS);
const sayNodes = nodeSpeaker(declared.WORDS);
const { shortest: FEWEST, longest: MOST } = LIMITS.p;
const DIGITS = 12; // decimals, as in Python
const ALIKE = 0.002; // links may round the numbers of a pair
const NOTHING = 1e-9; // a divergence of which no digit is sure
const NEARLY = 0.05; // of the larger divergence: so close are they nearly alike
const STEP = 0.01; // of a share, by a key
const NEW = 0.1; // share of each outcome that is added
const WAYS = [
  ["p", "q"],
  ["q", "p"],
]; // truth and model
const HEIGHTS = { wide: 144, narrow: 150 }; // pixels of all rows of bars

const fits = equallyLong(LIMITS, "p", "q");

export function readouts(state) {
  const [p, q] = [distribution(state.p), distribution(state.q)];
  const result = {};
  const add = (name, values) => values.forEach((value, i) => (result[`${name}_${i + 1}`] = value));
  add("p", p);
  add("q", q);
  result.entropy_p = rounded(entropy(p), DIGITS);
  result.entropy_q = rounded(entropy(q), DIGITS);
  for (const [one, other] of WAYS) {
    const [way, truth, model] = [`${one}${other}`, one === "p" ? p : q, one === "p" ? q : p];
    const terms = klTerms(truth, model);
    terms.forEach((term, i) => (result[`term_${way}_${i + 1}`] = term));
    result[`more_${way}`] = terms.reduce((sum, one) => (one > 0 ? sum + one : sum), 0);
    result[`less_${way}`] = terms.reduce((sum, one) => (one < 0 ? sum - one : sum), 0);
    result[`kl_${way}`] = rounded(klDivergence(truth, model), DIGITS);
    result[`cross_entropy_${way}`] = rounded(crossEntropyBetween(truth, model), DIGITS);
  }
  return result;
}

// The pair of the menu that a state is; "" where there is none.
function pairOf(state) {
  const same = (heights, others) => {
    const [one, other] = [distribution(heights), distribution(others)];
    return one.length === other.length && one.every((share, i) => Math.abs(share - other[i]) < ALIKE);
  };
  return Object.keys(PAIRS).find((name) => ["p", "q"].every((trait) => same(state[trait], PAIRS[name][trait]))) ?? "";
}

// With more outcomes, each new one has the same share; with fewer, the first ones share what there is.
function resized(shares, n) {
  const added = Math.max(0, n - shares.length);
  const kept = added > 0 ? shares : distribution(shares.slice(0, n));
  return [...kept.map((share) => (1 - added * NEW) * share), ...Array.from({ length: added }, () => NEW)];
}

// The smallest of first, 2 first, 4 first, ... that no finite one of these numbers exceeds.
function scaleFor(numbers, first) {
  const highest = Math.max(0, ...numbers.filter(Number.isFinite));
  let top = first;
  while (top < highest) top *= 2;
  return top;
}

function render({ model, el }) {
  const get = (trait) => model.get(trait);
  const shares = () => ({ p: distribution(get("p")), q: distribution(get("q")) });

  // -- drawings -------------------------------------------------------------------------------------------------------
  const bars = Object.fromEntries(
    ["p", "q"].map((trait) => {
      const className = `nnx-distribution nnx-of-${trait}`;
      const view = barsDrawing({
        className,
        most: MOST,
        letter: trait,
        margin: { left: 24, right: 46 },
        heights: HEIGHTS,
      });
      const moved = mover();
      const set = (i, share) => change(model, { [trait]: moved(get(trait), i, share) });
      const handles = draggableBars(view, {
        most: MOST,
        name: (i) => say(`move ${trait}`, { i: i + 1 }),
        count: () => get(trait).length,
        end: (i) => shares()[trait][i],
        set,
        nudge: (i, steps) => set(i, shares()[trait][i] + steps * STEP),
      });
      return [trait, { ...view, view, handles }];
    }),
  );
  const areas = WAYS.map(() => areasDrawing(MOST));
  const sums = sumsDrawing();
  const part = (...nodes) => html("span", {}, ...nodes);
  const area = ([truth, other]) =>
    part(
      ...sayNodes("area", {
        cross: html("span", { class: "nnx-of-area" }, symbol("H"), "(", symbol(truth), ", ", symbol(other), "): "),
        width: symbol(truth, "i"),
        height: symbol(other, "i"),
      }),
    );
  const { entry } = keyOf(12);
  const patch = (className) => svg("rect", { class: className, x: 1, width: 24, y: 1, height: 10 });
  const key = html(
    "div",
    { class: "nnx-key" },
    entry(say("key entropy"), patch("nnx-entropy")),
    entry(say("key more"), patch("nnx-more-cost")),
    entry(
      say("key less"),
      patch("nnx-entropy"),
      patch("nnx-less-cost"),
      svg("path", { class: "nnx-hatch", d: "M1,7L7,1M3,11L13,1M9,11L19,1M15,11L25,1M21,11L25,7" }),
    ),
    entry(say("key level"), svg("line", { class: "nnx-level", x1: 1, x2: 25, y1: 6, y2: 6 })),
  );
  const drawings = html(
    "div",
    { class: "nnx-divergence-panels" },
    captioned(part(...sayNodes("truth", { p: symbol("p") })), bars.p.box),
    captioned(part(...sayNodes("model", { q: symbol("q") })), bars.q.box),
    captioned(area(WAYS[0]), areas[0].box),
    captioned(area(WAYS[1]), areas[1].box),
    key,
    sums.box,
  );

  // -- controls -------------------------------------------------------------------------------------------------------
  const menu = select(
    say("pair"),
    ["", ...Object.keys(PAIRS)].map((name) => [name, say(name ? `pair ${name}` : "own")]),
    (name) => {
      if (name) change(model, PAIRS[name]);
      else menu.input.value = pairOf({ p: get("p"), q: get("q") });
    },
  );
  const both = (turn) => change(model, Object.fromEntries(["p", "q"].map((trait) => [trait, turn(shares()[trait])])));
  const sizes = select(
    say("outcomes"),
    Array.from({ length: MOST - FEWEST + 1 }, (_, i) => [FEWEST + i, `${FEWEST + i}`]),
    (n) => both((one) => shortened(resized(one, Number(n)))),
  );
  const swap = button(say("swap"), () => change(model, { p: get("q"), q: get("p") }));

  // -- table ----------------------------------------------------------------------------------------------------------
  const cells = Object.fromEntries(
    ["entropy", "more", "less", "divergence", "cross-entropy"].map((name) => [name, WAYS.map(() => html("td", {}))]),
  );
  const head = (...nodes) => html("th", { scope: "col" }, ...nodes);
  const names = () => ({ H: symbol("H"), D: symbol("D") });
  const table = html(
    "table",
    { class: "nnx-table nnx-costs" },
    html(
      "thead",
      {},
      html(
        "tr",
        {},
        head(say("in nats")),
        ...WAYS.map(([truth, other]) => head(...sayNodes("of p", { p: symbol(truth), q: symbol(other) }))),
      ),
    ),
    html(
      "tbody",
      {},
      ...Object.entries(cells).map(([name, values]) =>
        html("tr", { class: `nnx-cost-${name}` }, html("th", { scope: "row" }, ...sayNodes(name, names())), ...values),
      ),
    ),
  );

  const draw = (state) => {
    const of = shares();
    const { p, q } = of;
    const values = readouts(state);
    for (const [trait, one] of Object.entries(of))
      bars[trait].view.draw({
        bounds: [0, 1],
        ticks: [0, 1],
        values: one,
        texts: one.map(chance),
        place: () => ({ x: bars[trait].view.width - 2, anchor: "end" }),
      });
    for (const { handles } of Object.values(bars)) handles.put();
    const surprises = [...p, ...q].map((share) => -Math.log(share));
    const of_areas = { highest: scaleFor(surprises, 3), unit: say("unit") };
    WAYS.forEach(([one, other], n) => {
      const terms = p.map((_, i) => values[`term_${one}${other}_${i + 1}`]);
      areas[n].draw({ truth: of[one], model: of[other], terms, ...of_areas });
    });
    const totals = WAYS.map(([one, other]) => ({
      entropy: values[`entropy_${one}`],
      divergence: values[`kl_${one}${other}`],
      total: values[`cross_entropy_${one}${other}`],
    }));
    const finite = totals.flatMap(({ entropy: own, total }) => [own, total]);
    sums.draw({ sums: totals, highest: scaleFor(finite, 2), unit: say("unit") });
    WAYS.forEach(([one, other], n) => {
      const numbers = {
        entropy: totals[n].entropy,
        more: values[`more_${one}${other}`],
        less: values[`less_${one}${other}`],
        divergence: totals[n].divergence,
        "cross-entropy": totals[n].total,
      };
      for (const [name, value] of Object.entries(numbers)) setText(cells[name][n], format(value, 3));
    });
    menu.input.value = pairOf(state);
    sizes.input.value = p.length;
    return sentence(p, q, values);
  };
  return frame({
    model,
    el,
    declared,
    fits,
    title: say("title"),
    drawings: [drawings],
    buttons: [menu.node, sizes.node, swap],
    numbers: [table],
    draw,
    long: true,
  });
}

// What the model costs, by which outcome most, and what it costs the other way round.
function sentence(p, q, values) {
  const { kl_pq, kl_qp } = values;
  if (Math.max(kl_pq, kl_qp) < NOTHING) return say("equal", { entropy: format(values.entropy_p, 3) });
  const missing = (truth, other) => truth.findIndex((one, i) => one > 0 && other[i] === 0);
  const parts = [];
  if (kl_pq === Infinity) parts.push(say("endless", { i: missing(p, q) + 1 }));
  else {
    const terms = p.map((_, i) => values[`term_pq_${i + 1}`]);
    const i = terms.indexOf(Math.max(...terms));
    parts.push(say("finite", { divergence: chance(kl_pq), i: i + 1, truth: chance(p[i]), model: chance(q[i]) }));
  }
  if (kl_qp === Infinity) parts.push(say("endless back", { i: missing(q, p) + 1 }));
  else parts.push(say("finite back", { divergence: chance(kl_qp) }));
  if (kl_pq !== Infinity && kl_qp !== Infinity)
    parts.push(
      say(Math.abs(kl_pq - kl_qp) < NEARLY * Math.max(kl_pq, kl_qp) ? "order hardly matters" : "order matters"),
    );
  return parts.join(" ");
}

export default { render };
