/* What several pages of one thing have in common: the rule, the way there, the verdict, what was expected and seen. */
"use strict";

(() => {
  const { make, own } = ibid;

  const isAddress = (text) => /^https?:\/\//.test(text ?? "");

  /** An address that came as text is a link only where it is one. */
  ibid.elsewhere = (url, words) => (isAddress(url) ? make("a", { href: url, rel: "noreferrer" }, words ?? url) : url);

  ibid.sources = (list) =>
    make("div", { class: "source" }, make("ul", {}, (list ?? []).map((one) => make("li", {}, ibid.elsewhere(one)))));

  /** A normative sentence with its sources. */
  ibid.rule = (text, level, sources) =>
    make("blockquote", { class: "rule" }, make("p", {}, ibid.prose(text), level && make("span", { class: "level" }, level)), ibid.sources(sources));

  /** The way here: pairs of address and words, the last without an address. */
  ibid.crumbs = (...steps) =>
    make("nav", { "aria-label": "Where this is" }, make("ul", { class: "crumbs" }, steps.map(([href, ...words]) =>
      make("li", {}, href ? make("a", { href }, words) : make("span", {}, words)))));

  ibid.chapterCrumb = (clause) => {
    const chapter = ibid.core.chapters.find((one) => one.number === clause.chapter);
    return [ibid.href("matrix", "", null, { chapter: clause.chapter }), `${clause.chapter} ${chapter?.title ?? ""}`];
  };

  /** The heading of a page that is of one implementation, or of all. */
  ibid.heading = (title, words, one) =>
    make("h1", { "data-title": one ? `${title} on ${ibid.title(one)}` : title }, words, one && [" on ", ibid.named(one)]);

  /** The way to what stands before and after in a list of ids. */
  ibid.neighbours = (kind, list, id, wordsOf) => {
    const at = list.indexOf(id);
    const link = (other, before, after) => (other === undefined ? make("span")
      : make("a", { href: ibid.href(kind, other), rel: before ? "prev" : "next" }, before, wordsOf(other), after));
    return make("nav", { class: "neighbours", "aria-label": "Before and after" },
      link(list[at - 1], "\u2190 ", ""), link(list[at + 1], "", " \u2192"));
  };

  /** One of several answers, in quotation marks. */
  ibid.quoted = (answer) => `\u201c${[answer].flat().join("\u201d or \u201c")}\u201d`;

  /** Choices and answers that something presupposes: nodes with "and" between, or null for none. */
  ibid.presupposes = (where) => {
    const list = Object.entries(where ?? {});
    if (list.length === 0) return null;
    return list.map(([choice, answer], index) => [index > 0 && ", ", ibid.link("choice", choice), " = ", ibid.quoted(answer)]);
  };

  ibid.expectedFailure = (failure) => failure && make("p", { class: "said" }, "Known: ", ibid.prose(failure.reason),
    failure.url && [" ", ibid.elsewhere(failure.url)], failure.expires && [" ", make("span", { class: "whole" }, `(looked at again by ${failure.expires})`)]);

  /** The verdict of a case or choice on one implementation, with what was said about it. */
  ibid.banner = (one, letter, detail, ...more) =>
    make("div", { class: "banner " + ibid.verdicts[letter].class },
      make("p", {}, ibid.verdict(letter), " on ", ibid.implementationLink(one)),
      detail?.reason && make("p", { class: "said" }, detail.reason), ibid.expectedFailure(detail?.expected_failure), more);

  const judged = new Map([[true, ["pass", "p", "holds"]], [false, ["fail", "f", "does not hold"]], [null, ["inconclusive", "i", "not decided"]]]);

  /** Expected beside observed. */
  ibid.outcomes = (list) =>
    make("table", { class: "outcomes" },
      make("thead", {}, make("tr", {}, make("th", { scope: "col", class: "mark" }, make("span", { class: "unseen" }, "Holds")),
        make("th", { scope: "col" }, "Expected"), make("th", { scope: "col" }, "Observed"))),
      make("tbody", {}, list.map((outcome) => {
        const [kind, letter, words] = judged.get(outcome.holds);
        const expected = !outcome.expected || outcome.text.endsWith(outcome.expected) ? outcome.text : `${outcome.text}: ${outcome.expected}`;
        return make("tr", { class: kind },
          make("td", {}, ibid.symbol(letter), make("span", { class: "unseen" }, words)),
          make("td", {}, make("code", {}, expected), make("small", {}, outcome.kind)),
          make("td", {}, make("code", { class: "seen" }, outcome.seen ?? "nothing"),
            make("small", {}, outcome.evidence === "none" ? "no evidence" : outcome.evidence)));
      })));

  // A flat list of up to 16 elements is drawn as such; anything else is shown as it was written.
  function elements(content) {
    const items = /^[[(](.*)[\])]$/s.exec(content)?.[1].split(", ");
    if (!items || items.length > 16 || /["'[\]()]/.test(items.join())) return make("code", {}, content);
    return make("span", { class: "sketch boxes" }, items.map((item) => make("i", {}, item)));
  }

  /** The objects after a program, with their names: where there is no picture of them. */
  ibid.objects = (state) =>
    make("ul", { class: "objects" }, state.objects.map((object, number) => {
      const names = Object.keys(state.names).filter((name) => state.names[name] === number);
      return make("li", {}, make("span", { class: "names" }, names.map((name) => make("b", {}, name))),
        make("span", { class: "arrow", "aria-hidden": "true" }, names.length > 0 ? "\u2192" : "\u21b3"),
        make("span", { class: "object" }, make("small", {}, object.description), elements(object.content)));
    }));

  /** Implementations by what they do: the verdicts that occur, each with its chips. */
  ibid.groups = (kind, id, record, currentKey, columns) => {
    const letters = [..."pfexsdiun-"].map((letter) => [letter, columns.filter((column) => ibid.shown(record, column) === letter)]);
    return make("dl", { class: "groups" }, letters.filter(([, list]) => list.length > 0).map(([letter, list]) =>
      make("div", {}, make("dt", {}, ibid.verdict(letter), " ", make("small", {}, list.length)),
        make("dd", {}, ibid.chips(kind, id, () => letter, currentKey, list)))));
  };

  /** The titles of what a clause is about. */
  ibid.topics = (clause) =>
    (clause.topics ?? []).map((number) => (ibid.core.topics ?? []).find((topic) => topic.number === number)?.title).filter(Boolean);

  /** The record of a case in its chapter's file, and what one implementation did with it. */
  ibid.details = async (id) => {
    const clause = own(ibid.core.clauses, own(ibid.core.cases, id).clause);
    const chapter = await ibid.load(`chapter-${clause.chapter}`);
    const record = own(chapter.cases, id);
    const of = (column) => (record && Number.isInteger(record.details[column]) ? chapter.details[record.details[column]] : null);
    return { record, of };
  };

  ibid.every = () => ibid.core.implementations.map((one, column) => column);
})();
