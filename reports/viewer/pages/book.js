/* The spec as a book: chapters, their clauses with level, reason, sources and conditions, and the cases as examples. */
"use strict";

(() => {
  const { make, own } = ibid;

  const SHOWN_CASES = 2;

  const address = (number, clause) => ibid.href("book", String(number), null, { at: clause });

  const clauseName = (clause, id) => [make("span", { class: "number" }, clause.number), " ",
    make("span", { class: "id" }, ibid.breakable(id))];

  function contents(current) {
    const entry = (chapter) => {
      const here = chapter.number === current;
      return make("li", {},
        make("a", { href: ibid.href("book", String(chapter.number)), "aria-current": here ? "page" : null },
          `${chapter.number}. ${chapter.title}`),
        here && make("ol", {}, chapter.clauses.map((id) =>
          make("li", {}, make("a", { href: address(chapter.number, id) }, clauseName(ibid.core.clauses[id], id))))));
    };
    return make("nav", { class: "book-contents", "aria-label": "Contents" },
      make("details", { open: current === undefined || window.matchMedia("(min-width: 62rem)").matches }, make("summary", {}, "Contents"),
        make("ol", {}, ibid.core.chapters.map(entry))));
  }

  const choiceLink = ([id, answer]) =>
    make("li", {}, make("a", { href: ibid.href("choice", id) }, own(ibid.core.choices, id)?.asks ?? id), " ", make("b", {}, answer));

  /** What a clause or a case presupposes, without that which `known` says already. */
  function conditions(where, known) {
    const all = Object.entries(where ?? {}).filter(([id, answer]) => own(known, id) !== answer);
    return all.length > 0 && make("div", { class: "where" }, make("p", {}, "Applies where this is answered so:"),
      make("ul", {}, all.map(choiceLink)));
  }

  function example(one, clause) {
    const facts = one.facts;
    if (!facts) return make("li", {}, make("a", { href: ibid.href("case", one.id) }, one.record.title));
    const note = (index) => (index === facts.act
      ? ["act", [facts.act + 1 < facts.program.length ? "the act" : "",
        facts.times > 1 ? `${facts.times} times` : ""].filter(Boolean).join(", ")] : null);
    return make("li", { class: "book-case" },
      make("p", {}, make("a", { href: ibid.href("case", one.id) }, one.record.title),
        facts.unit === "whole" && make("small", {}, " compiled as a whole")),
      conditions(facts.where, clause.where),
      make("div", { class: "pair" }, ibid.program(facts.program, note), ibid.expected(one)));
  }

  function examplesOf(clause, examples) {
    const all = clause.cases.map((id) => examples.get(id)).filter(Boolean);
    const rest = all.slice(SHOWN_CASES);
    const list = (those) => make("ul", { class: "book-cases" }, those.map((one) => example(one, clause)));
    return [
      all.length > 0 && list(all.slice(0, SHOWN_CASES)),
      rest.length > 0 && make("details", { class: "more" }, make("summary", {}, `${ibid.count(rest.length, "more case")}`), list(rest)),
    ];
  }

  const sources = (list) => {
    const all = [list].flat();
    return make("div", { class: "sources" }, make("p", {}, all.length === 1 ? "Source" : "Sources"), make("ul", {}, all.map((text) =>
      make("li", {}, text === "ibid" ? "a rule of ibid's own" : text))));
  };

  const topics = (numbers) => {
    const found = (numbers ?? []).map((number) => (ibid.core.topics ?? []).find((topic) => topic.number === number)).filter(Boolean);
    return found.length > 0 && make("p", { class: "fine" }, "Answers: ",
      found.map((topic, index) => [index > 0 && "; ", ibid.prose(topic.title)]), ".");
  };

  function clauseSection(id, examples) {
    const clause = ibid.core.clauses[id];
    return make("section", { class: "book-clause", id: `clause-${id}`, tabindex: "-1", "aria-label": `Clause ${clause.number}` },
      make("h2", {}, make("a", { href: ibid.href("clause", id) }, clauseName(clause, id)), " ", make("span", { class: "level" }, clause.level)),
      make("p", { class: "normative" }, ibid.prose(clause.text)),
      clause.why && make("p", {}, ibid.prose(clause.why)),
      conditions(clause.where),
      sources(clause.source),
      topics(clause.topics),
      clause.pending && make("p", { class: "note" }, "It has no case yet: ", clause.pending, "."),
      examplesOf(clause, examples));
  }

  const choicesOf = (chapter) =>
    (chapter.choices ?? []).length > 0 && make("section", {}, make("h2", {}, "Choices"),
      make("p", {}, "What an implementation may decide in the matters of this chapter. Clauses say what follows from each answer."),
      make("dl", { class: "book-choices" }, chapter.choices.map((id) => {
        const choice = own(ibid.core.choices, id);
        return choice && [make("dt", {}, make("a", { href: ibid.href("choice", id) }, choice.asks)),
          make("dd", {}, make("ul", {},
            Object.entries(choice.answers).map(([answer, means]) => make("li", {}, make("b", {}, answer),
              means && [": ", ibid.prose(means)]))))];
      })));

  function turn(number) {
    const index = ibid.core.chapters.findIndex((chapter) => chapter.number === number);
    const to = (chapter, words, rel) => chapter && make("a", { href: ibid.href("book", String(chapter.number)), rel, class: rel },
      make("small", {}, words), make("b", {}, `${chapter.number}. ${chapter.title}`));
    return make("nav", { class: "turn", "aria-label": "Before and after" },
      to(ibid.core.chapters[index - 1], "Before", "prev"), to(ibid.core.chapters[index + 1], "Next", "next"));
  }

  function unfoldAll() {
    const all = [...document.querySelectorAll(".book details.more")];
    const open = !all.every((details) => details.open);
    for (const details of all) details.open = open;
  }

  async function chapterPage(chapter) {
    const examples = await ibid.examples(chapter.clauses.flatMap((id) => ibid.core.clauses[id].cases));
    return make("div", { class: "book" }, contents(chapter.number),
      make("article", {},
        make("p", { class: "kicker" }, make("a", { href: ibid.href("book") }, "The specification")),
        make("h1", {}, `${chapter.number}. ${chapter.title}`),
        chapter.about && make("p", { class: "lede" }, ibid.prose(chapter.about)),
        make("p", { class: "unprinted" }, make("button", { type: "button", onclick: unfoldAll }, "Unfold or fold all cases")),
        chapter.clauses.map((id) => clauseSection(id, examples)),
        choicesOf(chapter),
        turn(chapter.number)));
  }

  function front() {
    const { suite } = ibid.core;
    return make("div", { class: "book" }, contents(undefined), make("article", {},
      make("h1", {}, "The specification"),
      make("p", { class: "lede" },
        "What must be true of the identity of objects, and of the memory that arrays share, in Python implementations, " +
        "array libraries and tensor runtimes."),
      make("p", {}, make("b", {}, "Clauses. "),
        "A clause is one normative statement, with the public document that it follows from. MUST and SHOULD mean what RFC 2119 says. " +
        "A number such as 5.1 is for reading and moves; the id beside it is stable and never means anything else."),
      make("p", {}, make("b", {}, "Choices. "),
        "Systems lawfully differ. A choice asks one question and lists every lawful answer. Where a clause presupposes an answer, " +
        "it does not apply to a system that gives another."),
      make("p", {}, make("b", {}, "Cases. "),
        "The examples of a clause are its cases: programs in a strict subset of Python, with NumPy's names for what arrays do. " +
        "What stands here as an example is what a system is tested with. What a case does not mention must not change."),
      make("p", { class: "fine" },
        `ibid ${suite.version}: ${ibid.count(suite.clauses, "clause")}, ${ibid.count(suite.choices, "choice")}, `,
        `${ibid.count(suite.cases, "case")}.`),
      make("ol", { class: "book-chapters" }, ibid.core.chapters.map((chapter) => make("li", { value: String(chapter.number) },
        make("a", { href: ibid.href("book", String(chapter.number)) }, chapter.title),
        make("small", {}, ` ${ibid.count(chapter.clauses.length, "clause")}`),
          chapter.about && make("p", {}, ibid.prose(chapter.about)))))));
  }

  function draw(id) {
    if (!id) return front();
    const chapter = ibid.core.chapters.find((one) => String(one.number) === id);
    return chapter ? chapterPage(chapter) : ibid.missing("The specification has no such chapter.");
  }

  /* A clause of the chapter that is shown, by the address's `at`. */
  function go(query) {
    const section = query.at && document.getElementById(`clause-${query.at}`);
    if (!section) return;
    section.scrollIntoView();
    section.focus({ preventScroll: true });
  }

  document.addEventListener("ibid:drawn", ({ detail }) => detail.page === "book" && go(detail.query));

  /* Paper cannot unfold. */
  let folded = [];
  window.addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("main details:not([open])")];
    for (const details of folded) details.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const details of folded) details.open = false;
    folded = [];
  });

  ibid.page("book", draw, { update: go });
})();
