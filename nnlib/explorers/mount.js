// The static page's half of anywidget: a plain model for each explorer, mounted as it scrolls into view.
// Modules come as classic scripts that hand over their source, because browsers refuse ES modules from file:// pages;
// each becomes a blob: URL, with its local imports pointing to the blobs of the shared files.
(() => {
  const base = new URL(".", document.currentScript.src);
  const sources = new Map(); // file name -> promise of its source
  const urls = new Map(); // file name -> promise of its blob: URL
  const arrived = {};
  document.documentElement.classList.add("nnx-js");

  window.nnx = {
    // Called by each script of the folder modules/.
    module: (file, source) => arrived[file](source),
    // Mount all explorers at or below a node now; tests use it.
    mount_all: (root = document) => Promise.all([...root.querySelectorAll(".nnx-mount")].map(mount)),
  };

  function load(file) {
    if (!sources.has(file)) {
      const source = new Promise((resolve, reject) => {
        arrived[file] = resolve;
        const script = document.createElement("script");
        script.src = new URL(`modules/${file}`, base);
        script.onerror = () => reject(new Error(`could not load ${script.src}`));
        document.head.append(script);
      });
      sources.set(file, source);
    }
    return sources.get(file);
  }

  function blobUrl(file) {
    if (!urls.has(file)) urls.set(file, makeBlobUrl(file));
    return urls.get(file);
  }

  async function makeBlobUrl(file) {
    let source = await load(file);
    const imports = new Set(Array.from(source.matchAll(/from "\.\/(_\w+\.js)"/g), (match) => match[1]));
    for (const name of imports) source = source.replaceAll(`"./${name}"`, JSON.stringify(await blobUrl(name)));
    return URL.createObjectURL(new Blob([source, `\n//# sourceURL=nnlib/explorers/${file}`], { type: "text/javascript" }));
  }

  // The part of anywidget's model that explorers use.
  function plainModel(state) {
    const listeners = new Map();
    return {
      get: (name) => state[name],
      set(name, value) {
        if (state[name] === value) return;
        state[name] = value;
        for (const listener of listeners.get(`change:${name}`) ?? []) listener();
      },
      on: (event, listener) => listeners.set(event, [...(listeners.get(event) ?? []), listener]),
      off: (event, listener) => listeners.set(event, (listeners.get(event) ?? []).filter((one) => one !== listener)),
      save_changes() {},
    };
  }

  const mounting = new WeakMap();
  function mount(place) {
    if (!mounting.has(place)) mounting.set(place, start(place));
    return mounting.get(place);
  }

  async function start(place) {
    const module = await import(await blobUrl(`${place.dataset.explorer}.js`));
    const model = plainModel(JSON.parse(place.dataset.state));
    place.replaceChildren();
    place.classList.add("nnx-mounted");
    module.default.render({ model, el: place });
    place.explorer = { model, readouts: module.readouts };
    return place;
  }

  // "#ThresholdNeuron?w1=1&b=-0.5" -> the explorer's name and the state to set; null for any other link.
  function parse(hash) {
    const match = /^#(\w+)\?(.+)$/.exec(decodeURIComponent(hash));
    if (!match) return null;
    const stem = match[1].replace(/(?<!^)(?=[A-Z])/g, "_").toLowerCase();
    const state = Object.fromEntries(match[2].split("&").map((pair) => {
      const [name, value] = pair.split("=");
      return [name, JSON.parse(value)];
    }));
    return { stem, state };
  }

  // A link in the text sets the nearest explorer of its kind and brings it into view.
  async function follow(hash, from) {
    const wanted = parse(hash);
    if (!wanted) return;
    const places = [...document.querySelectorAll(`.nnx-mount[data-explorer="${wanted.stem}"]`)];
    const distance = (place) => Math.abs(place.getBoundingClientRect().top - from);
    const place = places.sort((one, other) => distance(one) - distance(other))[0];
    if (!place) return;
    await mount(place);
    for (const [name, value] of Object.entries(wanted.state)) place.explorer.model.set(name, value);
    const { top, bottom } = place.getBoundingClientRect();
    if (top < 0 || bottom > window.innerHeight) place.scrollIntoView({ block: "nearest" });
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href^='#']");
    if (!link || !parse(link.hash)) return;
    event.preventDefault();
    history.replaceState(null, "", link.hash); // the address now holds the state and can be shared
    follow(link.hash, link.getBoundingClientRect().top);
  });

  document.addEventListener("DOMContentLoaded", () => {
    const watcher = new IntersectionObserver((entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        watcher.unobserve(target);
        mount(target);
      }
    }, { rootMargin: "600px" });
    for (const place of document.querySelectorAll(".nnx-mount")) watcher.observe(place);
    follow(location.hash, 0);
  });
})();
