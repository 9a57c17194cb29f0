// Where the reader is: a link in the text that sets an explorer out of view does not take them away from their sentence.
// Where there is room beside the text the explorer is pinned there while they read on; elsewhere the page goes to the
// explorer, and a button of its own, or the browser's Back, returns to the link.
import { button } from "./controls.js";
import { WORDS } from "./declared.js";
import { html } from "./elements.js";
import { speaker } from "./words.js";

const ROOM = 300; // pixels from the text's edge to the window's, at least
const GAP = 8;
const WIDEST = 448;
const say = speaker(WORDS);
let unpinOther = () => {}; // one explorer is pinned at a time

// Where the window begins to show the page, below what sticks to its top.
const top = () => parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0;
function isInView(from, height) {
  const seen = Math.min(from + height, window.innerHeight) - Math.max(from, top());
  return seen >= Math.min(height, window.innerHeight - top()) - 1;
}

// `el` holds the explorer, `root` is the explorer, `drawings` what should be in view. In Jupyter, where the page's history
// is not ours, `is_page` is false.
export function placeOf({ el, root, drawings, is_page }) {
  const unpin = button(say("unpin"), leave);
  const back = button(say("back to the text"), () =>
    window.history.state?.away === trip.id ? window.history.back() : comeBack(),
  );
  const way = html("div", { class: "nnx-way" });
  let pinned = null; // the link, and where the drawings stand in the explorer's own place
  let trip = null; // the link, and where in the window it was

  function show(link) {
    const { top: from, height } = drawings.getBoundingClientRect();
    if (pinned) pinned.link = link;
    if (isInView(from, height)) return;
    if (pinned) root.scrollTo({ top: 0 });
    else if (is_page && room() >= ROOM) pin(link, from - el.getBoundingClientRect().top, height);
    else go(link);
  }

  // -- beside the text ------------------------------------------------------------------------------------------------
  const room = () => document.documentElement.clientWidth - el.getBoundingClientRect().right;

  function pin(link, from, height) {
    unpinOther();
    unpinOther = home;
    pinned = { link, from, height };
    el.style.height = `${el.getBoundingClientRect().height}px`; // nothing in the text moves
    el.append(html("p", { class: "nnx-pinned-note" }, say("pinned")));
    way.replaceChildren(unpin);
    root.prepend(way);
    root.classList.add("nnx-pinned");
    el.classList.add("nnx-away");
    fit();
  }

  function fit() {
    if (!pinned) return;
    if (room() < ROOM) return home();
    root.style.left = `${el.getBoundingClientRect().right + GAP}px`;
    root.style.width = `${Math.min(WIDEST, room() - 2 * GAP)}px`;
  }

  function home() {
    if (!pinned) return;
    unpinOther = () => {};
    pinned = null;
    el.style.height = root.style.left = root.style.width = "";
    el.querySelector(".nnx-pinned-note").remove();
    way.remove();
    root.classList.remove("nnx-pinned");
    el.classList.remove("nnx-away");
  }

  // Read on to another section, or back to the explorer's own place: it goes home.
  function follow() {
    if (!pinned) return;
    const section = pinned.link.closest("section")?.getBoundingClientRect();
    const is_left = section && (section.bottom < top() || section.top > window.innerHeight);
    if (is_left || isInView(el.getBoundingClientRect().top + pinned.from, pinned.height)) home();
  }

  // At a press: the focus, too, goes back to the text.
  function leave() {
    const { link } = pinned;
    const had_focus = root.contains(document.activeElement);
    home();
    if (had_focus) link.focus({ preventScroll: true });
  }

  const escape = ({ key }) => key === "Escape" && pinned && leave();

  // -- to the explorer, and back --------------------------------------------------------------------------------------
  function go(link) {
    trip = { id: Date.now(), link, y: link.getBoundingClientRect().top };
    if (is_page) {
      window.history.replaceState({ ...window.history.state, followed: true, from: trip.id }, "");
      window.history.pushState({ followed: true, away: trip.id }, "");
    }
    way.replaceChildren(back);
    root.prepend(way);
    root.scrollIntoView({ behavior: "instant", block: "start" });
    back.focus({ preventScroll: true });
  }

  function comeBack() {
    const { link, y } = trip;
    trip = null;
    way.remove();
    link.focus({ preventScroll: true });
    if (!is_page) return link.scrollIntoView({ block: "center" });
    const scroll = () => window.scrollBy({ top: link.getBoundingClientRect().top - y, behavior: "instant" });
    scroll();
    requestAnimationFrame(scroll); // the browser, too, goes where it believes the reader was
  }

  const popped = ({ state }) => trip && state?.from === trip.id && comeBack();

  const listeners = [
    ["scroll", follow],
    ["resize", fit],
    ["keydown", escape],
    ["popstate", popped],
  ];
  for (const [type, listener] of listeners) window.addEventListener(type, listener, { passive: true });
  return {
    show,
    clean() {
      home();
      for (const [type, listener] of listeners) window.removeEventListener(type, listener);
    },
  };
}
