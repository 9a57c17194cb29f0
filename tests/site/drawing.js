// Set each state in turn, wait for the frame that draws it, and describe all that can be seen then: see drawing.py.
async ([states, lines]) => {
  const root = document.querySelector(".nnx");
  const { model } = document.querySelector(".nnx-mount").explorer;
  // Asked for both: Chromium calls what stands in a group without display visible, though it has no place.
  const seen = (node) => node.getClientRects().length > 0 && node.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const all = (selector, within = root) => [...within.querySelectorAll(selector)].filter(seen);
  const area = (node) => node.getBoundingClientRect();
  const named = (nodes, describe) => Object.fromEntries(nodes.map(describe));

  const drawings = () => all("svg").filter((node) => area(node).width > 0);
  const size = ({ viewBox: { baseVal } }) => [baseVal.width, baseVal.height];
  const classesOf = (node, end) => (node === end ? [] : [...node.classList, ...classesOf(node.parentNode, end)]);
  const shape = (node, drawing) => {
    const { x, y, width, height } = node.getBBox();
    const attributes = named([...node.attributes], ({ name, value }) => [name, value]);
    const classes = classesOf(node, drawing);
    return { tag: node.localName, classes, attributes, text: node.textContent, box: [x, y, width, height] };
  };
  const drawing = (node) => ({
    classes: [...node.classList],
    label: node.ariaLabel,
    size: size(node),
    shapes: all(":is(line, path, polygon, rect, circle, text)", node).map((one) => shape(one, node)),
  });
  const handle = (node) => {
    const place = area(node);
    const [x, y] = [place.x + place.width / 2, place.y + place.height / 2];
    const under = drawings().findIndex((one) => {
      const { left, right, top, bottom } = area(one);
      return left <= x && x <= right && top <= y && y <= bottom;
    });
    if (under < 0) throw new Error(`${node.ariaLabel} lies on no drawing`);
    const [below, [width, height]] = [area(drawings()[under]), size(drawings()[under])];
    const within = [((x - below.x) / below.width) * width, ((y - below.y) / below.height) * height];
    return { name: node.ariaLabel, classes: [...node.classList], drawing: under, place: within };
  };
  const control = (node) => {
    const value = node.type === "checkbox" ? node.checked : node.value ?? node.ariaValueNow;
    const shown = node.closest("label")?.querySelector("output")?.textContent;
    return [node.ariaLabel, { value, text: node.ariaValueText, shown, disabled: node.disabled === true }];
  };
  const row = (node) => ({ classes: [...node.classList], cells: [...node.cells].map((cell) => cell.textContent) });
  const meter = (node) => ({ classes: [...node.classList], share: area(node.firstChild).width / node.clientWidth });
  const view = () => ({
    drawings: drawings().map(drawing),
    tables: all("table").map((table) => [...table.rows].map(row)),
    finding: root.querySelector(".nnx-finding").textContent,
    lines: all(lines).map((node) => node.textContent),
    handles: all(".nnx-handle").map(handle),
    controls: named(all("input, select, [role=slider]"), control),
    buttons: named(all("button:not(.nnx-handle)"), (node) => [node.textContent, !node.disabled]),
    meters: all(".nnx-meter").map(meter),
  });

  const views = [];
  for (const state of states) {
    for (const name in state) model.set(name, state[name]);
    await new Promise(requestAnimationFrame);
    views.push(view());
  }
  return JSON.stringify(views); // many times as fast as by the browser's protocol
}
