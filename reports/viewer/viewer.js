// The report's page stands without this; here are the panel with the details, search and folding.
// Whatever comes from a results file becomes text by way of text nodes: there is no markup in strings.
"use strict";

(() => {
  document.documentElement.classList.add("js");

  let data, panel, opener;
  const narrow = window.matchMedia("(max-width: 60rem)");

  // Building.

  // Control characters as C writes them; characters that turn the direction of the text as U+FFFD.
  const visible = (text) =>
    String(text)
      .replace(/[\u0000-\u0008\u000b-\u001f]/g, (c) => "\\x" + c.charCodeAt(0).toString(16).padStart(2, "0"))
      .replace(/[\u007f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, "\ufffd");

  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes ?? {}))
      if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value);
    element.append(...children.flat(9).filter((child) => child !== null && child !== undefined && child !== false)
      .map((child) => (child instanceof Node ? child : visible(child))));
    return element;
  }

  const className = (word) => word.replaceAll(" ", "-");
  const symbol = (word) => make("span", { class: "symbol" }, data.marks[word] ?? "");
  const cell = (word, href, text, current) =>
    make("a", { class: "cell " + className(word), href, "aria-current": current ? "true" : null }, symbol(word), " ",
      make("span", { class: "shown" }, text));
  const section = (title, ...content) => [make("h3", {}, title), ...content];

  // Looking up.

  const own = (object, key) => (object && Object.hasOwn(object, key) ? object[key] : undefined);
  const result = (implementation, kind, id) => own(data.results[implementation.key][kind], id);
  const merged = (kind, id, mine) => ({ ...own(data[kind], id), ...mine });

  function mark(record) {
    if (!record) return "not run";
    return record.expected_failure ? "expected failure" : record.verdict;
  }

  const encode = (id) => id.split("/").map(encodeURIComponent).join("/");
  const link = (prefix, id, key) => "#" + prefix + encode(id) + (key ? "@" + key : "");

  function place(hash) {
    let text;
    try {
      text = decodeURIComponent(hash.slice(1));
    } catch {
      return null;
    }
    const at = text.lastIndexOf("@");
    const implementation = data.implementations.find((one) => at >= 0 && one.key === text.slice(at + 1));
    const id = implementation ? text.slice(0, at) : text;
    if (id.startsWith("choice:") && own(data.choices, id.slice(7))) return { kind: "choice", id: id.slice(7), implementation };
    if (own(data.cases, id)) return { kind: "case", id, implementation };
    if (own(data.clauses, id)) return { kind: "clause", id, implementation };
    return null;
  }

  const casesOf = (clause) => Object.keys(data.cases).filter((id) => data.cases[id].clause === clause);

  // Parts of the panel.

  const sources = (list) => make("p", { class: "source" }, list.join("; "));

  const normative = (clause) =>
    make("blockquote", {}, make("p", {}, clause.text, " ", make("span", { class: "level" }, clause.level)), sources(clause.source));

  function program(statements, note) {
    return make("ol", { class: "program" }, statements.map((text, index) => {
      const [kind, words] = note?.(index) ?? [];
      return make("li", { class: kind }, make("code", {}, text), words && make("small", {}, words));
    }));
  }

  const chips = (prefix, id, kind, selected) =>
    make("ul", { class: "chips" }, data.implementations.map((one) => {
      const word = mark(result(one, kind, id));
      return make("li", {}, cell(word, link(prefix, id, one.key), `${one.name}: ${word}`, one === selected));
    }));

  function outcomes(list) {
    const words = (outcome) => (outcome.holds === null ? "inconclusive" : outcome.holds ? "pass" : "fail");
    const heard = { pass: "holds", fail: "does not hold", inconclusive: "not decided" };
    return make("table", { class: "outcomes" },
      make("thead", {}, make("tr", {}, make("th", { scope: "col" }, make("span", { class: "unseen" }, "Holds")),
        make("th", { scope: "col" }, "Expected"), make("th", { scope: "col" }, "Observed"))),
      make("tbody", {}, list.map((outcome) => {
        const word = words(outcome);
        const expected = outcome.expected ?? outcome.text;
        return make("tr", { class: word },
          make("td", {}, symbol(word), make("span", { class: "unseen" }, heard[word])),
          make("td", {}, make("code", {}, expected === outcome.text ? expected : `${outcome.text}: ${expected}`),
            make("small", {}, outcome.kind)),
          make("td", {}, make("code", { class: "seen" }, outcome.seen ?? "nothing"),
            make("small", {}, outcome.evidence === "none" ? "no evidence" : outcome.evidence)));
      })));
  }

  // A flat list of up to 16 elements is drawn as such; anything else is shown as it was written.
  function elements(content) {
    const inside = /^[[(](.*)[\])]$/s.exec(content)?.[1];
    const items = inside?.split(", ");
    if (!inside || /["'[\]()]/.test(inside) || items.length > 16) return make("code", {}, content);
    return make("span", { class: "elements" }, items.map((item) => make("i", {}, item)));
  }

  function memory(state) {
    return make("ul", { class: "memory" }, state.objects.map((object, number) => {
      const names = Object.keys(state.names).filter((name) => state.names[name] === number);
      return make("li", {}, make("span", { class: "names" }, names.map((name) => make("b", {}, name))),
        make("span", { class: "arrow" }, names.length > 0 ? "\u2192" : "\u21b3"),
        make("span", { class: "object" }, make("small", {}, object.description), elements(object.content)));
    }));
  }

  const native = (one, record, error) =>
    record.native?.length > 0 && section(`As ${one.name} ran it`,
      program(record.native, (index) => (error && index === error.statement - 1 ? ["failed", "raised"] : [])));

  function verdict(record) {
    const word = mark(record);
    const failure = record?.expected_failure;
    return [
      make("p", { class: "verdict " + className(word) }, symbol(word), " ", word),
      record?.reason && make("p", { class: "reason" }, record.reason),
      failure && make("p", { class: "reason" }, "Expected: ", failure.reason,
        failure.expires ? ` (until ${failure.expires})` : "",
        /^https?:\/\//.test(failure.url ?? "") ? [" ", make("a", { href: failure.url, rel: "noreferrer" }, failure.url)] : ""),
    ];
  }

  const pairs = (object) => Object.entries(object).map(([choice, answer]) => `${choice} = "${answer}"`).join(", ");

  function requirements(record) {
    const presupposes = pairs(record.where ?? {});
    const needs = (record.capabilities ?? []).join(", ");
    if (!presupposes && !needs && record.unit !== "whole") return null;
    return make("details", {}, make("summary", {}, "What it takes"),
      presupposes && make("p", {}, "Presupposes ", presupposes, "."),
      needs && make("p", {}, "Needs ", needs, "."),
      record.unit === "whole" && make("p", {}, "Compiled as one function."));
  }

  // The panel of a case, a clause, a choice: [kicker, title, title's class, content].

  function caseContent({ id, implementation }) {
    const one = implementation ?? data.implementations.find((any) => result(any, "cases", id));
    const mine = result(one, "cases", id);
    const record = merged("cases", id, mine);
    const executed = mine && "native" in mine;
    const error = record.error;
    return [
      make("a", { href: link("", record.clause), class: "id" }, record.clause), record.title, null,
      normative(own(data.clauses, record.clause)),
      section("Program", program(record.program, (index) => (index === record.act ? ["act", "the act"] : []))),
      section("Implementations", chips("", id, "cases", one)),
      section(one.name, verdict(mine)),
      executed && record.outcomes.length > 0 && section("Outcomes", outcomes(record.outcomes)),
      error && section(`Statement ${error.statement} raised`,
        make("pre", { class: "message" }, `${error.class} (${error.kind})\n${error.message}`)),
      record.state?.objects.length > 0 && section("Afterwards", memory(record.state)),
      native(one, record, error),
      requirements(record),
    ];
  }

  function clauseContent({ id, implementation }) {
    const clause = own(data.clauses, id);
    const rows = casesOf(id).map((one) => {
      const mine = implementation && result(implementation, "cases", one);
      const word = mark(mine);
      return make("li", {},
        implementation
          ? [cell(word, link("", one, implementation.key), word), " ", data.cases[one].title,
            mine?.reason && make("p", { class: "reason" }, mine.reason)]
          : [make("a", { href: link("", one) }, data.cases[one].title), chips("", one, "cases")]);
    });
    return [
      implementation ? make("a", { href: link("", id) }, "all implementations") : "Clause", id, "id",
      normative(clause),
      clause.why && section("Why", make("p", {}, clause.why)),
      Object.keys(clause.where).length > 0 && make("p", { class: "source" }, `Presupposes ${pairs(clause.where)}.`),
      clause.pending && make("p", { class: "reason" }, "Pending, without cases as yet: ", clause.pending),
      !clause.pending && section(implementation ? `Cases on ${implementation.name}` : "Cases", make("ul", { class: "rows" }, rows)),
    ];
  }

  function probeRow(one, probe) {
    return make("li", {}, program(probe.program),
      make("p", { class: "reason" }, probe.answer ? `answers \u201c${probe.answer}\u201d` : `${probe.verdict}: ${probe.reason}`),
      probe.seen && make("p", { class: "source" }, "Afterwards: ", make("code", {}, probe.seen)),
      probe.native && make("details", {}, make("summary", {}, `As ${one.name} ran it`), program(probe.native)));
  }

  function choiceContent({ id, implementation }) {
    const choice = own(data.choices, id);
    const mine = implementation && result(implementation, "choices", id);
    const given = (answer) => data.implementations.filter((one) => result(one, "choices", id)?.answer === answer);
    const others = data.implementations.map((one) => result(one, "choices", id)?.answer)
      .filter((answer, index, all) => answer !== undefined && !own(choice.answers, answer) && all.indexOf(answer) === index);
    const means = { none: "No answer fits what was measured.", unknown: "It could not be measured." };
    const rows = [...Object.entries(choice.answers), ...others.map((answer) => [answer, means[answer] ?? ""])];
    return [
      "Choice", id, "id",
      make("blockquote", {}, make("p", {}, choice.asks), sources(choice.source)),
      section("Answers", make("ul", { class: "rows" }, rows.map(([answer, text]) =>
        make("li", {}, make("b", {}, answer), text && [": ", text],
          make("ul", { class: "chips" }, given(answer).map((one) =>
            make("li", {}, cell(mark(result(one, "choices", id)), link("choice:", id, one.key), one.name, one === implementation)))))))),
      mine && [
        section(implementation.name, verdict(mine)),
        make("p", { class: "reason" }, `Answered \u201c${mine.answer}\u201d`,
          mine.expected === null ? "." : `; its profile says \u201c${mine.expected}\u201d.`),
        section("Probes", make("ul", { class: "rows" }, mine.probes.map((probe) => probeRow(implementation, probe)))),
      ],
    ];
  }

  // Opening and closing.

  function select(hash) {
    document.querySelectorAll(".selected").forEach((element) => element.classList.remove("selected"));
    let id = "";
    try {
      id = decodeURIComponent(hash.slice(1));
    } catch { /* a link that is none */ }
    const target = document.getElementById(id);
    target?.classList.add("selected");
    target?.closest("tbody.clause")?.classList.toggle("unfolded", true);
    unfolded(target?.closest("tbody.clause"));
    return target;
  }

  function show(focus) {
    const where = place(location.hash);
    const target = select(location.hash);
    panel.hidden = !where;
    document.body.classList.toggle("with-panel", Boolean(where));
    document.querySelector("main").inert = Boolean(where) && narrow.matches;
    if (!where) return;
    const [kicker, title, titleClass, ...content] =
      { case: caseContent, clause: clauseContent, choice: choiceContent }[where.kind](where);
    const close = make("button", { class: "close", type: "button", "aria-label": "Close" }, "\u00d7");
    close.addEventListener("click", hide);
    const heading = make("h2", { class: titleClass, tabindex: "-1" }, title);
    panel.replaceChildren(make("div", { class: "top" }, make("p", {}, kicker), close), heading,
      ...content.flat(9).filter(Boolean).map((part) => (part instanceof Node ? part : visible(part))));
    panel.scrollTop = 0;
    if (focus) heading.focus({ preventScroll: true });
    else target?.scrollIntoView({ block: "center" });
  }

  function go(hash) {
    history.pushState(null, "", hash || location.pathname + location.search);
    show(true);
  }

  function hide() {
    const selected = document.querySelector(".selected");
    go("");
    (opener ?? selected?.querySelector("a") ?? document.querySelector("main")).focus({ preventScroll: true });
  }

  // Clicks do not let the browser scroll: what was clicked on should stay where it is.
  function follow(event) {
    const anchor = event.target.closest?.("a[href^='#']");
    if (!anchor || event.ctrlKey || event.metaKey || event.shiftKey || !place(anchor.hash)) return;
    event.preventDefault();
    if (!panel.contains(anchor)) opener = anchor;
    go(anchor.hash);
  }

  // Folding, search and filters.

  function unfolded(body) {
    body?.querySelector(".fold")?.setAttribute("aria-expanded", String(body.classList.contains("unfolded")));
  }

  function addFold(body) {
    const count = body.querySelectorAll("tr.case").length;
    const button = make("button", { class: "fold", type: "button", "aria-expanded": "false" }, count === 1 ? "1 case" : `${count} cases`);
    button.addEventListener("click", () => {
      body.classList.toggle("unfolded");
      unfolded(body);
    });
    body.querySelector("tr.clause > th").append(button);
  }

  const verdicts = (id) => data.implementations.map((one) => mark(result(one, "cases", id)));
  const filters = {
    "all clauses": () => true,
    "where something does not hold": (id) => casesOf(id).some((one) =>
      verdicts(one).some((word) => ["fail", "error", "expected failure"].includes(word))),
    "where implementations differ": (id) => casesOf(id).some((one) => new Set(verdicts(one)).size > 1),
    "with unsupported or inconclusive cases": (id) => casesOf(id).some((one) =>
      verdicts(one).some((word) => ["unsupported", "inconclusive"].includes(word))),
  };

  function addTools(bodies) {
    const search = make("input", { type: "search", placeholder: "Search clauses and cases", "aria-label": "Search clauses and cases" });
    const filter = make("select", { "aria-label": "Which clauses" }, Object.keys(filters).map((name) => make("option", {}, name)));
    const all = make("button", { type: "button" }, "Unfold all");
    const found = make("output");
    const apply = () => {
      const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
      let count = 0;
      for (const body of bodies) {
        const text = body.textContent.toLowerCase();
        body.hidden = !(words.every((word) => text.includes(word)) && filters[filter.value](body.id));
        count += body.hidden ? 0 : 1;
      }
      for (const chapter of document.querySelectorAll("tbody.chapter")) {
        let next = chapter.nextElementSibling;
        while (next?.hidden) next = next.nextElementSibling;
        chapter.hidden = !next || next.classList.contains("chapter");
      }
      found.textContent = count === bodies.length ? "" : `${count} of ${bodies.length} clauses`;
    };
    search.addEventListener("input", apply);
    filter.addEventListener("change", apply);
    all.addEventListener("click", () => {
      const unfold = bodies.some((body) => !body.classList.contains("unfolded"));
      for (const body of bodies) {
        body.classList.toggle("unfolded", unfold);
        unfolded(body);
      }
      all.textContent = unfold ? "Fold all" : "Unfold all";
    });
    const tools = document.getElementById("-tools");
    tools.className = "tools";
    tools.append(search, filter, all, found);
  }

  document.addEventListener("DOMContentLoaded", () => {
    data = JSON.parse(document.getElementById("-data").textContent);
    panel = document.getElementById("-panel");
    const bodies = [...document.querySelectorAll("tbody.clause")];
    bodies.forEach(addFold);
    addTools(bodies);
    document.addEventListener("click", follow);
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !panel.hidden) hide();
    });
    window.addEventListener("hashchange", () => show(false));
    window.addEventListener("popstate", () => show(false));
    narrow.addEventListener("change", () => show(false));
    show(false);
  });
})();
