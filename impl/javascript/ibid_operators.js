/*
 * JavaScript's own operators, on JavaScript's own values: entries for ibid_language.js.
 *
 * They mean what they mean in JavaScript: % has the sign of the dividend, / by 0 is Infinity, & cuts to 32
 * bits, an empty Array is true. `is` is ===, and so is ==, as JavaScript tells no two equal numbers or
 * strings apart. For other operands than numbers and strings JavaScript's operators make strings and NaN,
 * which nobody means by them: there they are unsupported.
 */
"use strict";

const { is } = require("./ibid_call");
const { item } = require("./ibid_items");
const {
  BIT_AND,
  BIT_OR,
  BIT_XOR,
  EQUALITY,
  MEMBER,
  NUMBER,
  POWER,
  RELATION,
  SHIFT,
  SUM,
  TERM,
  UNARY,
} = require("./ibid_template");

/* What has no value fails whatever is done to it. */
const NUMBERS = ["number", "bool", "unbound"];
const PRIMITIVES = [...NUMBERS, "text", "null"];

function areAll(call, kinds) {
  return call.args.every((node) => kinds.includes(call.kind(node)));
}

function needNumbers(call) {
  for (const node of call.args) {
    const kind = call.kind(node);
    if (kind === undefined) {
      call.write(node); // which may say why
      call.refuse("what kind of operand this is cannot be told before the statement runs");
    }
    if (!NUMBERS.includes(kind)) {
      call.refuseKind(kind, `JavaScript's ${call.operation} is for numbers, and an operand is of the kind ${kind}`);
    }
  }
}

/* Operators that group to the left. */
function infix(call, operator, level, kind) {
  const [left, right] = call.args;
  return { text: `${call.write(left, level)} ${operator} ${call.write(right, level + 1)}`, level, kind };
}

function arithmetic(level) {
  return (call) => {
    needNumbers(call);
    return infix(call, call.operation, level, "number");
  };
}

function plus(call) {
  if (areAll(call, ["text"])) return infix(call, "+", SUM, "text");
  return arithmetic(SUM)(call);
}

function floorDivide(call) {
  needNumbers(call);
  return { text: `Math.floor(${infix(call, "/", TERM).text})`, level: MEMBER, kind: "number" };
}

function power(call) {
  needNumbers(call);
  const [left, right] = call.args;
  return { text: `${call.write(left, NUMBER)} ** ${call.write(right, POWER)}`, level: POWER, kind: "number" };
}

function unary(operator) {
  return (call) => {
    needNumbers(call);
    return { text: operator + call.write(call.args[0], NUMBER), level: UNARY, kind: "number" };
  };
}

function not(call) {
  return { text: `!${call.write(call.args[0], UNARY)}`, level: UNARY, kind: "bool" };
}

function identity(operator) {
  return (call) => infix(call, operator, EQUALITY, "bool");
}

function equality(operator) {
  return (call) => {
    if (!areAll(call, PRIMITIVES)) call.refuse("JavaScript compares objects by identity, never by content");
    return infix(call, operator, EQUALITY, "bool");
  };
}

function order(call) {
  if (!areAll(call, ["text"])) needNumbers(call);
  return infix(call, call.operation, RELATION, "bool");
}

function includes(call) {
  const [value, container] = call.args;
  if (!["list", "text"].includes(call.kind(container))) {
    call.refuse("JavaScript looks for items in Arrays and strings only");
  }
  return { text: `${call.write(container, MEMBER)}.includes(${call.write(value)})`, level: MEMBER, kind: "bool" };
}

function includesNot(call) {
  return { text: `!${includes(call).text}`, level: UNARY, kind: "bool" };
}

/* A name or an item as it stands on the left of an assignment. */
function place(call, node) {
  if (!is(node, "get item")) return call.write(node);
  const kind = call.kind(node.args[0]);
  if (!call.writer.indexed.includes(kind)) call.refuseKind(kind, `x[i] of the kind ${kind} is no place in JavaScript`);
  return item(call, ...node.args);
}

function update(call) {
  const [target, value] = call.args;
  const isText = call.operation === "+=" && areAll(call, ["text"]);
  if (!isText) needNumbers(call);
  return { text: `${place(call, target)} ${call.operation} ${call.write(value)}`, kind: isText ? "text" : "number" };
}

function floorUpdate(call) {
  needNumbers(call);
  const [target, value] = call.args;
  const native = place(call, target);
  return { text: `${native} = Math.floor(${native} / ${call.write(value, TERM + 1)})`, kind: "number" };
}

const OPERATORS = {
  "+": plus,
  "-": arithmetic(SUM),
  "*": arithmetic(TERM),
  "/": arithmetic(TERM),
  "//": floorDivide,
  "%": arithmetic(TERM),
  "**": power,
  "&": arithmetic(BIT_AND),
  "|": arithmetic(BIT_OR),
  "^": arithmetic(BIT_XOR),
  "<<": arithmetic(SHIFT),
  ">>": arithmetic(SHIFT),
  "unary -": unary("-"),
  "unary +": unary("+"),
  "~": unary("~"),
  "not": not,
  "is": identity("==="),
  "is not": identity("!=="),
  "==": equality("==="),
  "!=": equality("!=="),
  "<": order,
  "<=": order,
  ">": order,
  ">=": order,
  "in": includes,
  "not in": includesNot,
  "+=": update,
  "-=": update,
  "*=": update,
  "/=": update,
  "//=": floorUpdate,
  "%=": update,
  "**=": update,
  "&=": update,
  "|=": update,
  "^=": update,
  "<<=": update,
  ">>=": update,
};

module.exports = { OPERATORS, place };
