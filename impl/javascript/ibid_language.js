/*
 * What every driver here has: JavaScript's own syntax, operators, numbers, strings and Arrays.
 *
 * A list of the notation is an Array, an integer or a float is a Number, None is null. Operators are
 * JavaScript's own and mean what they mean in JavaScript: % has the sign of the dividend, / by 0 is
 * Infinity, an empty Array is true. `is` is ===, and so is ==, as JavaScript tells no two equal numbers
 * or strings apart. What + makes of Arrays, a string of both, nobody means by it: it is unsupported
 * rather than written as concat, since x += y for Arrays could then be either push or concat. There are
 * no tuples, no complex numbers and no number that is an object's identity.
 */
"use strict";

const {
  Unsupported, literalInteger, BIT_AND, BIT_OR, BIT_XOR, EQUALITY, MEMBER, POWER, RELATION, SHIFT, SUM, TERM, UNARY, NUMBER,
} = require("./ibid_text");

const NUMBERS = ["number", "bool", "unbound"];

function bothAre(kinds, call) {
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
      call.refuse(call.reason(kind) || `JavaScript's ${call.operation} is for numbers, and an operand is of the kind ${kind}`);
    }
  }
}

/* left operator right, where the operator groups to the left. */
function infix(call, operator, level, kind) {
  const [left, right] = call.args;
  return { text: `${call.write(left, level)} ${operator} ${call.write(right, level + 1)}`, level, kind };
}

function arithmetic(level, operator) {
  return (call) => {
    const spelled = operator || call.operation;
    if (spelled === "+" && bothAre(["text"], call)) return infix(call, spelled, level, "text");
    needNumbers(call);
    return infix(call, spelled, level, "number");
  };
}

function order(call) {
  if (!bothAre(["text"], call)) needNumbers(call);
  return infix(call, call.operation, RELATION, "bool");
}

function identity(operator) {
  return (call) => infix(call, operator, EQUALITY, "bool");
}

function equality(operator) {
  return (call) => {
    for (const node of call.args) {
      if (!["number", "bool", "text", "null", "unbound"].includes(call.kind(node))) call.refuse("JavaScript compares objects by identity, never by content");
    }
    return infix(call, operator, EQUALITY, "bool");
  };
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

function update(call) {
  const [target, value] = call.args;
  if (call.operation === "+=" && bothAre(["text"], call)) return { text: `${place(call, target)} += ${call.write(value)}`, kind: "text" };
  needNumbers(call);
  return { text: `${place(call, target)} ${call.operation} ${call.write(value)}`, kind: "number" };
}

function floorUpdate(call) {
  needNumbers(call);
  const [target, value] = call.args;
  const native = place(call, target);
  return { text: `${native} = Math.floor(${native} / ${call.write(value, TERM + 1)})`, kind: "number" };
}

/* The text of a name or of x[i], as it stands on the left of an assignment. */
function place(call, node) {
  return node.op === "get item" ? item(call, node.args[0], node.args[1]) : call.write(node);
}

/* x[i] for assignment: from the end only as x[x.length - 1], since x[-1] is a property of that name. */
function item(call, base, index) {
  if (index !== null && (index.op === "make slice" || index.op === "make tuple" || index.op === "make list" || index.ellipsis)) {
    throw new Unsupported("assignment to a part", "JavaScript assigns single items only");
  }
  if (call.kind(index) !== "number") throw new Unsupported("index", "an index of an Array is a number");
  const native = call.write(base, MEMBER);
  const known = call.known(index);
  if (known === undefined || known.value >= 0) return `${native}[${call.write(index)}]`;
  if (base.name === undefined) throw new Unsupported("index from the end", "JavaScript needs the length, and what it is the length of has no name");
  const literal = literalInteger(index);
  return literal === undefined ? `${native}[${native}.length + ${call.write(index)}]` : `${native}[${native}.length - ${-literal}]`;
}

/* Reading x[i]; from the end as x.at(-1). */
function getItem(call, kindOfItem) {
  const [base, index] = call.args;
  const known = call.known(index);
  const kind = kindOfItem || call.writer.scope.kindOf(call.known({ op: "get item", args: call.args }));
  if (known !== undefined && known.value < 0) return { text: `${call.write(base, MEMBER)}.at(${call.write(index)})`, level: MEMBER, kind };
  return { text: item(call, base, index), level: MEMBER, kind };
}

/* The arguments of slice and subarray: [], [start] or [start, stop]. */
function bounds(call, slice) {
  const [start, stop, step] = slice.args;
  if (step !== null && literalInteger(step) !== 1) {
    throw new Unsupported("slice with a step", "JavaScript's slices have no step");
  }
  if (stop !== null) return [start === null ? "0" : call.write(start), call.write(stop)];
  return start === null ? [] : [call.write(start)];
}

function getFrom(kindOfItem, kindOfSlice) {
  return (call) => {
    const [base, index] = call.args;
    if (index === null || index.op !== "make slice") return getItem(call, kindOfItem);
    return { text: `${call.write(base, MEMBER)}.slice(${bounds(call, index).join(", ")})`, level: MEMBER, kind: kindOfSlice };
  };
}

/* The first arguments of splice for a slice: where it starts, and how many items it has. */
function spliced(call, slice) {
  const [start, stop, step] = slice.args;
  if (step !== null && literalInteger(step) !== 1) throw new Unsupported("slice with a step", "JavaScript's splice has no step");
  const first = start === null ? 0 : literalInteger(start);
  if (stop === null) return first === undefined ? `${call.write(start)}, Infinity` : `${first}, Infinity`;
  const last = literalInteger(stop);
  if (first === undefined || last === undefined || first < 0 || last < 0) {
    throw new Unsupported("slice", "JavaScript's splice needs the number of items, which is not in the program");
  }
  return `${first}, ${Math.max(last - first, 0)}`;
}

function setItem(call) {
  const [base, index, value] = call.args;
  if (index === null || index.op !== "make slice") return `${item(call, base, index)} = ${call.write(value)}`;
  return `${call.write(base, MEMBER)}.splice(${spliced(call, index)}, ...${call.write(value, MEMBER)})`;
}

function deleteItem(call) {
  const [base, index] = call.args;
  const where = index !== null && index.op === "make slice" ? spliced(call, index) : `${call.write(index)}, 1`;
  return `${call.write(base, MEMBER)}.splice(${where})`;
}

function makeList(call) {
  return { text: `[${call.args.map((node) => call.write(node)).join(", ")}]`, level: MEMBER, kind: "list" };
}

function pop(call) {
  const native = call.write(call.args[0], MEMBER);
  if (call.args.length === 1) return `${native}.pop()`;
  return literalInteger(call.args[1]) === 0 ? `${native}.shift()` : `${native}.splice(${call.write(call.args[1])}, 1)[0]`;
}

const sameKind = (call) => call.kind(call.args[0]);

const OPERATIONS = {
  "make list": makeList,
  "make slice": (call) => call.refuse("JavaScript has no slice as a value"),
  "make tuple": (call) => call.refuse("JavaScript has no tuples"),
  "get item list": getFrom(undefined, "list"),
  "get item text": getFrom("text", "text"),
  "set item list": setItem,
  "delete item list": deleteItem,
  "+": arithmetic(SUM),
  "-": arithmetic(SUM),
  "*": arithmetic(TERM),
  "/": arithmetic(TERM),
  "//": (call) => {
    needNumbers(call);
    return { text: `Math.floor(${call.write(call.args[0], TERM)} / ${call.write(call.args[1], TERM + 1)})`, level: MEMBER, kind: "number" };
  },
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
  "not": (call) => ({ text: `!${call.write(call.args[0], UNARY)}`, level: UNARY, kind: "bool" }),
  "is": identity("==="),
  "is not": identity("!=="),
  "==": equality("==="),
  "!=": equality("!=="),
  "<": order,
  "<=": order,
  ">": order,
  ">=": order,
  "in": (call) => {
    const [value, container] = call.args;
    if (!["list", "text"].includes(call.kind(container))) call.refuse("JavaScript looks for items in Arrays and strings only");
    return { text: `${call.write(container, MEMBER)}.includes(${call.write(value)})`, level: MEMBER, kind: "bool" };
  },
  "not in": (call) => {
    const [value, container] = call.args;
    if (!["list", "text"].includes(call.kind(container))) call.refuse("JavaScript looks for items in Arrays and strings only");
    return { text: `!${call.write(container, MEMBER)}.includes(${call.write(value)})`, level: UNARY, kind: "bool" };
  },
  "//=": floorUpdate,
  "len list": ["{x}.length", "number"],
  "len text": ["{x}.length", "number"],
  "int number": ["Math.trunc({x})", "number"],
  "int bool": ["Number({x})", "number"],
  "int text": ["Number.parseInt({x}, 10)", "number"],
  "float number": ["Number({x})", "number"],
  "float bool": ["Number({x})", "number"],
  "float text": ["Number({x})", "number"],
  "bool number": ["Boolean({x})", "bool"],
  "bool text": ["Boolean({x})", "bool"],
  "bool list": ["Boolean({x})", "bool"],
  "bool null": ["Boolean({x})", "bool"],
  "list": [(call) => (call.args.length === 0 ? "[]" : call.refuse("JavaScript makes Arrays of what can be iterated over")), "list"],
  "list list": ["Array.from({x})", "list"],
  "list text": ["Array.from({x})", "list"],
  "copy list": ["[...{x}]", "list"],
  "deepcopy": ["structuredClone({x})", sameKind],
  "passed": ["((value) => value)({x})", sameKind],
  ".append list": ["{self}.push({item})", "number"],
  ".extend list": ["{self}.push(...{items})", "number"],
  ".insert list": ["{self}.splice({index}, 0, {item})", "list"],
  ".pop list": pop,
  ".remove list": ["{self}.splice({self}.indexOf({item}), 1)", "list"],
  ".reverse list": ["{self}.reverse()", "list"],
  ".sort list": ["{self}.sort()", "list"],
  ".clear list": ["{self}.length = 0", "number"],
  ".index list": ["{self}.indexOf({item})", "number"],
  ".count list": ["{self}.filter(($) => $ === {item}).length", "number"],
  ".copy list": ["{self}.slice()", "list"],
};
for (const operation of ["+=", "-=", "*=", "/=", "%=", "**=", "&=", "|=", "^=", "<<=", ">>="]) OPERATIONS[operation] = update;

const REASONS = {
  "+ list": "JavaScript's + makes a string of Arrays; concat makes a new Array",
  "+= list": "JavaScript's += makes a string of Arrays; push(...items) extends one",
  "* list": "JavaScript's * makes numbers of Arrays",
  "*= list": "JavaScript's *= makes numbers of Arrays",
  "id": "JavaScript has no number that is an object's identity",
  "complex": "JavaScript has no complex numbers",
  "tuple": "JavaScript has no tuples",
  "range": "JavaScript has no ranges",
  "operand": "JavaScript lets no object say what an operator means",
  ".__iadd__": "JavaScript's operators are not methods",
  ".__add__": "JavaScript's operators are not methods",
  "memoryview": "JavaScript has no buffer protocol",
  "collect": "JavaScript has no call that collects garbage",
  "alive": "JavaScript tells only after a turn of its event loop what it has collected",
  "address": "JavaScript tells no addresses",
  "allocated": "JavaScript does not tell how much memory its arrays take",
  "to_numpy": "JavaScript has no NumPy",
  "from_numpy": "JavaScript has no NumPy",
  "from_dlpack": "JavaScript has no DLPack",
  "as_strided": "JavaScript has no views with strides",
};

module.exports = { OPERATIONS, REASONS, bounds, getItem, item, place };
