/*
 * What every driver here has: JavaScript's own syntax, operators (ibid_operators.js), items and slices
 * (ibid_items.js), numbers, strings and Arrays.
 *
 * A list of the notation is an Array, an integer or a float is a Number, None is null. An integer that is
 * no Number exactly is unsupported. There are no tuples, no complex numbers and no number that is an
 * object's identity. What + and += make of Arrays is a string of both: as operators these are unsupported
 * for Arrays, since concat and push, which users write instead, are no operators and would hide that.
 */
"use strict";

const { NOTHING, is, literalInteger } = require("./ibid_call");
const { deleteOfList, getOfList, getOfText, setOfList } = require("./ibid_items");
const { OPERATORS } = require("./ibid_operators");
const { MEMBER, UNARY } = require("./ibid_template");

const sameKind = (call) => call.kind(call.args[0]);

function makeList(call) {
  return { text: `[${call.args.map((node) => call.write(node)).join(", ")}]`, level: MEMBER, kind: "list" };
}

function emptyList(call) {
  return call.args.length === 0 ? "[]" : call.refuse("JavaScript makes Arrays of what can be iterated over");
}

function pop(call) {
  const [list, index] = call.args;
  const native = call.write(list, MEMBER);
  if (index === undefined) return `${native}.pop()`;
  return literalInteger(index) === 0 ? `${native}.shift()` : `${native}.splice(${call.write(index)}, 1)[0]`;
}

/* float("inf") is Infinity, which Number does not read by that name. */
function floatOfText(call) {
  const { str } = call.args[0];
  if (str === "inf" || str === "infinity") return { text: "Infinity", level: MEMBER };
  if (str === "-inf" || str === "-infinity") return { text: "-Infinity", level: UNARY };
  return str === "nan"
    ? { text: "NaN", level: MEMBER }
    : { text: `Number(${call.write(call.args[0])})`, level: MEMBER };
}

/* A shape or axes: an Array, where the notation has a tuple, or a number for a single one. For `parameters`. */
function shapeText(node, call) {
  if (is(node, "make tuple") || is(node, "make list")) {
    return `[${node.args.map((length) => call.write(length)).join(", ")}]`;
  }
  return call.kind(node) === "number" ? `[${call.write(node)}]` : call.write(node);
}

const OPERATIONS = {
  ...OPERATORS,
  "make list": makeList,
  "make slice": (call) => call.refuse("JavaScript has no slice as a value"),
  "make tuple": (call) => call.refuse("JavaScript has no tuples"),
  "get item list": getOfList,
  "get item text": getOfText,
  "set item list": setOfList,
  "delete item list": deleteOfList,
  "len list": ["{x}.length", "number"],
  "len text": ["{x}.length", "number"],
  "int number": ["Math.trunc({x})", "number"],
  "int bool": ["Number({x})", "number"],
  "int text": ["Number.parseInt({x}, 10)", "number"],
  "float number": ["Number({x})", "number"],
  "float bool": ["Number({x})", "number"],
  "float text": [floatOfText, "number"],
  "bool number": ["Boolean({x})", "bool"],
  "bool bool": ["Boolean({x})", "bool"],
  "bool text": ["Boolean({x})", "bool"],
  "bool list": ["Boolean({x})", "bool"],
  "bool null": ["Boolean({x})", "bool"],
  "list": [emptyList, "list"],
  "list list": ["Array.from({x})", "list"],
  "list text": ["Array.from({x})", "list"],
  "copy list": ["[...{x}]", "list"],
  "deepcopy": ["structuredClone({x})", sameKind],
  "passed": ["((value) => value)({x})", sameKind],
  ".append list": ["{self}.push({item})", NOTHING],
  ".extend list": ["{self}.push(...{items})", NOTHING],
  ".insert list": ["{self}.splice({index}, 0, {item})", NOTHING],
  ".pop list": pop,
  ".reverse list": ["{self}.reverse()", NOTHING],
  ".sort list": ["{self}.sort()", NOTHING],
  ".clear list": ["{self}.length = 0", NOTHING],
  ".index list": ["{self}.indexOf({item})", "number"],
  ".count list": ["{self}.filter(($) => $ === {item}).length", "number"],
  ".copy list": ["{self}.slice()", "list"],
};

const REASONS = {
  ".remove": "JavaScript's Arrays have no remove; splice(indexOf(x), 1) takes the last item where x is missing",
  "+ list": "JavaScript's + makes a string of Arrays; concat makes a new Array",
  "+= list": "JavaScript's += makes a string of Arrays; push(...items) extends one",
  "id": "JavaScript has no number that is an object's identity",
  "complex": "JavaScript has no complex numbers",
  "tuple": "JavaScript has no tuples",
  "range": "JavaScript has no ranges",
  "operand": "JavaScript lets no object say what an operator means",
  ".__iadd__": "JavaScript's operators are not methods",
  ".__add__": "JavaScript's operators are not methods",
  "memoryview": "JavaScript has no buffer protocol",
  "collect": "JavaScript has no call that collects garbage",
  "watch": "JavaScript keeps what a WeakRef is made of until the end of a turn of its event loop",
  "alive": "JavaScript tells only after a turn of its event loop what it has collected",
  "address": "JavaScript tells no addresses",
  "allocated": "JavaScript does not tell how much memory its arrays take",
  "to_numpy": "JavaScript has no NumPy",
  "from_numpy": "JavaScript has no NumPy",
  "from_dlpack": "JavaScript has no DLPack",
  "as_strided": "JavaScript has no views with strides",
};

module.exports = { OPERATIONS, REASONS, shapeText };
