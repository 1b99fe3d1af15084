/*
 * Tables with implementations for columns: heads that stay, one stop for the Tab key and arrows within, and rows that are
 * drawn as one comes to them, so that the first ones are seen at once.
 */
"use strict";

(() => {
  const { make } = ibid;

  function head(column) {
    const one = ibid.core.implementations[column];
    const [name, version] = ibid.names(one);
    return make("th", { scope: "col", class: "cell" },
      make("a", { href: ibid.href("implementation", one.key), title: ibid.title(one), tabindex: "-1" },
        make("span", { class: "name" }, name), " ", make("small", { class: "version" }, version)));
  }

  const stops = (row) => [...row.querySelectorAll("a[href], button")];

  // Arrows: to the left and right through all that can be reached, up and down in the column.
  const moves = {
    ArrowLeft: (rows, at, of) => stops(rows[at])[of - 1],
    ArrowRight: (rows, at, of) => stops(rows[at])[of + 1],
    ArrowUp: (rows, at, of, fromEnd) => stops(rows[at - 1] ?? rows[at]).at(fromEnd),
    ArrowDown: (rows, at, of, fromEnd) => stops(rows[at + 1] ?? rows[at]).at(fromEnd),
    Home: (rows, at) => stops(rows[at])[0],
    End: (rows, at) => stops(rows[at]).at(-1),
    PageUp: (rows, at, of, fromEnd) => stops(rows[Math.max(0, at - 10)]).at(fromEnd),
    PageDown: (rows, at, of, fromEnd) => stops(rows[Math.min(rows.length - 1, at + 10)]).at(fromEnd),
  };

  function walk(table) {
    const focus = (element) => {
      table.querySelector("[tabindex='0']")?.setAttribute("tabindex", "-1");
      element.setAttribute("tabindex", "0");
    };
    table.addEventListener("focusin", ({ target }) => {
      if (target.matches("a, button")) focus(target);
    });
    table.addEventListener("keydown", (event) => {
      const row = event.target.closest("tr");
      if (!moves[event.key] || !row || event.ctrlKey || event.metaKey || event.altKey) return;
      const rows = [...table.rows].filter((one) => stops(one).length > 0);
      const own = stops(row);
      const of = own.indexOf(event.target);
      const cells = row.querySelectorAll("td a, thead a").length;
      const fromEnd = of < own.length - cells ? -1 - cells : of - own.length;
      const next = moves[event.key](rows, rows.indexOf(row), of, fromEnd) ?? (event.key.endsWith("Up") || event.key.endsWith("Down") ? stops(row)[of] : null);
      event.preventDefault();
      next?.focus();
    });
  }

  // The name of a cell is for who hears; who points at it sees the same.
  function tips(table) {
    table.addEventListener("pointerover", ({ target }) => {
      const link = target.closest("td a[aria-label]");
      if (link && !link.title) link.title = link.getAttribute("aria-label");
    });
  }

  // Rows that are drawn at a time, and what draws all that are left of the table that is shown.
  const PORTION = 50;
  const AHEAD_PIXELS = 1000;
  let all = () => {};
  window.addEventListener("beforeprint", () => all());

  /*
   * {box, table, bodies(list, least)}: `first` heads the rows, `label` names the table, `kind` is a class. bodies() replaces
   * the table's bodies: list has functions that give the rows of one, and at least so many rows are drawn at once.
   */
  ibid.table = ({ columns, first, label, kind }) => {
    const room = columns.length <= 10 ? "roomy" : columns.length <= 16 ? "easy" : "";
    const table = make("table", { class: `grid ${kind ?? ""} ${room}`, "aria-label": label },
      make("colgroup", {}, make("col", { class: "row" }), columns.map(() => make("col", { class: "cell" }))),
      make("thead", {}, make("tr", {}, make("th", { scope: "col", class: "row" }, first), columns.map(head))));
    const box = make("div", { class: "scroll grid-box", "data-keeps-scroll": true }, table);
    walk(table);
    tips(table);

    // Rows are drawn as far as one sees, and on as one scrolls; on paper, all of them.
    let more = () => {};

    function bodies(list, least) {
      let next = 0;
      let rows = 0;
      for (const body of [...table.tBodies]) body.remove();
      more = (count) => {
        const end = rows + count;
        while (rows < end && next < list.length) {
          const body = make("tbody", {}, list[next++]());
          rows += body.rows.length;
          table.append(body);
        }
        if (next < list.length) table.after(endOfRows);
        else endOfRows.remove();
      };
      more(Math.max(PORTION, least ?? 0, ibid.returning));
      if (!table.querySelector("[tabindex='0']")) stops(table.tBodies[0] ?? table)[0]?.setAttribute("tabindex", "0");
    }

    const endOfRows = make("div", { class: "end-of-rows" });
    const near = () => endOfRows.isConnected && endOfRows.offsetTop - box.scrollTop - box.clientHeight < AHEAD_PIXELS;
    // The observer tells of changes only: whoever is still near has to be asked again.
    const follow = () => {
      if (!near()) return;
      more(PORTION);
      requestAnimationFrame(follow);
    };
    new IntersectionObserver(follow, { root: box, rootMargin: `${AHEAD_PIXELS}px` }).observe(endOfRows);
    all = () => { if (box.isConnected) more(Infinity); };

    return { box, table, bodies };
  };

  /** A cell: what is seen, what is heard, where it leads; `kind` is a class. */
  ibid.cell = (kind, href, label, ...content) =>
    make("td", { class: kind }, make("a", { href, "aria-label": label, tabindex: "-1" }, content));

  /** The cell of a sum: the worst of it, and its parts to scale. */
  ibid.sumCell = (one, ids, column, href) => {
    const counts = ibid.tally(ids, column);
    const sum = ibid.sum(counts);
    return ibid.cell(sum.class, href, `${ibid.title(one)}: ${ibid.sentence(counts)}`,
      make("span", {}, sum.symbol, sum.count), make("span", { class: "share", style: `background:${share(counts)}` }));
  };

  const tones = { p: "--pass", x: "--fail", f: "--fail", s: "--differs", e: "--error", d: "--differs", i: "--inconclusive", u: "--unsupported" };

  function share(counts) {
    let from = 0;
    const total = counts.total || 1;
    const parts = [..."pxfesdiun-"].filter((letter) => counts[letter]).map((letter) => {
      const to = from + counts[letter] / total * 100;
      const tone = tones[letter] ? `var(${tones[letter]})` : "var(--line)";
      const shade = letter === "u" ? `color-mix(in srgb, ${tone} 35%, var(--card))` : tone;
      const part = `${shade} ${from.toFixed(1)}% ${to.toFixed(1)}%`;
      from = to;
      return part;
    });
    return parts.length > 0 ? `linear-gradient(90deg, ${parts.join(", ")})` : "none";
  }

  ibid.caseCell = (one, id, record, column) => {
    const verdict = ibid.verdicts[ibid.shown(record, column)];
    return ibid.cell(verdict.class, ibid.href("case", id, one.key), `${ibid.title(one)}: ${verdict.word}`, verdict.symbol);
  };

  /** What the symbols mean. */
  ibid.legend = (letters) =>
    make("ul", { class: "legend", "aria-label": "Symbols" }, [...letters].map((letter) =>
      make("li", { class: ibid.verdicts[letter].class }, ibid.symbol(letter), " ", ibid.verdicts[letter].word)),
    letters.includes("u") && make("li", { class: "pass" }, make("span", { class: "symbol", "aria-hidden": "true" }, "\u25d0"), " passes as far as it goes"));
})();
