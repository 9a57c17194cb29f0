// The static page's half of anywidget: a plain model for each explorer, mounted as it opens the page or scrolls into view.
// Modules come by classic scripts, each as a function of those that it imports: browsers refuse ES modules from file:// pages.
(() => {
  const arrivals = new Map(); // name of a module -> promise that is kept when it arrives, and how to keep it
  const given = new Map(); // name of a module -> its imports, and the function that makes what it exports of theirs
  const made = new Map(); // name of a module -> what it exports
  const loaded = new Promise((resolve) => window.addEventListener("load", resolve)); // all scripts ran, or failed
  document.documentElement.classList.add("nnx-js");

  let firstDrawn;
  window.nnx = {
    // The place of the explorer that the page's address named when it was opened; null for any other address.
    opened: null,
    // Settled once the explorers that a reader sees first are drawn.
    first_drawn: new Promise((resolve) => {
      firstDrawn = resolve;
    }),
    // Called for each module by the scripts that a page names.
    module(name, imports, make) {
      given.set(name, { imports, make });
      arrival(name).keep();
    },
    // Called by a script right behind each explorer of the static page. One in the page's first section opens it: it is drawn
    // at once, and seen when the page is. Others are drawn when they come near, if need be while the rest is read.
    arrived() {
      const place = [...document.querySelectorAll(".nnx-mount")].at(-1);
      if (document.querySelectorAll("section section").length === 1) mount(place);
      else early.observe(place);
    },
    // Mount all explorers at or below a node now; tests use it.
    mount_all: (root = document) => Promise.all([...root.querySelectorAll(".nnx-mount")].map(mount)),
  };

  function arrival(name) {
    if (!arrivals.has(name)) {
      const one = {};
      one.here = new Promise((keep, fail) => {
        one.keep = keep;
        loaded.then(() => fail(new Error(`${name} did not arrive`))); // too late for one that was kept
      });
      arrivals.set(name, one);
    }
    return arrivals.get(name);
  }

  // A module and all that it imports; scripts arrive in any order.
  function whole(name) {
    const one = arrival(name);
    one.whole ??= one.here.then(() => Promise.all(given.get(name).imports.map(whole)));
    return one.whole;
  }

  function exported(name) {
    if (!made.has(name)) {
      const { imports, make } = given.get(name);
      made.set(name, make(...imports.map(exported)));
    }
    return made.get(name);
  }

  // The part of anywidget's model that explorers use, and `page`: this model lives on a page, whose address may follow it.
  function plainModel(state) {
    const listeners = new Map();
    return {
      page: true,
      get: (name) => state[name],
      set(name, value) {
        if (state[name] === value) return;
        state[name] = value;
        for (const listener of listeners.get(`change:${name}`) ?? []) listener();
      },
      on: (event, listener) => listeners.set(event, [...(listeners.get(event) ?? []), listener]),
      off: (event, listener) =>
        listeners.set(
          event,
          (listeners.get(event) ?? []).filter((one) => one !== listener),
        ),
      save_changes() {},
    };
  }

  const mounting = new WeakMap();
  function mount(place) {
    if (!mounting.has(place)) mounting.set(place, start(place));
    return mounting.get(place);
  }

  async function start(place) {
    const fallback = [...place.childNodes];
    try {
      await whole(place.dataset.module);
      const module = exported(place.dataset.module);
      const model = plainModel(JSON.parse(place.dataset.state));
      place.replaceChildren();
      module.default.render({ model, el: place });
      place.classList.add("nnx-mounted");
      place.explorer = { model, readouts: module.readouts };
    } catch (error) {
      console.error(error);
      place.replaceChildren(...fallback); // the still and the numbers
      place.classList.add("nnx-failed");
    }
  }

  // Mounts explorers as they come near.
  function nearby(whenDrawn) {
    const watcher = new IntersectionObserver(
      (entries) => {
        const near = entries.filter(({ isIntersecting }) => isIntersecting).map(({ target }) => target);
        for (const place of near) watcher.unobserve(place);
        Promise.all(near.map(mount)).finally(whenDrawn);
      },
      { rootMargin: "600px" },
    );
    return watcher;
  }
  const early = nearby(() => {});

  // The places of explorers of the kind that an address such as "#ThresholdNeuron?w1=1" names.
  function named(hash) {
    const name = /^#(\w+)(:\d+)?\?/.exec(hash)?.[1];
    return [...document.querySelectorAll(`.nnx-mount[data-explorer="${name}"]`)];
  }

  // The one that is meant: of several the first, or the second for "#ThresholdNeuron:2?w1=1".
  function meant(hash) {
    const places = named(hash);
    return places[(/^#\w+:(\d+)/.exec(hash)?.[1] ?? 1) - 1] ?? places[0] ?? null;
  }

  // Show the explorer that the page's address means, in the state that the address holds. If it is pasted into an open
  // page, the same happens. The entry of the browser's history is marked, for who comes back to it later followed no link.
  async function open() {
    const place = meant(location.hash);
    if (!place) return;
    const hash = location.hash;
    history.replaceState({ ...history.state, followed: true }, "");
    await mount(place);
    place.querySelector(".nnx")?.dispatchEvent(new CustomEvent("nnx-open", { detail: hash }));
    return place;
  }
  const bringIntoView = (place) => place?.scrollIntoView({ behavior: "instant" });
  window.addEventListener("hashchange", () => history.state?.followed || open().then(bringIntoView));

  // A link in the text is followed by the explorer itself; here only those that wait are mounted first.
  document.addEventListener(
    "click",
    async (event) => {
      if (
        event.defaultPrevented ||
        event.button !== 0 ||
        event.ctrlKey ||
        event.metaKey ||
        event.shiftKey ||
        event.altKey
      )
        return;
      const link = event.target.closest?.("a[href^='#']");
      const places = link ? named(link.hash).filter((place) => !place.matches(".nnx-mounted, .nnx-failed")) : [];
      if (places.length === 0) return;
      event.preventDefault();
      event.stopPropagation();
      await Promise.all(places.map(mount));
      link.click();
    },
    true,
  );

  // As soon as the page is read: "DOMContentLoaded" would wait for all scripts, also those that no explorer needs.
  document.addEventListener("readystatechange", () => {
    if (document.readyState !== "interactive") return;
    early.disconnect();
    const watcher = nearby(firstDrawn);
    const places = [...document.querySelectorAll(".nnx-mount")];
    for (const place of places) watcher.observe(place);
    if (places.length === 0) firstDrawn();
    window.nnx.opened = meant(location.hash);
    const [{ type }] = performance.getEntriesByType("navigation");
    open().then((place) => type === "navigate" && bringIntoView(place)); // who reloads, or comes back, was perhaps elsewhere
  });
})();
