/* The tour: short pages for someone who learns. Its text is tour.json; every example in it is a case of the spec. */
"use strict";

(() => {
  const { make } = ibid;

  const casesOf = (page) => [...page.parts, page.question].map((part) => part.case).filter(Boolean);

  function list(pages) {
    return [
      make("p", { class: "kicker" }, "A tour in ten pages"),
      make("h1", {}, "What happens to the other name?"),
      make("p", { class: "lede" },
        "How names, objects and memory go together, for people who write with arrays. Every example is a program " +
        "that was run on all these systems, drawn statement by statement, and the marks below it say who does the same."),
      make("ol", { class: "tour-list" }, pages.map((page) =>
        make("li", {}, make("a", { href: ibid.href("tour", page.id) }, make("b", {}, ibid.prose(page.title)),
          make("span", {}, ibid.prose(page.short)))))),
    ];
  }

  const progress = (pages, current) =>
    make("nav", { class: "tour-progress", "aria-label": "Pages of the tour" },
      make("a", { href: ibid.href("tour") }, "Tour"),
      make("ol", {}, pages.map((page, index) =>
        make("li", {}, make("a", { href: ibid.href("tour", page.id),
          "aria-current": index === current ? "page" : null, title: page.title.replaceAll("`", "") },
          make("span", { class: "unseen" }, "Page "), index + 1, make("span", { class: "unseen" }, ": ", ibid.prose(page.title)))))));

  /** Picture, answers and link of a case. */
  const example = (examples, id) => {
    const found = examples.get(id);
    return found ? [ibid.exampleProgram(found, { start: Infinity }), ibid.caseAnswers(found),
      make("p", { class: "fine" }, make("a", { href: ibid.href("case", id) }, "This case, and what was seen of it"))]
      : make("p", { class: "fine" }, `The case ${id} is not in these results.`);
  };

  function part(one, examples, costs) {
    if (one.text) return make("p", {}, ibid.prose(one.text));
    if (one.rule) return make("p", { class: "lesson" }, ibid.prose(one.rule));
    if (one.case)
      return make("figure", { class: "example" }, make("figcaption", {}, ibid.prose(one.say)),
        example(examples, one.case));
    if (one.choice) {
      const choice = ibid.own(ibid.core.choices, one.choice);
      return make("figure", { class: "example" }, make("figcaption", {}, ibid.prose(one.say)),
        choice && [make("p", { class: "asks" }, ibid.prose(choice.asks)), ibid.choiceAnswers(one.choice),
          make("p", { class: "fine" }, make("a", { href: ibid.href("choice", one.choice) }, "How this was asked"))]);
    }
    if (one.cost)
      return ibid.costTable(costs, examples, one.cost, one.say);
    if (one.idiom)
      return ibid.idiomCard(one.idiom, one.say);
    return null;
  }

  const question = (one, examples) =>
    make("section", { class: "question", "aria-labelledby": "question" },
      make("h2", { id: "question" }, "What do you think?"),
      make("p", {}, ibid.prose(one.ask)),
      examples.get(one.case)?.facts && ibid.program(examples.get(one.case).facts.program),
      make("details", {}, make("summary", { class: "button" }, "Look"),
        make("p", {}, ibid.prose(one.answer)), example(examples, one.case)));

  function turn(pages, current) {
    const to = (page, words, rel) =>
      page && make("a", { href: ibid.href("tour", page.id), rel, class: rel }, make("small", {}, words),
        make("b", {}, ibid.prose(page.title)));
    return make("nav", { class: "turn", "aria-label": "Before and after" },
      to(pages[current - 1], "Before", "prev"),
      to(pages[current + 1], "Next", "next") ??
        make("a", { href: ibid.href("idioms"), class: "next" }, make("small", {}, "Next"),
          make("b", {}, "Idioms that keep their meaning")));
  }

  async function draw(id) {
    const { pages } = await ibid.load("tour");
    if (!id) return list(pages);
    const current = pages.findIndex((page) => page.id === id);
    if (current < 0) return ibid.missing("The tour has no such page.");
    const page = pages[current];
    const [costs] = await Promise.all([ibid.costs(), ibid.idioms()]);
    const judged = (costs?.costs ?? []).map((cost) => cost.case).filter(Boolean);
    const examples = await ibid.examples([...casesOf(page), ...(page.parts.some((one) => one.cost) ? judged : [])], { pictures: true });
    return make("div", { class: "tour-page" },
      progress(pages, current),
      make("article", { class: "tour" },
        make("p", { class: "kicker" }, `${current + 1} of ${pages.length}`),
        make("h1", { "data-title": page.title.replaceAll("`", "") }, ibid.prose(page.title)),
        make("p", { class: "lede" }, ibid.prose(page.short)),
        page.parts.map((one) => part(one, examples, costs)),
        question(page.question, examples)),
      turn(pages, current));
  }

  ibid.page("tour", draw);
})();
