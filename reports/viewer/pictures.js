/*
 * A program with its memory after each statement: one step at a time, forward and back by buttons and arrow keys, or by
 * a click on a statement; on paper all of them. Each step is said in a sentence as well, which screen readers announce.
 *
 *     ibid.pictures(entry, program, {act, times, observed, key})
 *
 * `entry` as data/pictures-N.js has it, `observed` the `state` that an implementation left, `key` what to call it.
 */
"use strict";

(() => {
  const { make, own } = ibid;

  // Sentences.

  const listed = (words) => (words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words[words.length - 1]}`);
  
  /** Where the places of a view lie among those of the array that it is a view of: "elements 1 to 2". */
  function whichElements(view, whole) {
    const at = view.at.map((place) => whole.at.indexOf(place));
    if ((view.width ?? 1) !== (whole.width ?? 1) || at.length === 0 || at.some((index) => index < 0)) return null;
    const steps = new Set(at.slice(1).map((index, i) => index - at[i]));
    if (at.length === 1) return `element ${at[0]}`;
    if (steps.size !== 1) return null;
    const [step] = steps;
    const [first, last] = [at[0], at[at.length - 1]];
    const all = at.length === whole.at.length;
    if (step === 1) return all ? "elements, all of them" : `elements ${first} to ${last}`;
    if (step === -1) return all ? "elements, backwards" : `elements ${first} to ${last}, backwards`;
    return step === 0 ? null : `elements ${first} to ${last}, ${step < 0 ? "backwards, " : ""}each ${Math.abs(step)} apart`;
  }

  function sharing(step, labels) {
    const said = [];
    const known = step.objects.map((object, number) => ({ object, number, names: labels[number] }))
      .filter(({ object, names }) => object.buffer !== undefined && names.length > 0);
    known.forEach((one, index) => {
      for (const two of known.slice(0, index)) {
        if (one.object.buffer !== two.object.buffer) continue;
        const covers = ({ at, width }) => new Set((at ?? []).flatMap((place) => Array.from({ length: width ?? 1 }, (_, i) => place + i)));
        if (one.object.at && two.object.at && [...covers(one.object)].every((place) => !covers(two.object).has(place))) continue;
        const [view, whole] = (one.object.elements?.length ?? Infinity) <= (two.object.elements?.length ?? Infinity) ? [one, two] : [two, one];
        const which = view.object.at && whole.object.at ? whichElements(view.object, whole.object) : null;
        said.push(which ? `${view.names[0]} is a view of ${whole.names[0]}'s ${which}` : `${listed([two.names[0], one.names[0]])} share elements`);
      }
    });
    return said;
  }

  const content = (object) => (object.content.length > 120 ? `${object.content.slice(0, 119)}\u2026` : object.content);

  function described(object) {
    const words = (/^[aeio]/i.test(object.description) ? "an " : "a ") + object.description;
    if (["array", "list", "tuple"].includes(object.kind)) return `${words}, ${content(object)}`;
    return object.kind === "other" ? words : object.kind === "none" ? "None" : content(object);
  }

  function changes(step, before, labels) {
    const said = [];
    step.objects.forEach((object, number) => {
      const names = Object.keys(step.names).filter((name) => step.names[name] === number);
      if (names.length === 0) return;
      const old = names.map((name) => before?.objects[own(before.names, name)]);
      const fresh = names.filter((_, index) => !old[index]);
      if (fresh.length === names.length) said.push(`${listed(names)} ${names.length > 1 ? "are" : "is"} ${described(object)}`);
      else if (old.some((each) => each && each.content !== object.content)) said.push(`${listed(names)} changed to ${content(object)}`);
    });
    for (const name of Object.keys(before?.names ?? {})) if (own(step.names, name) === undefined) said.push(`${name} is gone`);
    return said;
  }

  /** Names that are bound to one object of which it matters which it is: [[what to call it, names]]. */
  const shared = (step) =>
    step.objects.map((object, number) => [object.kind === "other" ? "object" : object.kind, Object.keys(step.names).filter((name) => step.names[name] === number)])
      .filter(([kind, names]) => names.length > 1 && ["array", "list", "tuple", "object"].includes(kind));

  ibid.pictureSentence = (step, before) => {
    const labels = ibid.labels(step);
    const groups = shared(step).map(([kind, names]) => `${listed(names)} are one ${kind}`);
    const parted = (before ? shared(before) : [])
      .map(([kind, names]) => [kind, names.filter((name) => own(step.names, name) !== undefined)])
      .filter(([, names]) => new Set(names.map((name) => step.names[name])).size > 1)
      .map(([kind, names]) => `${listed(names)} are no longer one ${kind}`);
    const said = [...groups, ...parted, ...sharing(step, labels), ...changes(step, before, labels)];
    const raised = step.error && (step.error.kind === "unsupported" ? `The model has no ${step.error.message}. ` : `The program raised ${step.error.message}. `);
    return `${raised ?? ""}${said.length > 0 ? said.join("; ") : "Nothing changed"}.`;
  };

  /** What an implementation left otherwise than the model: "x is [1, 3, 6], not [1, 3, 5]". */
  function differences(step, observed) {
    const said = Object.keys(step.names).map((name) => {
      const [wanted, seen] = [step.objects[step.names[name]], observed.objects[own(observed.names, name)]];
      if (!seen) return `${name} is not there`;
      return seen.content === wanted.content || seen.kind === "other" ? null : `${name} is ${content(seen)}, not ${content(wanted)}`;
    });
    return said.filter(Boolean).join("; ");
  }

  // Steps.

  /** A step that equals the one before it is null in the data. */
  const complete = (steps) => {
    let last = null;
    return steps.map((step) => (last = step ?? last));
  };

  function failed(step, number) {
    if (!step.error || (step.error.statement && step.error.statement - 1 < number)) return null;
    return make("p", { class: "memory-error" }, make("b", {}, step.error.kind === "unsupported" ? "The model cannot execute this: " : "Raised "),
      make("span", { class: "message" }, step.error.message));
  }

  const notReached = (step, number) => step.error?.statement && step.error.statement - 1 < number;

  function compared(step, observed, entry, key) {
    const titled = (words, picture) => make("div", {}, make("p", { class: "memory-title" }, words), picture);
    return make("div", { class: "memory-beside" },
      titled(["Expected"], ibid.picture(step)),
      titled(["Observed", key && [" on ", make("span", { class: "name" }, key)]], ibid.picture(observed, { before: step, word: "not" })));
  }

  /** What the marks mean that a picture has. */
  function legend(picture) {
    const marks = [
      [".memory-box.shared", "memory-box shared", "another element lies in the same place"],
      [".memory-box.changed", "memory-box changed", "not as before, or not as expected"],
      [".memory-box.unproved", "memory-box unproved", "nothing is proved of what it shares"],
    ].filter(([selector]) => picture.querySelector(selector));
    return marks.length > 0 && make("p", { class: "memory-legend" }, marks.map(([, style, words]) =>
      make("span", {}, make("span", { class: style, "aria-hidden": "true" }, style.endsWith("shared") && make("span", { class: "memory-mark" })), words)));
  }

  ibid.pictures = (entry, program, options) => {
    const { act, times, observed, key } = options ?? {};
    const steps = complete(entry.steps);
    const last = steps.length - 1;
    let current = -1;
    const statements = program.map((statement, index) =>
      make("li", { class: index === act ? "act" : null }, make("button", { type: "button", onclick: () => go(index) },
        make("code", {}, statement), index === act && times > 1 && make("small", {}, ` ${times} times`))));
    const seen = observed?.objects ? observed : null;
    const sentence = (index) => {
      const differs = index === last && seen && differences(steps[index], seen);
      return ibid.pictureSentence(steps[index], steps[index - 1]) + (differs ? ` Observed: ${differs}.` : "");
    };
    const drawn = steps.map((step, index) => {
      const picture = index === last && seen ? compared(step, seen, entry, key) : ibid.picture(step, { before: steps[index - 1] });
      return make("section", { class: "memory-step", "aria-label": `After statement ${index + 1}` },
        make("p", { class: "memory-statement" }, `${index + 1}. `, make("code", {}, program[index])),
        failed(step, index),
        notReached(step, index) && make("p", { class: "memory-error" }, `Not reached: statement ${step.error.statement} raised an error.`),
        picture, make("p", { class: "memory-words" }, sentence(index)), legend(picture));
    });
    const spoken = make("p", { class: "unseen", "aria-live": "polite" });
    const where = make("span", { class: "memory-where" });
    const button = (words, symbol, move) => make("button", { type: "button", title: words, onclick: () => go(current + move) }, symbol);
    const back = button("One statement back", "\u2190 Back", -1);
    const forward = button("One statement on", "Next \u2192", 1);

    function go(index, quietly) {
      current = Math.max(0, Math.min(last, index));
      statements.forEach((statement, number) => {
        if (number === current) statement.setAttribute("aria-current", "step");
        else statement.removeAttribute("aria-current");
      });
      drawn.forEach((step, number) => step.classList.toggle("current", number === current));
      /* Not `disabled`: a button that is loses the focus, and with it the arrow keys. */
      back.setAttribute("aria-disabled", current === 0);
      forward.setAttribute("aria-disabled", current === last);
      where.textContent = `After statement ${current + 1} of ${last + 1}`;
      if (!quietly) spoken.textContent = `After ${program[current]}: ${sentence(current)}`;
    }

    const moves = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity };
    const pressed = (event) => {
      if (!Object.hasOwn(moves, event.key) || event.altKey || event.ctrlKey || event.metaKey || event.target.closest(".memory-figure")) return;
      event.preventDefault();
      go(Number.isFinite(moves[event.key]) ? current + moves[event.key] : moves[event.key] < 0 ? 0 : last);
    };
    go(Math.min(options?.start ?? act ?? last, last), true);
    return make("div", { class: "pictures", onkeydown: pressed },
      make("div", { class: "pictures-program" }, make("ol", { "aria-label": "Program" }, statements),
        last > 0 && make("div", { class: "pictures-tools" }, back, forward, where)),
      make("div", { class: "pictures-steps" }, drawn, spoken));
  };
})();
