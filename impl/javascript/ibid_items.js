/*
 * Items and slices of what JavaScript indexes itself: Arrays, strings, typed arrays.
 *
 * x[-1] is a property of that name in JavaScript: reading from the end is x.at(-1), and what is assigned
 * is x[x.length - 1]. A slice is x.slice(1, 3); to assign or delete one is x.splice, for Arrays. None of
 * them has a step.
 */
"use strict";

const { Unsupported, is, literalInteger } = require("./ibid_call");
const { MEMBER } = require("./ibid_template");

/* x[i] as it stands on the left of an assignment. */
function item(call, base, index) {
  if (call.kind(index) !== "number") throw new Unsupported("index", "JavaScript assigns single items, by numbers");
  const native = call.write(base, MEMBER);
  const known = call.known(index);
  if (known === undefined || known.value >= 0) return `${native}[${call.write(index)}]`;
  if (base.name === undefined) {
    throw new Unsupported(
      "index from the end",
      "JavaScript needs the length, and what it is the length of has no name",
    );
  }
  const literal = literalInteger(index);
  const distance = literal === undefined ? `+ ${call.write(index)}` : `- ${-literal}`;
  return `${native}[${native}.length ${distance}]`;
}

/* Reading x[i]. */
function getItem(call, kind) {
  const [base, index] = call.args;
  const known = call.known(index);
  const fromEnd = known !== undefined && known.value < 0;
  return {
    text: fromEnd ? `${call.write(base, MEMBER)}.at(${call.write(index)})` : item(call, base, index),
    level: MEMBER,
    kind,
  };
}

/* The arguments of slice and subarray: [], [start] or [start, stop]. */
function bounds(call, slice) {
  const [start, stop, step] = slice.args;
  if (step !== null && literalInteger(step) !== 1) {
    throw new Unsupported("slice with a step", "JavaScript's slices have no step");
  }
  if (stop === null) return start === null ? [] : [call.write(start)];
  return [start === null ? "0" : call.write(start), call.write(stop)];
}

function getSlice(call, kind) {
  const [base, index] = call.args;
  return { text: `${call.write(base, MEMBER)}.slice(${bounds(call, index).join(", ")})`, level: MEMBER, kind };
}

/* The first two arguments of splice: where the slice starts, and how many items it has. */
function spliced(slice) {
  const [start, stop, step] = slice.args;
  const [first, last] = [start === null ? 0 : literalInteger(start), stop === null ? Infinity : literalInteger(stop)];
  if (step !== null && literalInteger(step) !== 1) {
    throw new Unsupported("slice with a step", "JavaScript's splice has no step");
  }
  if (first === undefined || last === undefined || (first < 0 && stop !== null) || last < 0) {
    throw new Unsupported("slice", "JavaScript's splice needs the number of items, which is not in the program");
  }
  return `${first}, ${Math.max(last - first, 0)}`;
}

function getOfList(call) {
  return is(call.args[1], "make slice") ? getSlice(call, "list") : getItem(call, call.kindOfItem());
}

function getOfText(call) {
  return is(call.args[1], "make slice") ? getSlice(call, "text") : getItem(call, "text");
}

function setOfList(call) {
  const [base, index, value] = call.args;
  if (!is(index, "make slice")) return `${item(call, base, index)} = ${call.write(value)}`;
  return `${call.write(base, MEMBER)}.splice(${spliced(index)}, ...${call.write(value, MEMBER)})`;
}

function deleteOfList(call) {
  const [base, index] = call.args;
  const items = is(index, "make slice") ? spliced(index) : `${call.write(index)}, 1`;
  return `${call.write(base, MEMBER)}.splice(${items})`;
}

module.exports = { bounds, deleteOfList, getItem, getOfList, getOfText, item, setOfList };
