/*
 * The driver of JavaScript itself: its numbers, strings, Arrays and typed arrays.
 *
 * An array is a typed array: Float64Array unless a dtype is named, since that is what holds JavaScript's
 * numbers. It has one axis. x[1:3] is x.subarray(1, 3), a view; a copy is x.slice(1, 3), which is what
 * x[1:3].copy() says. x[1:3] = y is x.subarray(1, 3).set(y), or fill where y is a number. JavaScript has
 * no arithmetic on typed arrays, so no operator does anything to them. int64 and uint64, whose elements
 * would be BigInts, are left out: no number of the notation could be assigned to them.
 */
"use strict";

const { serve, takeChannel } = require("./ibid_core");
const { bounds, getItem, item } = require("./ibid_language");
const { Unsupported, literalInteger, MEMBER } = require("./ibid_text");
const { DTYPES_OF_CLASSES, bitsOf, describeElements } = require("./ibid_values");

const channel = takeChannel();

const CLASSES = {
  int8: "Int8Array", int16: "Int16Array", int32: "Int32Array", uint8: "Uint8Array", uint16: "Uint16Array", uint32: "Uint32Array",
  float32: "Float32Array", float64: "Float64Array",
};
if (globalThis.Float16Array !== undefined) CLASSES.float16 = "Float16Array";

function classOf(call, position) {
  const node = call.keywords.dtype !== undefined ? call.keywords.dtype : call.args[position];
  if (node === undefined || node === null) return "Float64Array";
  if (node.str === undefined) call.refuse("the dtype has to be named, since it is a class");
  if (CLASSES[node.str] === undefined) throw new Unsupported(`dtype ${node.str}`, `JavaScript has no typed array of ${node.str} that holds Numbers`);
  return CLASSES[node.str];
}

function lengthOf(call, node) {
  const single = node !== null && node.op === "make tuple" && node.args.length === 1 ? node.args[0] : node;
  if (single !== null && call.kind(single) === "number") return call.write(single);
  return call.refuse("a typed array has one axis");
}

function onlyKnows(call, ...names) {
  const other = Object.keys(call.keywords).find((name) => !names.includes(name));
  if (other !== undefined) call.refuse(`typed arrays have no ${other}`);
}

function array(call) {
  onlyKnows(call, "dtype");
  const [data] = call.args;
  const native = classOf(call, 1);
  if (data === null || data.op !== "make list") {
    if (!["list", "array"].includes(call.kind(data))) call.refuse("a typed array is made of numbers or of what has them one after another");
    return `${native}.from(${call.write(data)})`;
  }
  if (data.args.some((node) => call.kind(node) !== "number" && call.kind(node) !== "bool")) call.refuse("a typed array has one axis, of numbers");
  return `${native}.of(${data.args.map((node) => call.write(node)).join(", ")})`;
}

function arange(call) {
  onlyKnows(call, "dtype");
  if (call.args.length !== 1) call.refuse("JavaScript has no ranges");
  return `${classOf(call, 3)}.from({ length: ${call.write(call.args[0])} }, (_, $) => $)`;
}

function getFrom(call) {
  const [base, index] = call.args;
  if (index !== null && index.op === "make slice") {
    return { text: `${call.write(base, MEMBER)}.subarray(${bounds(call, index).join(", ")})`, level: MEMBER, kind: "array" };
  }
  return getItem(call, "number");
}

function setItem(call) {
  const [base, index, value] = call.args;
  const all = index !== null && index.ellipsis;
  if (!all && (index === null || index.op !== "make slice")) return `${item(call, base, index)} = ${call.write(value)}`;
  const part = all ? [] : bounds(call, index);
  const native = call.write(base, MEMBER);
  const kind = call.kind(value);
  if (kind === "number" || kind === "bool") return `${native}.fill(${[call.write(value), ...part].join(", ")})`;
  if (kind !== "array" && kind !== "list") call.refuse("typed arrays are set from numbers, Arrays and typed arrays");
  return part.length === 0 ? `${native}.set(${call.write(value)})` : `${native}.subarray(${part.join(", ")}).set(${call.write(value)})`;
}

function view(call) {
  const native = classOf(call, 1);
  const [base] = call.args;
  if (base.name === undefined) call.refuse("JavaScript needs the buffer, the offset and the length, and what they are of has no name");
  const x = base.name;
  return `new ${native}(${x}.buffer, ${x}.byteOffset, ${x}.byteLength / ${native}.BYTES_PER_ELEMENT)`;
}

function bits(x, k) {
  const bytes = bitsOf(x.length, x.BYTES_PER_ELEMENT, DTYPES_OF_CLASSES[x.constructor.name], k);
  return new x.constructor(bytes.buffer);
}

const isTypedArray = (value) => ArrayBuffer.isView(value) && DTYPES_OF_CLASSES[value.constructor.name] !== undefined;

const OPERATIONS = {
  "array": [array, "array"],
  "zeros": [(call) => `new ${classOf(call, 1)}(${lengthOf(call, call.args[0])})`, "array"],
  "ones": [(call) => `new ${classOf(call, 1)}(${lengthOf(call, call.args[0])}).fill(1)`, "array"],
  "full": [(call) => `new ${classOf(call, 2)}(${lengthOf(call, call.args[0])}).fill(${call.write(call.args[1])})`, "array"],
  "arange": [arange, "array"],
  "zeros_like array": ["new {x}.constructor({x}.length)", "array"],
  "bits array": ["bits({x}, {k})", "array"],
  "get item array": getFrom,
  "set item array": setItem,
  "len array": ["{x}.length", "number"],
  "list array": ["Array.from({x})", "list"],
  "copy array": ["{x}.slice()", "array"],
  ".copy array": ["{self}.slice()", "array"],
  ".size array": ["{self}.length", "number"],
  ".tolist array": ["Array.from({self})", "list"],
  ".fill array": ["{self}.fill({value})", "array"],
  ".astype array": [(call) => {
    onlyKnows(call, "dtype");
    return `${classOf(call, 1)}.from(${call.write(call.args[0])})`;
  }, "array"],
  ".view array": [view, "array"],
  ".index array": ["{self}.indexOf({item})", "number"],
  ".reverse array": ["{self}.reverse()", "array"],
  ".sort array": ["{self}.sort()", "array"],
  "in array": ["{y}.includes({x})", "bool"],
  "may_share_memory": [(call) => {
    if (!call.args.every((node) => call.kind(node) === "array")) call.refuse("only typed arrays have a buffer");
    return call.args.map((node) => `${call.write(node, MEMBER)}.buffer`).join(" === ");
  }, "bool"],
};

const REASONS = {
  "asarray": "JavaScript has no conversion that leaves a typed array as it is",
  "shares_memory": "JavaScript tells whether typed arrays have one buffer, not whether they have an element in common",
  "place": "JavaScript places buffers itself",
  ".base": "a subarray does not know the array that it was taken from",
  ".item": "typed arrays have an axis, and none is a number",
};
for (const operation of (".T .real .imag .shape .strides .ndim .reshape .ravel .flatten permute_dims broadcast_to expand_dims squeeze diagonal")
  .split(" ")) {
  REASONS[operation] = "typed arrays have one axis, and real elements";
}
for (const operation of ("add subtract multiply divide floor_divide remainder power maximum minimum equal not_equal less less_equal " +
  "greater greater_equal negative absolute sqrt exp log sin cos sum .accumulate .at").split(" ")) {
  REASONS[operation] = "JavaScript has no arithmetic on typed arrays";
}
for (const operation of ["+", "-", "*", "/", "//", "%", "**", "&", "|", "^", "<<", ">>", "unary -", "unary +", "~"]) {
  REASONS[`${operation} array`] = REASONS[`${operation}= array`] = "JavaScript has no arithmetic on typed arrays; its operators make numbers and strings of them";
}

serve(channel, {
  name: "javascript",
  version: process.versions.node,
  title: "JavaScript",
  operations: OPERATIONS,
  reasons: REASONS,
  names: { bits },
  kinds: [{
    kind: "array",
    is: isTypedArray,
    describe: (value) => describeElements(value, [value.length], DTYPES_OF_CLASSES[value.constructor.name]),
  }],
});
