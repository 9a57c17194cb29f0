// What an explorer shows, as the text of a still: its drawings, tables, formulas and finding, one element a line.
// `make stills` stores it, and the tests compare it with what was stored.
(() => {
  const WIDTH = 704; // pixels: the widest that an explorer becomes
  const SVG = "http://www.w3.org/2000/svg";
  const NO_PICTURE = ".nnx-live, .nnx-message, .nnx-buttons, .nnx-more, .nnx-way, .nnx-grab, .nnx-hit"; // heard, pressed or grabbed
  const HOLDERS = new Set(["div", "foreignObject", "g", "svg", "table", "tbody", "thead", "tr"]); // new lines do not show in these
  const NO_MARK = /^(role|type|tabindex|aria-.*|data-.*)$/;
  const NUMBER = /-?\d*\.?\d+(e[-+]?\d+)?/g;

  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const rounded = (text) => text.replace(NUMBER, (number) => `${Number(Number(number).toFixed(2)) + 0}`);

  // Controls are no part of a picture, unless there is a drawing among them.
  const isShown = (node) => {
    if (node.nodeType !== Node.ELEMENT_NODE) return node.nodeType === Node.TEXT_NODE;
    if (node.matches(NO_PICTURE) || getComputedStyle(node).display === "none") return false;
    return (
      !node.closest(".nnx-controls") ||
      node.matches("[role=img], [role=img] *") ||
      node.querySelector("[role=img]") !== null
    );
  };

  // A copy of what is shown; a handle is a mark in it.
  function copied(node) {
    if (node.nodeType === Node.TEXT_NODE) return node.cloneNode();
    const copy = node.localName === "button" ? document.createElement("span") : node.cloneNode(false);
    for (const { name, value } of node.attributes) {
      const kept = name === "class" ? value.trim().replace(/\s+/g, " ") : rounded(value);
      if (NO_MARK.test(name) || kept === "") copy.removeAttribute(name);
      else copy.setAttribute(name, kept);
    }
    copy.append(...[...node.childNodes].filter(isShown).map(copied));
    return copy;
  }

  function written(node, space) {
    if (node.nodeType === Node.TEXT_NODE) return escaped(node.data);
    const own = node.namespaceURI === space ? "" : ` xmlns="${node.namespaceURI}"`;
    const head =
      node.localName + own + [...node.attributes].map(({ name, value }) => ` ${name}="${escaped(value)}"`).join("");
    const children = [...node.childNodes];
    if (children.length === 0) return node.namespaceURI === SVG ? `<${head}/>` : `<${head}></${node.localName}>`;
    const apart =
      HOLDERS.has(node.localName) && children.every(({ nodeType }) => nodeType === Node.ELEMENT_NODE) ? "\n" : "";
    return [`<${head}>`, ...children.map((child) => written(child, node.namespaceURI)), `</${node.localName}>`].join(
      apart,
    );
  }

  function still(root) {
    const picture = copied(root);
    picture.removeAttribute("style"); // where it stands on the page
    const sheet = document.createElement("div"); // as wide as the still, and in its font
    sheet.style.cssText = `width: ${WIDTH}px; font-family: system-ui, sans-serif`;
    sheet.append(picture);
    document.body.append(sheet);
    const height = picture.offsetHeight;
    sheet.remove();
    const title = `${root.getAttribute("aria-label")}: ${root.querySelector(".nnx-finding").textContent}`;
    return [
      `<svg xmlns="${SVG}" viewBox="0 0 ${WIDTH} ${height}">`,
      `<title>${escaped(title)}</title>`,
      `<foreignObject width="100%" height="100%">`,
      written(picture, SVG),
      "</foreignObject>",
      "</svg>",
      "",
    ].join("\n");
  }

  // The still of an explorer that was mounted in a state.
  async function mounted({ module, state }) {
    const place = document.createElement("div");
    place.className = "nnx-mount";
    Object.assign(place.dataset, { module, state: JSON.stringify(state) });
    document.querySelector("main").append(place);
    await nnx.mount_all(place.parentNode);
    await frame(); // until drawings know their width
    await frame();
    const text = still(place.querySelector(".nnx"));
    place.remove();
    return text;
  }

  // The still of the page's first explorer when its state changed to another one.
  async function changed({ state }) {
    const place = document.querySelector(".nnx-mount");
    for (const [name, value] of Object.entries(state)) place.explorer.model.set(name, value);
    await frame();
    await frame();
    return still(place.querySelector(".nnx"));
  }

  const oneByOne = (make) => async (all) => {
    const texts = [];
    for (const one of all) texts.push(await make(one));
    return texts;
  };
  window.stills = { mounted: oneByOne(mounted), changed: oneByOne(changed) };
})();
