// Elements of the page and of drawings, and how they are changed.

const SVG_NS = "http://www.w3.org/2000/svg";

// An SVG element with attributes and children.
export function svg(tag, attributes = {}, ...children) {
  const node = document.createElementNS(SVG_NS, tag);
  setAttributes(node, attributes);
  node.append(...children);
  return node;
}

// An HTML element with attributes and children.
export function html(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  if (/^(button|input|select)$/.test(tag)) node.dataset.lmSuppressShortcuts = "true"; // JupyterLab would take the arrow keys for its cells
  setAttributes(node, attributes);
  node.append(...children);
  return node;
}

// Setting what is already there would still cost a new layout, so it is left out.
export function setAttributes(node, attributes) {
  for (const [name, value] of Object.entries(attributes))
    if (node.getAttribute(name) !== `${value}`) node.setAttribute(name, value);
}

export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

// "x₁" in italics with a true subscript, as in the formulas of the text: symbol("x", 1). A layer is a superscript in brackets.
export function symbol(letter, index = "", layer = "") {
  const node = html("span", { class: "nnx-symbol" }, html("i", {}, letter));
  if (index !== "") node.append(html("sub", {}, `${index}`));
  if (layer !== "") node.append(html("sup", {}, `(${layer})`));
  return node;
}

// The same inside a drawing.
export function svgSymbol(letter, index = "", layer = "", attributes = {}) {
  const node = svg("text", { class: "nnx-symbol", ...attributes }, svg("tspan", { "font-style": "italic" }, letter));
  if (index !== "") node.append(svg("tspan", { dy: "0.3em", "font-size": "75%" }, `${index}`));
  if (layer !== "")
    node.append(svg("tspan", { dy: index === "" ? "-0.5em" : "-0.8em", "font-size": "75%" }, `(${layer})`));
  return node;
}
