/* What an entry of a driver's table gets to work with where it is a function: see ibid_text.js. */
"use strict";

const { ASSIGNMENT } = require("./ibid_template");

/* `what` the implementation lacks, as a capability, and the `reason`. */
class Unsupported extends Error {
  constructor(what, reason) {
    super(`${what}: ${reason}`);
    this.name = "Unsupported";
    this.what = what;
    this.reason = reason;
  }
}

/*
 * The kind of what is written for its effect only: push gives the new length, sort the Array, where the
 * notation's append and sort give None. A program that uses the value is unsupported.
 */
const NOTHING = "nothing";

/* An operation with its arguments. */
class Call {
  constructor(writer, operation, args, keywords) {
    this.writer = writer;
    this.operation = operation;
    this.args = args; // nodes; a receiver first
    this.keywords = keywords; // name to node
  }

  /* The native text of a node, in parentheses where it binds less strongly than `level` (ibid_template.js). */
  write(node, level = ASSIGNMENT) {
    return this.writer.write(node, level);
  }

  /* The kind of a node's value; undefined where it cannot be told, "unbound" for a name without a value. */
  kind(node) {
    return this.writer.kindOf(node);
  }

  /* The value of a name, an item of a list or a literal, as {value}; undefined where it is not known yet. */
  known(node) {
    return this.writer.known(node);
  }

  /* The kind of the item that the operation's first two arguments, a list and an index, stand for. */
  kindOfItem() {
    return this.writer.kindOfKnown(this.known({ op: "get item", args: this.args.slice(0, 2) }));
  }

  /* The argument at a position or of that name; undefined where it is missing. */
  argument(position, name) {
    return this.args[position] !== undefined ? this.args[position] : this.keywords[name];
  }

  /* A Template filled with the arguments. */
  fill(template) {
    const { pattern, places } = template;
    if (this.args.length > places.length) this.refuse(`${pattern} takes fewer arguments`);
    const given = new Map(this.args.map((node, index) => [places[index], node]));
    for (const [name, node] of Object.entries(this.keywords)) {
      if (!places.includes(name)) this.refuse(`${pattern} has no argument ${name}`);
      given.set(name, node);
    }
    return template.fill(given, (name, level) => {
      if (!given.has(name)) this.refuse(`${pattern} needs the argument ${name}`);
      const hook = this.writer.parameters[name];
      return hook ? hook(given.get(name), this) : this.write(given.get(name), level);
    });
  }

  /* Throws Unsupported if there are other keyword arguments than these. */
  onlyKeywords(...names) {
    const other = Object.keys(this.keywords).find((name) => !names.includes(name));
    if (other !== undefined) this.refuse(`${this.writer.title} has no argument ${other} here`);
  }

  /* Throws Unsupported, with the table's own reason for operands of that kind if there is one. */
  refuseKind(kind, reason) {
    const own = this.writer.reasons[`${this.operation} ${kind}`];
    this.refuse(own !== undefined ? own : reason);
  }

  refuse(reason) {
    throw new Unsupported(`op ${this.operation}`, reason);
  }
}

/* The integer that a literal node stands for; undefined for other nodes. */
function literalInteger(node) {
  if (node === null || node === undefined) return undefined;
  if (node.int !== undefined) return Number(node.int);
  const negated = node.op === "unary -" ? node.args[0] : null;
  return negated !== null && negated.int !== undefined ? -Number(negated.int) : undefined;
}

/* Whether a node is the result of that operation. */
function is(node, operation) {
  return node !== null && node !== undefined && node.op === operation;
}

module.exports = { Call, NOTHING, Unsupported, is, literalInteger };
