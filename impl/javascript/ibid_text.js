/*
 * From the tree of a statement to the JavaScript that is executed.
 *
 * A table says for each operation of the notation what a user of the implementation writes:
 *
 *   "zeros": "tf.zeros({shape}, {dtype})"              native text, see ibid_template.js
 *   "zeros": ["tf.zeros({shape}, {dtype})", "array"]   likewise, and the kind of the value it gives, or NOTHING
 *   "zeros": (call) => …                               gives native text, or {text, level, kind}; see ibid_call.js
 *   "+ array": …                                       for operands of that kind only; null if it has none
 *
 * In native text {shape} stands for the argument of that name, {self} for a method's receiver. Positional
 * arguments fill the places in the order in which they are written.
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

const { Call, NOTHING, Unsupported, literalInteger } = require("./ibid_call");
const { Template, ASSIGNMENT, MEMBER, NUMBER } = require("./ibid_template");

/* Words of the language, which no program can have as names. */
const WORDS = new Set(
  `arguments await break case catch class const continue debugger default delete do else enum eval export extends
   false finally for function if implements import in instanceof interface let new null package private protected
   public return static super switch this throw true try typeof var void while with yield`.split(/\s+/),
);

function isOperator(operation) {
  return /^([^.a-z]|unary )/.test(operation) || ["in", "not in", "is", "is not", "not"].includes(operation);
}

/* "get item" of "get item list". */
function withoutKind(key) {
  return key.match(/^(unary .|(?:make|get|set|delete) \w+|is not|not in|\S+)(?: \w+)?$/)[1];
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
 *   operations  operation, or operation and kind, to entry
 *   reasons     likewise, to the reason why it is unsupported
 *   parameters  argument name to function(node, call) that gives the native text of such an argument
 *   indexed     the kinds of values whose x[i] is JavaScript's own and can be assigned
 *   isReserved  whether a program cannot have a name, since native text uses it
 */
class Writer {
  constructor({ title, operations, reasons, parameters, indexed, isReserved }) {
    Object.assign(this, { title, reasons, parameters, indexed, isReserved });
    this.entries = new Map();
    this.anyEntries = new Map(); // operation to its entry for one of the kinds
    for (const [key, entry] of Object.entries(operations)) {
      const [text, gives] = Array.isArray(entry) ? entry : [entry];
      const made = entry && { text: typeof text === "string" ? new Template(text) : text, gives };
      this.entries.set(key, made);
      if (made && !this.anyEntries.has(withoutKind(key))) this.anyEntries.set(withoutKind(key), made);
    }
  }

  /* Throws Unsupported if the statement uses an operation that has no entry for any kind of operand. */
  check(tree) {
    for (const operation of [tree.op, tree.function]) {
      if (operation !== undefined && !this.anyEntries.has(operation)) throw this.unsupported(operation);
    }
    const { targets = [], target, value, args = [], keywords = {} } = tree;
    for (const child of [...targets, target, value, ...args, ...Object.values(keywords)]) if (child) this.check(child);
  }

  /* The native text of a statement whose names have the values and kinds that `names` knows. Throws Unsupported. */
  statement(tree, names) {
    this.names = names;
    this.made = new Map();
    try {
      if (tree.statement === "bind") return this.binding(tree.targets, tree.value);
      if (tree.statement === "update") return this.update(tree);
      if (tree.statement === "delete") return tree.targets.map((target) => this.deletion(target)).join("; ");
      if (tree.statement === "expression") return this.anyExpression(tree.value).text;
      throw new Unsupported(`statement ${tree.statement}`, "the driver does not know this kind of statement");
    } finally {
      this.names = this.made = undefined;
    }
  }

  binding(targets, value) {
    const [first] = targets;
    if (targets.length === 1 && first.op === "get item") {
      return this.operation("set item", [...first.args, value], {}).text;
    }
    const { text, kind } = this.expression(value);
    const places = targets.map((target) => `${this.target(target)} = `);
    for (const { name } of targets) this.names.bind(name, kind);
    return places.join("") + text;
  }

  update({ op, target, value }) {
    if (target.op === "get item") this.entry("set item", target.args);
    else this.target(target);
    const { text, kind } = this.operation(op, [target, value], {});
    if (target.name !== undefined) this.names.bind(target.name, kind);
    return text;
  }

  deletion(target) {
    if (target.op === "get item") return this.operation("delete item", target.args, {}).text;
    const name = this.target(target);
    this.names.unbind(name);
    return `delete ${name}`;
  }

  target(node) {
    if (node.name !== undefined) return this.name(node.name);
    if (node.op === "get item") {
      throw new Unsupported("several targets", "the driver binds several names, but not items, at once");
    }
    throw new Unsupported(`set ${node.op}`, `${this.title} computes it`);
  }

  name(name) {
    if (WORDS.has(name) || this.isReserved(name)) {
      throw new Unsupported(`name ${name}`, "JavaScript, or the driver's native text, uses this name itself");
    }
    return name;
  }

  /* Native text, in parentheses where it binds less strongly than its place needs. */
  write(node, level = ASSIGNMENT) {
    const { text, level: found } = this.expression(node);
    return found < level ? `(${text})` : text;
  }

  /* The kind of a node's value, undefined where it cannot be told: of a tuple, say, which may yet be a shape. */
  kindOf(node) {
    try {
      return this.expression(node).kind;
    } catch (error) {
      if (error instanceof Unsupported) return undefined;
      throw error;
    }
  }

  /* {text, level, kind} of a node that has a value. */
  expression(node) {
    const made = this.anyExpression(node);
    if (made.kind !== NOTHING) return made;
    throw new Unsupported(`value of ${node.op}`, `${made.text} does it, and has another value`);
  }

  /* Each is made once: every operation around it asks for its kind before its text. */
  anyExpression(node) {
    let made = this.made.get(node);
    if (made === undefined) {
      try {
        made = node === null ? { text: "null", level: MEMBER, kind: "null" } : this.make(node);
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
    if (node.name !== undefined) return { text: this.name(node.name), level: MEMBER, kind: this.names.kind(node.name) };
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
    const { text, gives } = this.entry(operation, args);
    const call = new Call(this, operation, args, keywords);
    const made = text instanceof Template ? { text: call.fill(text), level: text.level } : text(call);
    const kind = typeof gives === "function" ? gives(call) : gives;
    return { kind, level: ASSIGNMENT, ...(typeof made === "string" ? { text: made } : made) };
  }

  /* The entry for these operands: any operand of an operator decides, for other operations the first does. */
  entry(operation, args) {
    const kinds = (isOperator(operation) ? args : args.slice(0, 1)).map((node) => this.kindOf(node));
    for (const kind of kinds) {
      const entry = this.entries.get(`${operation} ${kind}`);
      if (entry === null) throw this.unsupported(operation, kinds);
      if (entry !== undefined) return entry;
    }
    const entry = this.entries.get(operation);
    if (entry) return entry;
    /* What has no value fails however it is written. */
    if (kinds.includes("unbound") && this.anyEntries.has(operation)) return this.anyEntries.get(operation);
    /* An operand that cannot be written says why itself. */
    kinds.forEach((kind, position) => kind === undefined && this.write(args[position]));
    throw this.unsupported(operation, kinds);
  }

  unsupported(operation, kinds = []) {
    const name = operation.replace(/^\./, "");
    const keys = [...kinds.map((kind) => `${operation} ${kind}`), operation];
    const known = keys.map((key) => this.reasons[key]).find((reason) => reason !== undefined);
    if (known !== undefined) return new Unsupported(`op ${operation}`, known);
    if (!this.anyEntries.has(operation)) return new Unsupported(`op ${operation}`, `${this.title} has no ${name}`);
    if (kinds.includes(undefined)) {
      return new Unsupported(`op ${operation}`, `what ${name} is applied to cannot be told before the statement runs`);
    }
    return new Unsupported(`op ${operation}`, `${this.title} has no ${name} for values of the kind ${kinds[0]}`);
  }

  /* The value of a name, an item of a list or a literal, as {value}; undefined where it is not known yet. */
  known(node) {
    if (node === null) return { value: null };
    if (node.name !== undefined) return this.names.value(node.name);
    const integer = literalInteger(node);
    if (integer !== undefined) return { value: integer };
    if (node.op !== "get item") return undefined;
    const [list, index] = node.args.map((part) => this.known(part));
    const isItem =
      list !== undefined && Array.isArray(list.value) && index !== undefined && Number.isInteger(index.value);
    return isItem ? { value: list.value.at(index.value) } : undefined;
  }

  /* The kind of what known() gave. */
  kindOfKnown(found) {
    return found && this.names.kindOf(found.value);
  }
}

module.exports = { Writer };
