/*
 * What every page of the report stands on: data that arrives by script, elements made from text, addresses,
 * and the router that draws a page, titles it and moves the focus to it.
 *
 * From file:// nothing can be fetched and modules do not load, so everything is a classic script and shares one
 * object, `ibid`. Whatever an implementation said becomes text by way of text nodes: no markup is ever in strings.
 *
 *     ibid.page("clause", draw, options)   registers the page #/clause/…; see there
 *     ibid.make("p", {class: "note"}, …)   an element
 *     ibid.href("case", id, key, query)    the address of a page
 *     ibid.load("chapter-5")               the value of data/chapter-5.js, when it has arrived
 *     ibid.core                            the value of data/core.js
 */
"use strict";

(() => {
  const ibid = (window.ibid ??= {});

  // Text and elements.

  // No page can be read, and none is drawn in time, where one text is a megabyte: such keep their beginning and end.
  const LONG = 20000;
  const shortened = (text) => (text.length <= LONG ? text
    : `${text.slice(0, LONG / 2)} \u2026 ${text.length - LONG} characters are left out \u2026 ${text.slice(-LONG / 2)}`);

  /** Control characters as C writes them; what turns the direction of the text, and half a character, as U+FFFD. */
  ibid.visible = (text) =>
    shortened(String(text)).toWellFormed()
      .replace(/[\u0000-\u0008\u000b-\u001f]/g, (c) => "\\x" + c.charCodeAt(0).toString(16).padStart(2, "0"))
      .replace(/[\u007f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, "\ufffd");

  /*
   * Children are nodes, texts, numbers, and arrays of such, however deep; null, undefined and false are nothing. An
   * attribute that is null, undefined or false is left out, true is present; `on…` takes a function.
   */
  const spoken = /^(aria-label|title|data-title|placeholder)$/;

  function fill(element, attributes, children) {
    for (const [name, value] of Object.entries(attributes ?? {})) {
      if (typeof value === "function") element.addEventListener(name.slice(2), value);
      else if (value === true) element.setAttribute(name, "");
      else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, spoken.test(name) ? ibid.visible(value) : value);
    }
    element.append(...nodes(children));
    return element;
  }

  const nodes = (children) =>
    [children].flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false)
      .map((child) => (child instanceof Node ? child : ibid.visible(child)));

  ibid.make = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);

  ibid.drawn = (tag, attributes, ...children) =>
    fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);

  /** Plain text in which `code` stands in backquotes: nodes. */
  ibid.prose = (text) =>
    String(text).split("`").map((part, index) => (index % 2 === 1 ? ibid.make("code", {}, part) : part));

  /** The property of an object that came as data: what it inherits does not count. */
  ibid.own = (object, key) => (object && Object.hasOwn(object, key) ? object[key] : undefined);

  // Data.

  const arrived = new Map();
  const waiting = new Map();

  /** What a data file calls. */
  ibid.data = (name, value) => {
    arrived.set(name, value);
    if (name === "core") ibid.core = value;
    waiting.get(name)?.(value);
  };

  const loads = new Map();

  /** A Promise of the value of data/NAME.js; rejected where there is no such file. */
  ibid.load = (name) => {
    if (arrived.has(name)) return Promise.resolve(arrived.get(name));
    if (!loads.has(name))
      loads.set(name, new Promise((resolve, reject) => {
        const fail = () => {
          loads.delete(name);
          reject(new Error(`data/${name}.js did not load`));
        };
        waiting.set(name, resolve);
        document.head.append(ibid.make("script", { src: `data/${name}.js`, onerror: fail, onload: fail }));
      }));
    return loads.get(name);
  };

  /** Whether the report was written with data/NAME.js: the files of `--with` are not in every report. */
  ibid.has = (name) => (ibid.core?.pages ?? []).includes(name);

  // Addresses: #/PAGE/ID@KEY?QUERY, everything encoded piece by piece, so that an id keeps its "/" and a key its "@".

  const encode = (text) => String(text).split("/").map(encodeURIComponent).join("/");

  function decode(text) {
    try {
      return decodeURIComponent(text.replaceAll("+", " "));
    } catch {
      return text;
    }
  }

  /** id and key may be left out; of query, what is empty is left out. */
  ibid.href = (page, id, key, query) => {
    const given = Object.entries(query ?? {}).filter(([, value]) => value !== "" && value !== null && value !== undefined);
    return "#/" + page + (id ? "/" + encode(id) : "") + (key ? "@" + encodeURIComponent(key) : "") +
      (given.length > 0 ? "?" + given.map(([name, value]) => `${name}=${encodeURIComponent(value).replaceAll("%2C", ",")}`).join("&") : "");
  };

  /** {page, id, key, query} of a hash. */
  ibid.place = (hash) => {
    const [, path, search] = /^#?\/?([^?]*)\??(.*)$/s.exec(hash);
    const slash = path.indexOf("/");
    const page = decode(slash < 0 ? path : path.slice(0, slash));
    // Names of systems have an "@" of their own, which those who type an address do not write as %40.
    const [id, ...after] = (slash < 0 ? "" : path.slice(slash + 1)).split("@");
    const key = after.length > 0 ? after.join("@") : undefined;
    const query = Object.create(null);
    for (const pair of search.split("&").filter(Boolean)) {
      const equals = pair.indexOf("=");
      query[decode(equals < 0 ? pair : pair.slice(0, equals))] = equals < 0 ? "" : decode(pair.slice(equals + 1));
    }
    return { page, id: decode(id), key: key === undefined ? null : decode(key), query };
  };

  /** Changes the query of the page that is shown: in the address, without a new entry in the history. */
  ibid.keep = (query) => {
    const { page, id, key } = ibid.place(location.hash);
    shown = ibid.href(page, id, key, query);
    history.replaceState(history.state, "", shown);
  };

  // Pages.

  const pages = new Map();

  /*
   * draw(id, query, key) gives what stands in <main>, or a Promise of it: a node, or an array as make() takes it. Its
   * first <h1> titles the document. Options: `wide`, the page takes the window's whole width; `section`, the entry of
   * the navigation that it belongs to, where that is not its own name; `update(query)`, called instead of draw where
   * nothing but the query has changed.
   */
  ibid.page = (name, draw, options) => pages.set(name, { draw, ...options });

  let shown = null;
  let drawing = 0;
  let followed = true;
  const left = new Map();

  // What keeps its place when one comes back: where it is scrolled to, and how many rows were drawn.
  const scrolled = () => [document.scrollingElement, ...document.querySelectorAll("main [data-keeps-scroll]")];
  const strange = (title, ...words) => ["", ibid.make("h1", {}, title), ibid.make("p", { class: "lede" }, words)];

  ibid.missing = (what) => strange("Not here", what, " ", ibid.make("a", { href: ibid.href("") }, "Go to the start"), ".");

  function place(content, entry, hash, moved) {
    const main = document.querySelector("main");
    main.className = entry?.wide ? "wide" : "";
    main.replaceChildren(...nodes(content));
    const heading = main.querySelector("h1");
    const title = heading?.dataset.title ?? heading?.textContent;
    document.title = title && ibid.place(hash).page !== "" ? `${title} · ibid` : "ibid: who does what with objects and memory";
    const section = entry?.section ?? ibid.place(hash).page;
    for (const link of document.querySelectorAll("header nav a"))
      fill(link, { "aria-current": ibid.place(link.hash).page === section ? "page" : false }, []);
    for (const link of document.querySelectorAll("header nav [aria-current]"))
      if (ibid.place(link.hash).page !== section) link.removeAttribute("aria-current");
    const position = followed ? null : left.get(hash);
    scrolled().forEach((element, index) => element.scrollTo(position?.[index]?.[0] ?? 0, position?.[index]?.[1] ?? 0));
    if (moved && heading) {
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
    }
    document.dispatchEvent(new CustomEvent("ibid:drawn", { detail: ibid.place(hash) }));
  }

  async function show() {
    const hash = location.hash;
    if (hash === shown) return;
    const { page, id, key, query } = ibid.place(hash);
    const before = shown === null ? null : ibid.place(shown);
    const entry = pages.get(page);
    const only = before && entry?.update && before.page === page && before.id === id && before.key === key;
    if (before) left.set(shown, scrolled().map((element) => [element.scrollLeft, element.scrollTop, element.querySelectorAll("tr").length]));
    shown = hash;
    if (only) {
      entry.update(query);
      return;
    }
    const mine = ++drawing;
    const main = document.querySelector("main");
    main.setAttribute("aria-busy", "true");
    let content;
    ibid.returning = followed ? 0 : left.get(hash)?.at(-1)[2] ?? 0;
    try {
      content = entry ? await entry.draw(id, query, key) : ibid.missing("There is no such page in this report.");
    } catch (error) {
      console.error(error);
      content = strange("This page could not be drawn", `${error.message}.`);
    }
    if (mine !== drawing) return;
    place(content, entry, hash, before !== null);
    main.removeAttribute("aria-busy");
    followed = false;
  }

  /** Draws the page of the address; `ibid.core` and the pages are there by then. */
  ibid.start = () => {
    history.scrollRestoration = "manual";
    document.addEventListener("click", (event) => {
      followed = Boolean(event.target.closest?.("a[href^='#/']")) || followed;
    });
    window.addEventListener("hashchange", show);
    return show();
  };
})();
