/*
 * The memory picture: what stands in a STEP of docs/report-data.md, drawn. Names point to objects; arrays of one buffer
 * stand in one grid, whose columns are the places of the buffer: an element stands above or below those that it is one
 * with. What is shared has a mark beside its colour, what changed says from what, what is not proved is dashed.
 *
 *     ibid.picture(step, {before, word})   an element; `before`: a step to compare with, `word`: "was" where none is given
 */
"use strict";

(() => {
  const { make, own } = ibid;

  const sequence = (object) => object.kind === "list" || object.kind === "tuple";
  const identified = (object) => sequence(object) || object.kind === "array" || object.kind === "other";

  /** The names of an object, by its number; without a name how it is reached, "l[0]". */
  ibid.labels = (step) => {
    const labels = step.objects.map(() => []);
    for (const [name, number] of Object.entries(step.names)) labels[number].push(name);
    step.objects.forEach((object, number) => {
      for (const [index, item] of (object.items ?? []).entries())
        if (labels[item].length === 0 && labels[number].length > 0) labels[item].push(`${labels[number][0]}[${index}]`);
    });
    return labels;
  };

  /** The object of a name or of a way to it, in another step; undefined where there is none. */
  function same(step, label) {
    const [name, ...items] = label.split(/[[\]]+/).filter(Boolean);
    let object = step.objects[own(step.names, name)];
    for (const item of items) object = step.objects[object?.items?.[item]];
    return object;
  }

  // Lines: elements of which no two lie in one place.

  const count = (shape) => shape.reduce((product, length) => product * length, 1);

  function indices(shape, element) {
    const index = [];
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      index.unshift(element % shape[axis]);
      element = Math.floor(element / shape[axis]);
    }
    return index;
  }

  const lineOf = (shape, split, element) =>
    indices(shape, element).reduce((line, index, axis) => ((split >> axis) & 1 ? line * shape[axis] + index : line), 0);

  function tellsApart(object, split) {
    const seen = new Set();
    return object.at.every((place, element) => {
      const line = lineOf(object.shape, split, element);
      for (let i = 0; i < (object.width ?? 1); i++) {
        if (seen.has(`${line} ${place + i}`)) return false;
        seen.add(`${line} ${place + i}`);
      }
      return true;
    });
  }

  /** The axes to tell apart by lines, as bits: the fewest lines that do; among equals, those along the first axes. */
  function splitOf(object) {
    if (tellsApart(object, 0)) return 0;
    const axes = Math.min(object.shape.length, 5);
    let best = (1 << object.shape.length) - 1;
    const lines = (split) => count(object.shape.filter((_, axis) => (split >> axis) & 1));
    for (let split = 1; split < 1 << axes; split++)
      if (lines(split) < lines(best) && tellsApart(object, split)) best = split;
    return best;
  }

  /** Boxes of an array that has its elements: [[{at, width, text, index, element}]], by line. */
  function linesOf(object) {
    const at = object.at ?? object.elements.map((_, element) => element);
    const split = object.at ? splitOf(object) : 0;
    const indexed = object.shape.length > 1 || at.some((place, element) => element > 0 && place <= at[element - 1]);
    const lines = [];
    at.forEach((place, element) => {
      const box = { at: place, width: object.width ?? 1, text: object.elements[element], element,
        index: indexed ? `[${indices(object.shape, element).join(",")}]` : null };
      (lines[split ? lineOf(object.shape, split, element) : 0] ??= []).push(box);
    });
    return lines.filter(Boolean).map((line) => line.sort((left, right) => left.at - right.at));
  }

  // Rows: an object with its lines.

  const drawn = (object) => object.kind === "array" && object.elements?.length > 0 && (object.at || object.buffer === undefined);

  function rowOf(step, number, labels) {
    const object = step.objects[number];
    if (drawn(object)) return { number, object, lines: linesOf(object), unproved: object.buffer === undefined };
    if (sequence(object) && object.items?.length > 0)
      return { number, object, lines: [object.items.map((item, index) => {
        const reference = identified(step.objects[item]);
        return { at: index, width: 1, element: index, reference, text: reference ? labels[item].join(", ") : step.objects[item].content };
      })] };
    const whole = object.kind === "none" ? "None" : object.kind === "other" ? "" : object.content;
    return { number, object, whole: true, extent: object.extent, lines: [[{ at: 0, width: 1, text: whole, element: 0 }]] };
  }

  /** Rows by figure: arrays whose places are known stand together. */
  function figuresOf(step, labels) {
    const figures = [];
    const buffers = new Map();
    step.objects.forEach((object, number) => {
      if (labels[number].length === 0 || (!identified(object) && !Object.values(step.names).includes(number))) return;
      const row = rowOf(step, number, labels);
      const placed = object.buffer !== undefined && (object.at || object.extent);
      let figure = placed ? buffers.get(object.buffer) : undefined;
      if (!figure) {
        figure = { rows: [], placed };
        figures.push(figure);
        if (placed) buffers.set(object.buffer, figure);
      }
      figure.rows.push(row);
    });
    return figures;
  }

  /** From places to columns: places that no box has are one column together, between those that have. */
  function columnsOf(figure) {
    const covered = new Set();
    for (const row of figure.rows)
      if (!row.whole || !figure.placed)
        for (const box of row.lines.flat()) for (let i = 0; i < box.width; i++) covered.add(box.at + i);
    for (const row of figure.rows) if (figure.placed && row.extent) row.extent.forEach((place) => covered.add(place));
    const columns = new Map();
    let next = 0;
    let before = -1;
    for (const place of [...covered].sort((left, right) => left - right)) {
      next += before >= 0 && place > before + 1 ? 1 : 0;
      columns.set(place, next++);
      before = place;
    }
    return columns;
  }

  const users = (figure) => {
    const all = new Map();
    for (const row of figure.rows)
      if (!row.whole) for (const box of row.lines.flat()) for (let i = 0; i < box.width; i++) all.set(box.at + i, (all.get(box.at + i) ?? 0) + 1);
    return all;
  };

  // Drawing.

  const short = (object) => object.description.replace(/^(\S+) array of shape /, "$1 ");

  function label(step, row, names, options) {
    const old = options.before && names.some((name) => !same(options.before, name));
    return make("div", { class: "memory-label" },
      make("span", { class: "memory-names" }, names.map((name, index) => [index > 0 && ", ", make("b", {}, name)])),
      old && (options.word ?? "was") === "was" && make("span", { class: "memory-new" }, "new"),
      make("small", { title: row.object.description }, short(row.object)));
  }

  /** What an element was in the step to compare with; null where it is the same, or nothing compares. */
  function other(row, names, box, options) {
    const before = options.before && same(options.before, names[0]);
    if (!before || box.reference) return null;
    if (row.whole) return before.content === row.object.content || before.kind === "other" ? null : before.content;
    if (sequence(row.object)) {
      const item = options.before.objects[before.items?.[box.element]];
      return !before.items ? null : !item ? "" : identified(item) || item.content === box.text ? null : item.content;
    }
    if (!before.elements || before.shape?.join() !== row.object.shape.join()) return null;
    return before.elements[box.element] === box.text ? null : before.elements[box.element];
  }

  function drawBox(row, names, box, columns, line, shared, options) {
    const from = other(row, names, box, options);
    const word = options.word ?? "was";
    const start = row.whole && row.extent ? columns.get(row.extent[0]) : columns.get(box.at);
    const end = row.whole && row.extent ? columns.get(row.extent[1]) + 1 : columns.get(box.at + box.width - 1) + 1;
    const cut = box.text.length > 60 ? `${box.text.slice(0, 28)}\u2026${box.text.slice(-28)}` : box.text;
    return make("div", {
      class: ["memory-box", shared && "shared", from !== null && "changed", row.unproved && "unproved", box.reference && "reference", row.whole && "whole"].filter(Boolean).join(" "),
      style: `grid-column: ${start + 2} / ${end + 2}; grid-row: ${line}`, title: cut === box.text ? null : box.text.slice(0, 2000),
    },
    shared && make("span", { class: "memory-mark", "aria-hidden": "true" }),
    make("span", { class: "memory-value" }, box.reference && make("span", { "aria-hidden": "true" }, "\u2192 "), cut),
    box.index && make("span", { class: "memory-index" }, box.index),
    from === "" && make("span", { class: "memory-was" }, word === "was" ? "new" : "not expected"),
    from && make("span", { class: "memory-was" }, word, " ", make("s", {}, from.length > 24 ? `${from.slice(0, 23)}\u2026` : from)));
  }

  function drawFigure(step, figure, labels, options) {
    const columns = columnsOf(figure);
    const used = users(figure);
    const touched = (box) => Array.from({ length: box.width }, (_, i) => used.get(box.at + i));
    /* Every place is as wide as a small box, so that an element of several places shows how many they are. */
    const cells = [...columns.values()].map((column) => make("div", { class: "memory-place", style: `grid-column: ${column + 2}` }));
    let line = 0;
    for (const row of figure.rows) {
      const names = labels[row.number];
      const head = make("div", { class: "memory-head", style: `grid-row: ${line + 1} / span ${row.lines.length}` },
        label(step, row, names, options), make("span", { class: "memory-arrow", "aria-hidden": "true" }));
      cells.push(head);
      for (const boxes of row.lines) {
        line++;
        for (const box of boxes) {
          const shared = figure.placed && (row.whole ? figure.rows.length > 1 : row.object.shared ? row.object.shared.includes(box.element) : touched(box).some((users) => users > 1));
          cells.push(drawBox(row, names, box, columns, line, shared, options));
        }
      }
    }
    const drawing = make("div", { class: "memory-figure" }, cells);
    wide.observe(drawing);
    return drawing;
  }

  /* What is wider than the page scrolls, and what scrolls has to be reached by the keyboard. */
  const wide = new ResizeObserver((entries) => {
    for (const { target } of entries)
      if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
      else target.removeAttribute("tabindex");
  });

  ibid.picture = (step, options) => {
    const labels = ibid.labels(step);
    const figures = figuresOf(step, labels).map((figure) => drawFigure(step, figure, labels, options ?? {}));
    const unproved = (step.unproved ?? []).map(([left, right]) => `${labels[left].join(", ")} and ${labels[right].join(", ")}`);
    return make("div", { class: "memory", role: "group", "aria-label": "Memory" },
      figures.length > 0 ? figures : make("p", { class: "fine" }, "No names."),
      unproved.length > 0 && make("p", { class: "fine" }, "Not proved either way, whether they share: ", unproved.join("; "), "."));
  };
})();
