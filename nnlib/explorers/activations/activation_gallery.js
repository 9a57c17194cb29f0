// ActivationGallery: every activation of the registry and its derivative; the slope of the tangent at z is the value of f′.
import { nameOf } from "../shared/activation_names.js";
import { button, change, menu } from "../shared/controls.js";
import { html, setText, svg, symbol } from "../shared/elements.js";
import { frame } from "../shared/frame.js";
import { handle } from "../shared/handles.js";
import { keyOf } from "../shared/key.js";
import { snap } from "../shared/limits.js";
import { equation, format } from "../shared/numbers.js";
import { slider } from "../shared/sliders.js";
import { speaker } from "../shared/words.js";
import { drawing } from "./_drawing.js";
import { isSaturated, properties } from "./_properties.js";
import * as declared from "./activation_gallery.declared.js";

const { LIMITS, FLAT, NONE } = declared;
const say = speaker(declared.WORDS);
const of = properties(declared);
const DIGITS = 3;
const STEP = 0.1; // of z, by keys
const PARTS = 50; // of 1, by the pointer

export function readouts({ activation, other, alpha, z }) {
  const numbers = numbersOf(of(activation, alpha), z);
  const others = other === NONE ? null : numbersOf(of(other, alpha), z);
  const result = { ...numbers };
  for (const name in numbers) result[`other_${name}`] = others && others[name];
  return result;
}

function numbersOf(act, z) {
  const { f, grad, range, monotonic, zero_centred, kinks, zone } = act;
  return {
    a: f(z),
    slope: grad(z),
    has_slope: !kinks.includes(z),
    low: range[0],
    high: range[1],
    monotonic,
    zero_centred,
    saturated_until: zone[0],
    saturated_from: zone[1],
    saturated: isSaturated(act, z),
    kinks,
  };
}

function render({ model, el }) {
  const get = (trait) => model.get(trait);
  const shown = () => [get("activation"), get("other")].filter((name) => name !== NONE);
  const acts = () => shown().map((name) => of(name, get("alpha")));

  // -- drawing --------------------------------------------------------------------------------------------------------
  const {
    above,
    below,
    draw: drawPlots,
  } = drawing({
    z_bounds: [LIMITS.z.min, LIMITS.z.max],
    saturated: say("saturated"),
  });
  const move = (z) => change(model, { z: snap(z, LIMITS.z, PARTS) });
  const nudge = (right, up) => move(get("z") + (right + up) * STEP);
  const handles = [
    handle(above, {
      name: say("move the point"),
      move,
      nudge,
      place: () => [get("z"), acts()[0].f(get("z"))],
      className: "nnx-shift",
    }),
    handle(below, {
      name: say("move the slope"),
      move,
      nudge,
      place: () => [get("z"), acts()[0].grad(get("z"))],
      className: "nnx-shift",
    }),
  ];

  // -- key ------------------------------------------------------------------------------------------------------------
  const { entry, line } = keyOf(14);
  const curve = (className, y) => svg("line", { class: `nnx-curve ${className}`, x1: 0, x2: 26, y1: y, y2: y });
  const names = [html("span", {}), html("span", {})];
  const samples = ["", "nnx-dashed"].map((dashed, n) =>
    entry(names[n], curve(`nnx-strong ${dashed}`, 3), curve(`nnx-strong nnx-derivative ${dashed}`, 10)),
  );
  const zone = html("span", {});
  const drawn_key = html("div", { class: "nnx-key" }, ...samples);
  const zone_entry = entry(zone, svg("rect", { class: "nnx-saturated", x: 1, y: 1, width: 24, height: 12 }));
  zone_entry.classList.add("nnx-zone-entry");
  const marks_key = html(
    "div",
    { class: "nnx-key" },
    entry(say("key slope"), line("nnx-curve nnx-slope")),
    entry(say("key kink"), svg("circle", { class: "nnx-knot", cx: 13, cy: 7, r: 3.5 })),
    zone_entry,
  );

  // -- controls -------------------------------------------------------------------------------------------------------
  const named = (name) => (name === NONE ? say("nothing") : nameOf(name));
  const menus = ["activation", "other"].map((trait) =>
    menu(model, { trait, text: say(trait), options: LIMITS[trait].options, named }),
  );
  const swap = button(say("swap"), () => change(model, { activation: get("other"), other: get("activation") }));
  const z_slider = slider(model, { trait: "z", label: symbol("z"), name: say("place"), ...LIMITS.z, step: STEP });
  const alpha_slider = slider(model, {
    trait: "alpha",
    label: symbol("α"),
    name: say("alpha"),
    ...LIMITS.alpha,
    step: 0.01,
  });

  // -- table ----------------------------------------------------------------------------------------------------------
  const heads = [0, 1].map(() => html("th", { scope: "col" }));
  const rows = [
    [symbol("f"), "(", symbol("z"), ")"],
    [symbol("f"), "′(", symbol("z"), ")"],
    ...["range", "monotone", "zero-centred", "saturated", "kink"].map((name) => [say(name)]),
  ].map((head) => ({ head, cells: [html("td", {}), html("td", {})] }));
  const table = html(
    "table",
    { class: "nnx-table nnx-properties" },
    html("thead", {}, html("tr", {}, html("td", {}), ...heads)),
    html(
      "tbody",
      {},
      ...rows.map(({ head, cells }) => html("tr", {}, html("th", { scope: "row" }, ...head), ...cells)),
    ),
  );

  const draw = (state) => {
    const { activation, other, alpha, z } = state;
    const now = acts();
    drawPlots(now, z, `${activation} ${other} ${now.some(({ has_alpha }) => has_alpha) ? alpha : ""}`);
    for (const one of [...handles.map(({ put }) => ({ show: put })), ...menus, z_slider, alpha_slider]) one.show();
    alpha_slider.node.classList.toggle("nnx-gone", !now.some(({ has_alpha }) => has_alpha));
    swap.disabled = now.length === 1;
    for (const n of [0, 1]) {
      const is_shown = n < now.length;
      if (is_shown) setText(names[n], nameOf(shown()[n]));
      setText(heads[n], is_shown ? nameOf(shown()[n]) : "");
      const texts = is_shown ? textsOf(now[n], z) : [];
      rows.forEach(({ cells }, i) => setText(cells[n], texts[i] ?? ""));
    }
    const is_flat = now[0].zone.some((edge) => edge !== null);
    setText(
      zone,
      say(is_flat ? "key saturated" : "key not saturated", { name: nameOf(activation), flat: format(FLAT) }),
    );
    samples[1].classList.toggle("nnx-gone", now.length === 1);
    return sentence(shown(), now, z);
  };
  return frame({
    model,
    el,
    declared,
    title: say("title"),
    drawings: [html("div", { class: "nnx-stack" }, above.box, below.box, drawn_key)],
    buttons: [...menus.map(({ node }) => node), swap],
    numbers: [marks_key, table],
    controls: [z_slider.node, alpha_slider.node],
    draw,
  });
}

// A column of the table.
function textsOf({ f, grad, range, monotonic, zero_centred, kinks, zone }, z) {
  const yesOrNo = (truth) => say(truth ? "yes" : "no");
  const end = (value) => (Number.isFinite(value) ? format(value, Number.isInteger(value) ? 0 : 2) : format(value));
  const [until, since] = zone;
  const zones = [
    ...(until === null ? [] : [say("before", { place: end(until) })]),
    ...(since === null ? [] : [say("after", { place: end(since) })]),
  ];
  if (zones.length === 2 && until === -since) zones.splice(0, 2, say("beyond", { place: end(since) }));
  return [
    format(f(z), DIGITS),
    kinks.includes(z) ? say("no slope") : format(grad(z), DIGITS),
    say("from to", { low: end(range[0]), high: end(range[1]) }),
    yesOrNo(monotonic),
    yesOrNo(zero_centred),
    until === Infinity ? say("everywhere") : zones.join(", ") || say("nowhere"),
    kinks.length ? kinks.map((kink) => equation("z", kink, 0)).join(", ") : say("none"),
  ];
}

// The slope of one function or of two.
function sentence(shown, acts, z) {
  const parts = acts.map((act, n) => {
    const key = act.kinks.includes(z) ? "has none" : isSaturated(act, z) ? "is saturated" : "has a slope";
    return say(key, { name: nameOf(shown[n]), slope: format(act.grad(z), DIGITS) });
  });
  const place = equation("z", z);
  return parts.length === 1
    ? say("finding of one", { place, first: parts[0] })
    : say("finding of two", { place, first: parts[0], second: parts[1] });
}

export default { render };
