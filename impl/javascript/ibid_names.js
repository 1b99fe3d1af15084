/*
 * What a program's names are bound to, for the writer (ibid_text.js): value(name) as {value}, undefined
 * where it is not known; kindOf(value); kind(name), undefined where it cannot be told and "unbound" where
 * nothing is bound to it.
 */
"use strict";

const { Unsupported } = require("./ibid_call");

/* The names of a program that runs statement by statement: globals. */
class GlobalNames {
  constructor(reader) {
    this.reader = reader;
  }

  value(name) {
    return Object.hasOwn(globalThis, name) ? { value: globalThis[name] } : undefined;
  }

  kindOf(value) {
    return this.reader.kindOf(value).kind;
  }

  kind(name) {
    return Object.hasOwn(globalThis, name) ? this.kindOf(globalThis[name]) : "unbound";
  }

  bind() {}

  unbind() {}
}

/* The names of a program that is one function: nothing has run yet, and only kinds are known. */
class FunctionNames {
  constructor() {
    this.kinds = new Map();
  }

  value() {
    return undefined;
  }

  kind(name) {
    return this.kinds.has(name) ? this.kinds.get(name) : "unbound";
  }

  bind(name, kind) {
    this.kinds.set(name, kind);
  }

  unbind(name) {
    throw new Unsupported(
      "delete in a function",
      `${name} is a variable of a function, which JavaScript cannot delete`,
    );
  }
}

/* The names that the statements of a program bind, sorted. */
function namesBound(steps) {
  const names = new Set();
  for (const { do: done, try: tried } of steps) {
    const { targets = [], target } = done || tried || {};
    for (const node of [...targets, target]) if (node && node.name !== undefined) names.add(node.name);
  }
  return [...names].sort();
}

module.exports = { FunctionNames, GlobalNames, namesBound };
