/*
 * The driver of JavaScript itself: its numbers, strings, Arrays and typed arrays.
 *
 * An array is a typed array: Float64Array unless a dtype is named, since that is what holds JavaScript's
 * numbers. It has one axis. x[1:3] is x.subarray(1, 3), a view; a copy is x.slice(1, 3), or x.slice() for
 * x.copy(). x[1:3] = y is x.subarray(1, 3).set(y), or fill where y is a number. JavaScript has no arithmetic
 * on typed arrays, so no operator does anything to them. int64 and uint64, whose elements would be BigInts,
 * are left out: no number of the notation could be assigned to them.
 */
"use strict";

const { NOTHING, Unsupported, is } = require("./ibid_call");
const { serve, takeChannel } = require("./ibid_core");
const { bounds, getItem, item } = require("./ibid_items");
const { MEMBER } = require("./ibid_template");
const { CLASSES_OF_NUMBERS: CLASSES, DTYPES_OF_CLASSES, bitsOf, describeElements } = require("./ibid_values");

const channel = takeChannel();
const ONE_AXIS = "typed arrays have one axis, of numbers";

/* The name of the class for the argument dtype. */
function classOf(call, position) {
  const dtype = call.argument(position, "dtype");
  if (dtype === undefined || dtype === null) return "Float64Array";
  if (dtype.str === undefined) call.refuse("the dtype has to be named, since it is a class");
  if (CLASSES[dtype.str] === undefined) {
    throw new Unsupported(`dtype ${dtype.str}`, `JavaScript has no typed array of ${dtype.str} that holds Numbers`);
  }
  return CLASSES[dtype.str];
}

function areNumbers(values) {
  return Array.isArray(values) && values.every((value) => typeof value === "number");
}

function array(call) {
  call.onlyKeywords("dtype");
  const [data] = call.args;
  const native = classOf(call, 1);
  if (!is(data, "make list")) {
    const known = call.known(data);
    const isFlat = call.kind(data) === "array" || (known !== undefined && areNumbers(known.value));
    return isFlat ? `${native}.from(${call.write(data)})` : call.refuse(ONE_AXIS);
  }
  const kinds = new Set(data.args.map((node) => call.kind(node)));
  if (kinds.has("bool") && call.argument(1, "dtype") === undefined)
    call.refuse("JavaScript has no typed array of booleans");
  if ([...kinds].some((kind) => kind !== "number" && kind !== "bool")) call.refuse(ONE_AXIS);
  return `${native}.of(${data.args.map((node) => call.write(node)).join(", ")})`;
}

/* zeros, ones and full. */
function made(positionOfDtype, fill) {
  return (call) => {
    call.onlyKeywords("dtype", "value");
    const [shape] = call.args;
    const length = is(shape, "make tuple") && shape.args.length === 1 ? shape.args[0] : shape;
    if (call.kind(length) !== "number") call.refuse(ONE_AXIS);
    return `new ${classOf(call, positionOfDtype)}(${call.write(length)})${fill(call)}`;
  };
}

function arange(call) {
  call.onlyKeywords("dtype");
  if (call.args.length !== 1) call.refuse("JavaScript has no ranges; an Array's indices count from 0");
  return `${classOf(call, 3)}.from({ length: ${call.write(call.args[0])} }, (_, $) => $)`;
}

function converted(call) {
  call.onlyKeywords("dtype");
  return `${classOf(call, 1)}.from(${call.write(call.args[0])})`;
}

function view(call) {
  const native = classOf(call, 1);
  const [{ name }] = call.args;
  if (name === undefined)
    call.refuse("JavaScript needs the buffer, the offset and the length of what has no name here");
  return `new ${native}(${name}.buffer, ${name}.byteOffset, ${name}.byteLength / ${native}.BYTES_PER_ELEMENT)`;
}

function getOfArray(call) {
  const [base, index] = call.args;
  if (!is(index, "make slice")) return getItem(call, "number");
  return {
    text: `${call.write(base, MEMBER)}.subarray(${bounds(call, index).join(", ")})`,
    level: MEMBER,
    kind: "array",
  };
}

function setOfArray(call) {
  const [base, index, value] = call.args;
  const isAll = index !== null && index.ellipsis;
  if (!isAll && !is(index, "make slice")) return `${item(call, base, index)} = ${call.write(value)}`;
  const part = isAll ? [] : bounds(call, index);
  const native = call.write(base, MEMBER);
  const kind = call.kind(value);
  if (kind === "number" || kind === "bool") return `${native}.fill(${[call.write(value), ...part].join(", ")})`;
  if (kind !== "array" && kind !== "list") {
    call.write(value); // which may say why
    call.refuse("typed arrays are set from numbers, Arrays and typed arrays");
  }
  const target = part.length === 0 ? native : `${native}.subarray(${part.join(", ")})`;
  return `${target}.set(${call.write(value)})`;
}

function mayShareMemory(call) {
  if (!call.args.every((node) => call.kind(node) === "array")) call.refuse("only typed arrays have a buffer");
  return call.args.map((node) => `${call.write(node, MEMBER)}.buffer`).join(" === ");
}

function includes(call) {
  const [value, container] = call.args;
  return { text: `${call.write(container, MEMBER)}.includes(${call.write(value)})`, level: MEMBER };
}

function bits(x, k) {
  return new x.constructor(bitsOf(x.length, x.BYTES_PER_ELEMENT, DTYPES_OF_CLASSES[x.constructor.name], k).buffer);
}

function isTypedArray(value) {
  return ArrayBuffer.isView(value) && DTYPES_OF_CLASSES[value.constructor.name] !== undefined;
}

function describe(value) {
  return describeElements(value, [value.length], DTYPES_OF_CLASSES[value.constructor.name]);
}

const OPERATIONS = {
  "array": [array, "array"],
  "zeros": [made(1, () => ""), "array"],
  "ones": [made(1, () => ".fill(1)"), "array"],
  "full": [made(2, (call) => `.fill(${call.write(call.argument(1, "value"))})`), "array"],
  "arange": [arange, "array"],
  "zeros_like array": ["new {x}.constructor({x}.length)", "array"],
  "bits array": ["bits({x}, {k})", "array"],
  "get item array": getOfArray,
  "set item array": setOfArray,
  "in array": [includes, "bool"],
  "len array": ["{x}.length", "number"],
  "list array": ["Array.from({x})", "list"],
  "copy array": ["{x}.slice()", "array"],
  ".copy array": ["{self}.slice()", "array"],
  ".size array": ["{self}.length", "number"],
  ".tolist array": ["Array.from({self})", "list"],
  ".fill array": ["{self}.fill({value})", NOTHING],
  ".astype array": [converted, "array"],
  ".view array": [view, "array"],
  ".index array": ["{self}.indexOf({item})", "number"],
  ".reverse array": ["{self}.reverse()", NOTHING],
  ".sort array": ["{self}.sort()", NOTHING],
  "may_share_memory": [mayShareMemory, "bool"],
};

const words = (text) => text.trim().split(/\s+/);
const NO_ARITHMETIC = "JavaScript has no arithmetic on typed arrays";
const REASONS = {
  "asarray": "JavaScript has no conversion that leaves a typed array as it is",
  "shares_memory": "JavaScript tells whether typed arrays have one buffer, not whether they have an element in common",
  "place": "JavaScript places buffers itself",
  ".base": "a subarray does not know the array that it was taken from",
  ".item": "a typed array has an axis, and none is a number",
  ".dtype": "a typed array has a class, which is no text",
  "float array": "JavaScript makes a string of a typed array, and a number of that",
  "int array": "JavaScript makes a string of a typed array, and a number of that",
  "bool array": "JavaScript takes every object for true",
};
for (const operation of words(`
  .T .shape .strides .ndim .reshape .ravel .flatten permute_dims broadcast_to expand_dims
  squeeze diagonal
`)) {
  REASONS[operation] = ONE_AXIS;
}
for (const operation of words(`
  add subtract multiply divide floor_divide remainder power maximum minimum equal
  not_equal less less_equal greater greater_equal negative absolute sqrt exp log sin
  cos sum .accumulate .at
`)) {
  REASONS[operation] = NO_ARITHMETIC;
}
for (const operator of ["+", "-", "*", "/", "//", "%", "**", "&", "|", "^", "<<", ">>", "unary -", "unary +", "~"]) {
  REASONS[`${operator} array`] = REASONS[`${operator}= array`] = `${NO_ARITHMETIC}; its operators make strings of them`;
}

serve(channel, {
  name: "javascript",
  version: process.versions.node,
  title: "JavaScript",
  operations: OPERATIONS,
  reasons: REASONS,
  indexed: ["array"],
  names: { bits },
  kinds: [{ kind: "array", is: isTypedArray, describe }],
});
