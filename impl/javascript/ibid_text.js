/*
 * From the tree of a statement to the JavaScript that is executed.
 *
 * A table says for each operation of the notation what a user of the implementation writes:
 *
 *   "zeros": "tf.zeros({shape}, {dtype})"              native text
 *   "zeros": ["tf.zeros({shape}, {dtype})", "array"]   likewise, and the kind of the value it gives
 *   "zeros": function (call) {…}                       gives such a text or pair, or throws Unsupported
 *   "+ array": …                                       the entry for operands of that kind only
 *
 * In native text {shape} stands for the argument of that name, {self} for a method's receiver. Positional
 * arguments fill the places in the order in which they are written. Missing arguments at the end are left
 * out, others are `undefined`.
 *
 * JavaScript lets no object say what + means: a user writes x + y for numbers and x.add(y) for tensors.
 * So an operator's entry depends on the kinds of its operands, as "len array" does for a function's first
 * argument. A statement is translated when the ones before it have run, and the kind of a name is that of
 * the value that it then has; of a nested expression, what its entry says. Where neither tells, there is
 * no guess: it is unsupported.
 *
 * What no entry can express is unsupported, never imitated.
 */
"use strict";

/* How strongly an expression binds: the places of the language's grammar, from loose to tight. */
const [ASSIGNMENT, BIT_OR, BIT_XOR, BIT_AND, EQUALITY, RELATION, SHIFT, SUM, TERM, POWER, UNARY, NUMBER, MEMBER] = Array(13).keys();

/* Names that no program can have: words of the language. */
const WORDS = new Set(("arguments await break case catch class const continue debugger default delete do else enum eval " +
  "export extends false finally for function if implements import in instanceof interface let new null package private " +
  "protected public return static super switch this throw true try typeof var void while with yield").split(" "));

const PLACE = /\{(\w+)\}/g;

/* `what` the implementation lacks, as a capability, and the `reason`. */
class Unsupported extends Error {
  constructor(what, reason) {
    super(`${what}: ${reason}`);
    this.name = "Unsupported";
    this.what = what;
    this.reason = reason;
  }
}

/* An operation with its arguments, for entries that are functions. */
class Call {
  constructor(writer, operation, args, keywords) {
    this.writer = writer;
    this.operation = operation;
    this.args = args; // nodes; a receiver first
    this.keywords = keywords; // name to node
  }

  /* The native text of a node, in parentheses where it binds less strongly than `level`. */
  write(node, level = ASSIGNMENT) {
    return this.writer.write(node, level);
  }

  /* The kind of a node's value; undefined where it cannot be told. */
  kind(node) {
    return this.writer.kindOf(node);
  }

  /* The native text of a template that is filled with this call's arguments. */
  fill(template) {
    return this.writer.fill(template, this);
  }

  /* The value of a name, an item of a list or a literal, as {value}; undefined where it is not known yet. */
  known(node) {
    return this.writer.known(node);
  }

  /* Why operands of that kind are unsupported, if the tables say. */
  reason(kind) {
    return this.writer.reasons[`${this.operation} ${kind}`];
  }

  refuse(reason) {
    throw new Unsupported(`op ${this.operation}`, reason);
  }
}

/* Native text with places for arguments. */
class Template {
  constructor(pattern) {
    this.pattern = pattern;
    const opening = pattern.endsWith(")") ? openingOf(pattern) : pattern.length;
    this.head = pattern.slice(0, opening + 1);
    this.parts = opening < pattern.length ? splitAtCommas(pattern.slice(opening + 1, -1)) : [];
    this.tail = opening < pattern.length ? ")" : "";
    this.places = [...new Set([...pattern.matchAll(PLACE)].map((match) => match[1]))];
    this.level = /^(new )?[\w.{}]*[([.]/.test(pattern) && !/ /.test(outermost(pattern.replace(/^new /, ""))) ? MEMBER : ASSIGNMENT;
  }
}

function openingOf(pattern) {
  let depth = 0;
  for (let index = pattern.length - 1; ; index--) {
    if (pattern[index] === ")") depth++;
    if (pattern[index] === "(" && --depth === 0) return index;
  }
}

/* What stands outside of all parentheses. */
function outermost(text) {
  let depth = 0;
  return [...text].filter((character) => {
    if ("([".includes(character)) depth++;
    if (")]".includes(character)) depth--;
    return depth === 0;
  }).join("");
}

function splitAtCommas(text) {
  const parts = [""];
  let depth = 0;
  for (const character of text) {
    if ("([{".includes(character)) depth++;
    if (")]}".includes(character)) depth--;
    if (character === "," && depth === 0) parts.push("");
    else parts[parts.length - 1] += character;
  }
  return parts.map((part) => part.trim()).filter((part) => part !== "");
}

/* The integer that a literal node stands for; undefined for other nodes. */
function literalInteger(node) {
  if (node === null || node === undefined) return undefined;
  if (node.int !== undefined) return Number(node.int);
  if (node.op === "unary -" && node.args[0] !== null && node.args[0].int !== undefined) return -Number(node.args[0].int);
  return undefined;
}

function exactNumber(text) {
  if (BigInt(Number(text)) !== BigInt(text)) {
    throw new Unsupported("wide integer", `no Number of JavaScript is exactly ${text}`);
  }
  return text;
}

/*
 * Writes native text by the tables of one implementation.
 *
 *   title       the implementation, as in "TensorFlow.js has no …"
 *   operations  operation, or operation and kind, to entry; null where a kind lacks what others have
 *   reasons     likewise, to the reason why it is unsupported
 *   parameters  argument name to function(node, call) that gives the native text of such an argument
 *   isReserved  whether a program cannot have a name, since native text uses it
 */
class Writer {
  constructor({ title, operations, reasons, parameters, isReserved }) {
    this.title = title;
    this.reasons = reasons;
    this.parameters = parameters;
    this.isReserved = isReserved;
    this.entries = new Map();
    this.anyEntries = new Map();
    for (const [key, entry] of Object.entries(operations)) {
      if (entry === null) {
        this.entries.set(key, null);
        continue;
      }
      const [text, gives] = Array.isArray(entry) ? entry : [entry, undefined];
      const made = { text: typeof text === "string" ? new Template(text) : text, gives };
      this.entries.set(key, made);
      if (!this.anyEntries.has(withoutKind(key))) this.anyEntries.set(withoutKind(key), made);
    }
  }

  /* The native text of a statement whose names have the values and kinds that `scope` knows. Throws Unsupported. */
  statement(tree, scope) {
    this.scope = scope;
    this.made = new Map();
    try {
      return this.statementOf(tree);
    } finally {
      this.scope = this.made = undefined;
    }
  }

  /* Throws Unsupported if the statement uses an operation that has no entry for any kind of operand. */
  check(tree) {
    for (const key of ["op", "function"]) {
      const operation = tree[key];
      if (operation !== undefined && !this.anyEntries.has(operation)) throw this.unsupported(operation);
    }
    for (const child of [...(tree.targets || []), tree.target, tree.value, ...(tree.args || []), ...Object.values(tree.keywords || {})]) {
      if (child) this.check(child);
    }
  }

  statementOf(tree) {
    if (tree.statement === "expression") return this.write(tree.value);
    if (tree.statement === "delete") return tree.targets.map((target) => this.deletion(target)).join("; ");
    if (tree.statement === "update") return this.update(tree);
    if (tree.statement !== "bind") {
      throw new Unsupported(`statement ${tree.statement}`, "the driver does not know this kind of statement");
    }
    const names = tree.targets.filter((target) => target.name !== undefined);
    if (names.length === tree.targets.length) return this.binding(names, tree.value);
    if (tree.targets.length > 1) throw new Unsupported("several targets", "the driver binds several names, but not items, at once");
    const [target] = tree.targets;
    if (target.op !== "get item") throw new Unsupported(`set ${target.op}`, `${this.title} computes it`);
    return this.operation("set item", [...target.args, tree.value], {}).text;
  }

  binding(names, value) {
    const { text, kind } = this.expression(value);
    const targets = names.map(({ name }) => `${this.name(name)} = `).join("");
    for (const { name } of names) this.scope.bind(name, kind);
    return targets + text;
  }

  update({ op, target, value }) {
    if (target.op === "get item") this.entry("set item", target.args.slice(0, 1));
    else if (target.name === undefined) throw new Unsupported(`set ${target.op}`, `${this.title} computes it`);
    else this.name(target.name);
    const { text, kind } = this.operation(op, [target, value], {});
    if (target.name !== undefined) this.scope.bind(target.name, kind);
    return text;
  }

  deletion(target) {
    if (target.op === "get item") return this.operation("delete item", target.args, {}).text;
    if (target.name === undefined) throw new Unsupported("delete attribute", "attributes are not deleted");
    this.scope.unbind(target.name);
    return `delete ${this.name(target.name)}`;
  }

  name(name) {
    if (WORDS.has(name) || this.isReserved(name)) {
      throw new Unsupported(`name ${name}`, "JavaScript, or the driver's native text, uses this name itself");
    }
    return name;
  }

  write(node, level = ASSIGNMENT) {
    const { text, level: found } = this.expression(node);
    return found < level ? `(${text})` : text;
  }

  /* {text, level, kind} of a node. Each is made once: its kind is asked for before its text, at every level above. */
  expression(node) {
    if (node === null) return { text: "null", level: MEMBER, kind: "null" };
    let made = this.made.get(node);
    if (made === undefined) {
      try {
        made = this.make(node);
      } catch (error) {
        if (!(error instanceof Unsupported)) throw error;
        made = { error };
      }
      this.made.set(node, made);
    }
    if (made.error) throw made.error;
    return made;
  }

  make(node) {
    if (node.op !== undefined) return this.operation(node.op, node.args, node.keywords || {});
    if (node.name !== undefined) return { text: this.name(node.name), level: MEMBER, kind: this.scope.kind(node.name) };
    if (node.int !== undefined) return { text: exactNumber(node.int), level: NUMBER, kind: "number" };
    if (node.float !== undefined) return { text: node.float.replace(/^0+(?=\d)/, ""), level: NUMBER, kind: "number" };
    if (node.str !== undefined) return { text: JSON.stringify(node.str), level: MEMBER, kind: "text" };
    if (node.bool !== undefined) return { text: String(node.bool), level: MEMBER, kind: "bool" };
    if (node.imaginary !== undefined) throw new Unsupported("complex number", "JavaScript has no complex numbers");
    if (node.ellipsis) throw new Unsupported("ellipsis", "JavaScript has no ... as a value");
    if (node.function !== undefined) throw new Unsupported(`op ${node.function}`, "the driver has it only as a call");
    throw new Unsupported("expression", "the driver does not know this kind of expression");
  }

  operation(operation, args, keywords) {
    const { text: entry, gives } = this.entry(operation, args);
    const call = new Call(this, operation, args, keywords);
    const made = entry instanceof Template ? { text: this.fill(entry, call), level: entry.level } : entry(call);
    const result = typeof made === "string" ? { text: made } : made;
    return { kind: typeof gives === "function" ? gives(call) : gives, level: ASSIGNMENT, ...result };
  }

  /* The entry for these operands: of an operator any decides, of other operations the first. */
  entry(operation, args) {
    const deciding = isOperator(operation) ? args : args.slice(0, 1);
    const kinds = deciding.map((node) => (node === null || node.function === undefined ? this.kindOf(node) : undefined));
    for (const kind of kinds) {
      const entry = this.entries.get(`${operation} ${kind}`);
      if (entry === null) throw this.unsupported(operation, kinds);
      if (entry !== undefined) return entry;
    }
    /* What has no value fails however it is written: any entry will do. */
    const entry = this.entries.get(operation) || (kinds.includes("unbound") ? this.anyEntries.get(operation) : undefined);
    if (entry === undefined) throw this.unsupported(operation, kinds);
    return entry;
  }

  /* What cannot be written has no kind either: an entry may know what to make of it, as of a tuple that is a shape. */
  kindOf(node) {
    try {
      return this.expression(node).kind;
    } catch (error) {
      if (error instanceof Unsupported) return undefined;
      throw error;
    }
  }

  unsupported(operation, kinds = []) {
    const reasons = [...kinds.map((kind) => this.reasons[`${operation} ${kind}`]), this.reasons[operation]];
    const reason = reasons.find((text) => text !== undefined);
    if (reason !== undefined) return new Unsupported(`op ${operation}`, reason);
    const [kind] = kinds;
    const name = operation.replace(/^\./, "");
    if (!this.anyEntries.has(operation)) return new Unsupported(`op ${operation}`, `${this.title} has no ${name}`);
    return new Unsupported(`op ${operation}`, kind === undefined
      ? `what kind of value ${name} is applied to cannot be told before the statement runs`
      : `${this.title} has no ${name} for this kind of value: ${kind}`);
  }

  fill(template, call) {
    if (call.args.length > template.places.length) call.refuse(`${template.pattern} takes fewer arguments`);
    const given = new Map(call.args.map((node, index) => [template.places[index], node]));
    for (const [name, node] of Object.entries(call.keywords)) {
      if (!template.places.includes(name)) call.refuse(`${template.pattern} has no argument ${name}`);
      given.set(name, node);
    }
    const written = (text) => text.replace(PLACE, (place, name, offset) => {
      if (!given.has(name)) call.refuse(`${template.pattern} needs the argument ${name}`);
      const node = given.get(name);
      const hook = this.parameters[name];
      return hook ? hook(node, call) : this.write(node, levelOfPlace(text, offset, place));
    });
    const parts = template.parts.map((part) => (isMissing(part, given) ? "undefined" : written(part)));
    while (parts.length > 0 && parts[parts.length - 1] === "undefined") parts.pop();
    return written(template.head) + parts.join(", ") + template.tail;
  }

  known(node) {
    if (node === null) return { value: null };
    if (node.name !== undefined) return this.scope.value(node.name);
    const integer = literalInteger(node);
    if (integer !== undefined) return { value: integer };
    if (node.op !== "get item") return undefined;
    const list = this.known(node.args[0]);
    const index = this.known(node.args[1]);
    if (list === undefined || index === undefined || !Array.isArray(list.value) || typeof index.value !== "number") return undefined;
    return { value: list.value.at(index.value) };
  }
}

function isMissing(part, given) {
  const places = [...part.matchAll(PLACE)].map((match) => match[1]);
  return part === "undefined" || (places.length === 1 && !given.has(places[0]));
}

function levelOfPlace(text, offset, place) {
  const next = text[offset + place.length];
  if (next === "." || next === "[") return MEMBER;
  return text === place || (text[offset - 1] !== " " && (next === ")" || next === ",")) ? ASSIGNMENT : UNARY;
}

function isOperator(operation) {
  return !/^[.a-z]/.test(operation) || operation.startsWith("unary ");
}

function withoutKind(key) {
  const found = key.match(/^(unary .|(?:make|get|set|delete) \w+|is not|not in|\S+)(?: \w+)?$/);
  return found ? found[1] : key;
}

module.exports = {
  Template, Unsupported, Writer, literalInteger,
  ASSIGNMENT, BIT_OR, BIT_XOR, BIT_AND, EQUALITY, RELATION, SHIFT, SUM, TERM, POWER, UNARY, NUMBER, MEMBER,
};
