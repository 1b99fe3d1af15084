/* The matrix: chapters by implementations, unfolding to clauses, and these to cases. Its state is its address. */
"use strict";

(() => {
  const { make } = ibid;

  const depths = ["chapters", "clauses", "cases"];
  let view = null;

  /*
   * What is unfolded: to the depth that the query's `depth` names, and otherwise from what `fold` has with commas between.
   * Without `depth`, a matrix that is narrowed shows its clauses, and where few cases are left, these.
   */
  function folding(query, selected) {
    const turned = new Set((query.fold ?? "").split(",").filter(Boolean));
    const cases = selected.flatMap(({ clauses }) => clauses.flatMap((clause) => clause.cases)).length;
    const automatic = !ibid.narrowed(query) ? "chapters" : query.q && cases <= 40 ? "cases" : "clauses";
    const depth = depths.includes(query.depth) ? query.depth : automatic;
    const unfolded = { chapter: depth !== "chapters", clause: depth === "cases" };
    return { depth, is: (kind, id) => unfolded[kind] !== turned.has(String(id)) };
  }

  const fold = (kind, id, open, ...words) =>
    make("button", {
      type: "button", class: "fold", tabindex: "-1", "aria-expanded": String(open), "data-fold": id, onclick: () => view.turn(id),
    }, words);

  function chapterRow({ chapter, clauses }, open, columns) {
    const cases = clauses.flatMap((clause) => clause.cases);
    return make("tr", { class: "chapter" },
      make("th", { scope: "row" }, fold("chapter", chapter.number, open, make("span", {}, `${chapter.number} ${chapter.title}`,
        make("span", { class: "amount" }, ibid.count(cases.length, "case"))))),
      columns.map((column) => {
        const one = ibid.core.implementations[column];
        return ibid.sumCell(one, cases, column, ibid.href("matrix", "", null, { impl: one.key, chapter: chapter.number, depth: "clauses" }));
      }));
  }

  function clauseRow({ id, cases }, open, columns) {
    const clause = ibid.core.clauses[id];
    const words = [make("span", { class: "unseen" }, `Cases of ${id}`)];
    return make("tr", { class: "clause" },
      make("th", { scope: "row" }, cases.length > 0 && fold("clause", id, open, words),
        make("a", { class: "id", href: ibid.href("clause", id), tabindex: "-1" }, ibid.breakable(id)),
        clause.level !== "MUST" && make("span", { class: "level" }, clause.level),
        make("span", { class: "amount" }, clause.pending ? "pending" : cases.length),
        make("p", { class: "text" }, clause.text)),
      columns.map((column) => {
        const one = ibid.core.implementations[column];
        return ibid.sumCell(one, cases, column, ibid.href("clause", id, one.key));
      }));
  }

  function caseRow(id, columns) {
    const record = ibid.core.cases[id];
    return make("tr", { class: "case" },
      make("th", { scope: "row" }, make("a", { href: ibid.href("case", id), tabindex: "-1" }, record.title)),
      columns.map((column) => ibid.caseCell(ibid.core.implementations[column], id, record, column)));
  }

  // Functions that each give the rows of a chapter's head, or of a clause.
  function bodies(part, folds, columns) {
    const open = folds.is("chapter", part.chapter.number);
    return [() => chapterRow(part, open, columns), ...(open ? part.clauses : []).map((clause) => () => {
      const wide = folds.is("clause", clause.id);
      return [clauseRow(clause, wide, columns), wide && clause.cases.map((id) => caseRow(id, columns))];
    })];
  }

  function create(query) {
    const change = (name, value) => {
      const next = { ...view.query, [name]: value };
      if (name !== "fold") delete next.fold;
      view.update(next);
      ibid.keep(next);
    };
    const controls = [
      ibid.chooseImplementations(change),
      ibid.choose("verdict", "Verdict", ibid.verdictOptions(), change),
      ibid.choose("profile", "Profile", ibid.profileOptions(), change),
      ibid.choose("chapter", "Chapter", ibid.chapterOptions(), change),
      ibid.changeOptions().length > 2 && ibid.choose("changed", "Changed since the version before", ibid.changeOptions(), change),
    ].filter(Boolean);
    const segments = depths.map((depth) => make("button", { type: "button", onclick: () => change("depth", depth) }, depth));
    const clear = make("button", { type: "button", onclick: () => {
      document.getElementById("search").value = "";
      view.update({});
      ibid.keep({});
    } }, "Clear");
    const found = make("output", { "aria-live": "polite" });
    const place = make("div", {});
    const content = [
      make("h1", { class: "unseen", "data-title": "Matrix" }, "Who does what: the matrix"),
      ibid.tools(controls,
        make("div", { class: "field" }, make("span", { "aria-hidden": "true" }, "Unfolded to"),
          make("div", { class: "segments", role: "group", "aria-label": "Unfolded to" }, segments)),
        clear),
      make("div", { class: "above" }, found, ibid.legend("pfesxiun")),
      place,
    ];
    let table = null;

    function update(next, keep) {
      view.query = next;
      const columns = ibid.columns(next);
      const selected = ibid.select(next, columns);
      const folds = folding(next, selected);
      controls.forEach((control) => control.set(next));
      segments.forEach((button, index) => button.setAttribute("aria-pressed", String(depths[index] === folds.depth)));
      clear.hidden = Object.values(next).every((value) => !value);
      const clauses = selected.flatMap((part) => part.clauses);
      const cases = clauses.flatMap((clause) => clause.cases).length;
      found.textContent = `${ibid.count(clauses.length, "clause")}, ${ibid.count(cases, "case")}, ${ibid.count(columns.length, "system")}`;
      if (columns.length === 0 || clauses.length === 0) {
        place.replaceChildren(make("p", { class: "empty" }, columns.length === 0 ? "No system is chosen." : "Nothing fits all of this."));
        table = null;
        return;
      }
      if (!table || table.columns.join() !== columns.join()) {
        table = { columns, ...ibid.table({ columns, first: "Chapter, clause, case", label: "Matrix" }) };
        place.replaceChildren(table.box);
      }
      const drawn = table.table.rows.length;
      table.bodies(selected.flatMap((part) => bodies(part, folds, columns)), keep ? drawn : 0);
    }

    // The focus stays on the button, and the button where it is.
    function turn(id) {
      const turned = new Set((view.query.fold ?? "").split(",").filter(Boolean));
      if (!turned.delete(String(id))) turned.add(String(id));
      const next = { ...view.query, fold: [...turned].join(",") };
      const top = table.box.scrollTop;
      update(next, true);
      ibid.keep(next);
      table.box.scrollTop = top;
      [...table.table.querySelectorAll("[data-fold]")].find((button) => button.dataset.fold === String(id))?.focus({ preventScroll: true });
    }

    view = { content, update, turn, query };
    update(query);
    return content;
  }

  /** What the search field calls while the matrix is shown. */
  ibid.search = (words) => {
    const next = { ...view.query, q: words };
    delete next.fold;
    view.update(next);
    ibid.keep(next);
  };

  ibid.page("matrix", (id, query) => create(query), { wide: true, update: (query) => view.update(query) });
})();
