/*
 * What x[…] is for an ndarray: x.get(i, j) for an element, else a view by hi, lo, step and pick, which take
 * one argument for each axis. They count from the start, so x[-1] needs the length of x, by its name.
 */
"use strict";

const { Unsupported, is } = require("./ibid_call");
const { MEMBER } = require("./ibid_template");

/* The number of axes of a node's value; undefined where it is not known yet. */
function rankOf(call, node) {
  const known = call.known(node);
  if (known !== undefined) return known.value === null ? undefined : known.value.dimension;
  if (is(node, ".T") || is(node, "permute_dims") || is(node, ".copy")) return rankOf(call, node.args[0]);
  if (!is(node, "get item")) return undefined;
  const rank = rankOf(call, node.args[0]);
  return rank === undefined ? undefined : rank - subscriptsOf(node.args[1]).filter(isSingle).length;
}

function subscriptsOf(index) {
  return is(index, "make tuple") ? index.args : [index];
}

function isSingle(node) {
  return node !== null && !node.ellipsis && !is(node, "make slice");
}

/* Whether x[index] is an element: there is a number for every axis. */
function isElement(call, base, index) {
  const subscripts = subscriptsOf(index);
  if (!subscripts.every((node) => isSingle(node) && call.kind(node) === "number")) return false;
  const rank = rankOf(call, base);
  if (rank === undefined) call.refuse("whether this is an element or a view cannot be told before the statement runs");
  return rank <= subscripts.length; // get and set take no notice of more
}

class Position {
  constructor(call, base, axis) {
    Object.assign(this, { call, base, axis });
  }

  value(node) {
    const known = this.call.known(node);
    if (known !== undefined && Number.isInteger(known.value)) return known.value;
    this.call.write(node); // which may say why
    return this.call.refuse("an index has to be a number that is known before the statement runs");
  }

  text(node, added = 0) {
    const value = this.value(node);
    if (value >= 0) return String(value + added);
    if (value + added === 0) return `${this.length()}`;
    return `${this.length()} - ${-(value + added)}`;
  }

  length() {
    if (this.base.name === undefined)
      this.call.refuse("the length is needed, and what it is the length of has no name");
    return `${this.base.name}.shape[${this.axis}]`;
  }
}

/* x.get(i, j), or x.set(i, j, value). */
function elementOf(call, base, index, value) {
  const numbers = subscriptsOf(index).map((node, axis) => new Position(call, base, axis).text(node));
  const native = call.write(base, MEMBER);
  return value === undefined
    ? `${native}.get(${numbers.join(", ")})`
    : `${native}.set(${[...numbers, value].join(", ")})`;
}

/* The arguments of one of the methods: what is left out at the end keeps the axis as it is. */
function chained(method, args, kept) {
  while (args.length > 0 && args[args.length - 1] === kept) args.pop();
  return args.length === 0 ? "" : `.${method}(${args.join(", ")})`;
}

/* A view that is not x itself, except as the target of an assignment. */
function viewOf(call, base, index, isTarget = false) {
  const native = call.write(base, MEMBER);
  if (index !== null && index.ellipsis) return isTarget ? native : `${native}.lo()`;
  if (subscriptsOf(index).length === 0) call.refuse("ndarray takes an element or a view by naming axes");
  const [his, los, steps, picks] = [[], [], [], []];
  subscriptsOf(index).forEach((node, axis) => {
    if (node === null) throw new Unsupported("index newaxis", "ndarray has no new axes");
    if (is(node, "make list") || ["list", "array"].includes(call.kind(node))) {
      throw new Unsupported("index list", "ndarray selects by numbers and slices only");
    }
    if (node.ellipsis) throw new Unsupported("index ellipsis", "ndarray has no ... in an index");
    const position = new Position(call, base, axis);
    picks[axis] = isSingle(node) ? position.text(node) : "null";
    const [start, stop, step] = isSingle(node) ? [null, null, null] : node.args;
    const by = step === null ? 1 : position.value(step);
    /* Backwards x[a:b:-1] is what lies above b and up to a, from its end. */
    const [low, high, added] = by > 0 ? [start, stop, 0] : [stop, start, 1];
    his[axis] = high === null ? "null" : position.text(high, added);
    /* lo counts in what hi has left. */
    los[axis] = low === null ? "0" : position.text(low, added);
    steps[axis] = String(by);
  });
  const text =
    chained("hi", his, "null") + chained("lo", los, "0") + chained("step", steps, "1") + chained("pick", picks, "null");
  return native + (text || (isTarget ? "" : ".lo()"));
}

module.exports = { elementOf, isElement, rankOf, viewOf };
