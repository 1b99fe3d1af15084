/*
 * The driver of TensorFlow.js, tensors on the CPU backend that is written in JavaScript.
 *
 * A tensor has no operators, as no object of JavaScript has: x + y is x.add(y), which the documentation
 * gives for it, and x += y is x = x.add(y), as nothing updates a tensor. Nothing assigns an element either.
 * Slices are slice(begin, size), stridedSlice where there is a step, gather for a single index.
 *
 * What shares memory is proved through dataSync(), which on this backend hands out the very memory of a
 * tensor: x[...] = bits(x, k) is x.dataSync().set(bits(x, k)). Users meet that memory as soon as they
 * sort or overwrite what dataSync gave them. It is not offered as an assignment, since the documentation
 * calls tensors immutable, and so it is for the proof's own writes only.
 *
 * With the argument "variable" arrays are made as tf.variable(…): then x += y is x.assign(x.add(y)) and
 * x[...] = y is x.assign(y). What is computed from variables is a tensor.
 */
"use strict";

const { load, serve, takeChannel } = require("./ibid_core");
const { place } = require("./ibid_language");
const { Template, Unsupported, MEMBER } = require("./ibid_text");
const { bitsOf, describeElements } = require("./ibid_values");

const channel = takeChannel();
const tf = load("@tensorflow/tfjs", "tfjs");
const VARIABLES = process.argv[2] === "variable";

const DTYPES = ["float32", "int32", "bool"];
const METHODS_OF_OPERATORS = {
  "+": "add", "-": "sub", "*": "mul", "/": "div", "//": "floorDiv", "%": "mod", "**": "pow", "&": "logicalAnd", "|": "logicalOr",
  "^": "logicalXor",
};
const METHODS_OF_COMPARISONS = { "==": "equal", "!=": "notEqual", "<": "less", "<=": "lessEqual", ">": "greater", ">=": "greaterEqual" };
const FUNCTIONS_OF_TWO = {
  add: "add", subtract: "sub", multiply: "mul", divide: "div", floor_divide: "floorDiv", remainder: "mod", power: "pow",
  maximum: "maximum", minimum: "minimum", equal: "equal", not_equal: "notEqual", less: "less", less_equal: "lessEqual",
  greater: "greater", greater_equal: "greaterEqual",
};
const FUNCTIONS_OF_ONE = { negative: "neg", absolute: "abs", sqrt: "sqrt", exp: "exp", log: "log", sin: "sin", cos: "cos" };

const isTensor = (call, node) => ["array", "variable"].includes(call.kind(node));

function binary(method) {
  return (call) => {
    const [left, right] = call.args;
    if (!isTensor(call, left)) return { text: `tf.${method}(${call.write(left)}, ${call.write(right)})`, level: MEMBER };
    return { text: `${call.write(left, MEMBER)}.${method}(${call.write(right)})`, level: MEMBER };
  };
}

function updated(method) {
  return (call) => {
    const [target] = call.args;
    if (target.op === "get item" && isTensor(call, target.args[0])) {
      call.refuse(VARIABLES ? "a variable is assigned as a whole" : "tensors are immutable, and TensorFlow.js assigns no element");
    }
    const sum = binary(method)(call).text;
    if (call.kind(target) === "variable") return { text: `${call.write(target)}.assign(${sum})`, kind: "variable" };
    return { text: `${place(call, target)} = ${sum}`, kind: "array" };
  };
}

/* One axis of an index in the terms of slice and stridedSlice. */
function axisOf(call, index, native, axis) {
  const at = (node) => {
    const known = call.known(node);
    if (known === undefined || typeof known.value !== "number") call.refuse("the bounds of a slice have to be known before it is taken");
    return known.value;
  };
  /* slice counts from the start only. */
  const fromStart = (value) => (value < 0 ? `${needName(call, native)}.shape[${axis}] - ${-value}` : String(value));
  if (index === null || index.op !== "make slice") return { begin: fromStart(at(index)), size: "1", single: true, step: 1 };
  const [start, stop, step] = index.args.map((node) => (node === null ? undefined : at(node)));
  if (step !== undefined && step !== 1) {
    const length = () => `${needName(call, native)}.shape[${axis}]`;
    return {
      step,
      begin: start !== undefined ? String(start) : step > 0 ? "0" : `${length()} - 1`,
      end: stop !== undefined ? String(stop) : step > 0 ? length() : undefined,
      whole: start === undefined && stop === undefined,
    };
  }
  const begin = start === undefined ? 0 : start;
  const size = () => {
    if (stop === undefined) return "-1";
    if (begin < 0 === stop < 0) return String(Math.max(stop - begin, 0));
    if (stop < 0) return `${needName(call, native)}.shape[${axis}] - ${begin - stop}`;
    return `${stop + -begin} - ${needName(call, native)}.shape[${axis}]`;
  };
  return { begin: fromStart(begin), size: size(), step: 1 };
}

function needName(call, native) {
  if (!/^\w+$/.test(native)) call.refuse("the length of the axis is needed, and what it is the length of has no name");
  return native;
}

function getItem(call) {
  const [base, index] = call.args;
  const native = call.write(base, MEMBER);
  const subscripts = index !== null && index.op === "make tuple" ? index.args : [index];
  if (subscripts.some((node) => node !== null && (node.ellipsis || node.op === "make list" || isTensor(call, node)))) {
    return gathered(call, native, subscripts);
  }
  const axes = subscripts.filter((node) => node !== null).map((node, axis) => axisOf(call, node, native, axis));
  if (axes.length === 1 && subscripts.length === 1 && axes[0].single) return { text: `${native}.gather(${axes[0].begin})`, level: MEMBER };
  const singles = axes.flatMap(({ single }, axis) => (single ? [axis] : []));
  const squeezed = singles.length === 0 ? "" : `.squeeze([${singles.join(", ")}])`;
  return { text: sliced(axes, native) + squeezed + expanded(subscripts), level: MEMBER };
}

/* The unit axes that None puts between the axes that are left. */
function expanded(subscripts) {
  const left = subscripts.filter((node) => node === null || node.op === "make slice");
  return left.flatMap((node, axis) => (node === null ? [`.expandDims(${axis})`] : [])).join("");
}

function sliced(axes, native) {
  const listed = (items) => `[${items.join(", ")}]`;
  if (axes.every(({ step }) => step === 1)) {
    const sizes = axes.map(({ size }) => size);
    return `${native}.slice(${listed(axes.map(({ begin }) => begin))}${sizes.every((size) => size === "-1") ? "" : `, ${listed(sizes)}`})`;
  }
  if (axes.length === 1 && axes[0].step === -1 && axes[0].whole) return `${native}.reverse(0)`;
  if (axes.some(({ step }) => step === 1)) throw new Unsupported("slice with a step", "the driver writes steps for single axes only");
  const open = axes.reduce((mask, { end }, axis) => mask | (end === undefined ? 1 << axis : 0), 0);
  return `${native}.stridedSlice(${listed(axes.map(({ begin }) => begin))}, ${listed(axes.map(({ end }) => (end === undefined ? "0" : end)))}, ` +
    `${listed(axes.map(({ step }) => step))}${open === 0 ? "" : `, 0, ${open}`})`;
}

function gathered(call, native, subscripts) {
  const [index] = subscripts;
  if (subscripts.length > 1) throw new Unsupported("index", "TensorFlow.js gathers along a single axis");
  if (index.ellipsis) throw new Unsupported("index ellipsis", "TensorFlow.js has no ... in an index");
  const items = index.op === "make list" ? index.args : [];
  if (items.some((node) => call.kind(node) === "bool")) call.refuse("TensorFlow.js takes masks in booleanMaskAsync only");
  const known = call.known(index);
  if (index.op !== "make list" && (known === undefined || known.value.dtype === "bool")) {
    call.refuse("TensorFlow.js takes masks in booleanMaskAsync only, and this may be one");
  }
  return { text: `${native}.gather(${call.write(index)})`, level: MEMBER };
}

function setItem(call) {
  const [base, index, value] = call.args;
  const native = call.write(base, MEMBER);
  if (index !== null && index.ellipsis && value !== null && value.op === "bits") return `${native}.dataSync().set(${call.write(value)})`;
  if (call.kind(base) !== "variable") return call.refuse("tensors are immutable, and TensorFlow.js assigns no element");
  const whole = index !== null && (index.ellipsis || (index.op === "make slice" && index.args.every((node) => node === null)));
  if (!whole) call.refuse("a variable is assigned as a whole");
  return `${native}.assign(${isTensor(call, value) ? call.write(value) : `tf.fill(${needName(call, native)}.shape, ${call.write(value)})`})`;
}

/* A shape is an Array; the notation has tuples, and a number for a single length. */
function shapeText(node, call) {
  if (node !== null && (node.op === "make tuple" || node.op === "make list")) return `[${node.args.map((item) => call.write(item)).join(", ")}]`;
  return call.kind(node) === "number" ? `[${call.write(node)}]` : call.write(node);
}

function axisText(node, call) {
  return node !== null && node.op === "make tuple" ? shapeText(node, call) : call.write(node);
}

function dtypeText(node, call) {
  if (node === null) return "undefined";
  if (node.str === undefined || DTYPES.includes(node.str)) return call.write(node);
  throw new Unsupported(`dtype ${node.str}`, `TensorFlow.js has no tensors of ${node.str} that are made of numbers`);
}

function arange(call) {
  const range = call.args.slice(0, 3).map((node) => call.write(node));
  if (range.length === 1) range.unshift("0");
  const dtype = call.args[3] || call.keywords.dtype;
  for (const keyword of Object.keys(call.keywords)) if (keyword !== "dtype") call.refuse(`the driver passes ${keyword} by position only`);
  if (dtype !== undefined) range.push(...(range.length < 3 ? ["1"] : []), dtypeText(dtype, call));
  return `tf.range(${range.join(", ")})`;
}

function accumulate(call) {
  const name = call.args[0] && call.args[0].function;
  const native = { add: "cumsum", multiply: "cumprod" }[name];
  if (native === undefined) call.refuse(`TensorFlow.js has no running results of ${name}`);
  if (call.args.length > 2 || call.keywords.out !== undefined) call.refuse("TensorFlow.js writes into no output");
  return `tf.${native}(${call.write(call.args[1])})`;
}

function variableOf(template) {
  return [(call) => ({ text: `tf.variable(${call.fill(template)})`, level: MEMBER }), "variable"];
}

function bits(x, k) {
  const memory = x.dataSync();
  if (!ArrayBuffer.isView(memory)) throw new TypeError(`bits(x, k) takes a tensor of numbers, not of ${x.dtype}`);
  return new memory.constructor(bitsOf(memory.length, memory.BYTES_PER_ELEMENT, x.dtype, k).buffer);
}

function describeTensor(x) {
  if (x.isDisposed) return { kind: "other", type: "disposed tensor" };
  const memory = DTYPES.includes(x.dtype) ? x.dataSync() : [];
  /* tf.tensor takes nested Arrays of different lengths, and has the wrong number of values afterwards. */
  if (!DTYPES.includes(x.dtype) || memory.length !== x.size) {
    return { kind: "other", type: `tensor of shape [${x.shape}] with ${memory.length} values of ${x.dtype}` };
  }
  return describeElements(memory, [...x.shape], x.dtype);
}

const MAKERS = {
  "array": "tf.tensor({data}, undefined, {dtype})",
  "zeros": "tf.zeros({shape}, {dtype})",
  "ones": "tf.ones({shape}, {dtype})",
  "full": "tf.fill({shape}, {value}, {dtype})",
  "zeros_like array": "tf.zerosLike({x})",
};

const OPERATIONS = {
  "array array": null,
  "arange": [arange, "array"],
  "bits array": ["bits({x}, {k})", "elements"],
  "get item array": [getItem, "array"],
  "set item array": setItem,
  "unary - array": ["{x}.neg()", "array"],
  "not array": null,
  "deepcopy array": null,
  "len array": ["{x}.shape[0]", "number"],
  "list array": ["tf.unstack({x})", "list"],
  "copy array": ["{x}.clone()", "array"],
  ".copy array": ["{self}.clone()", "array"],
  ".T array": ["{self}.transpose()", "array"],
  ".shape array": ["{self}.shape", "list"],
  ".dtype array": ["{self}.dtype", "text"],
  ".size array": ["{self}.size", "number"],
  ".ndim array": ["{self}.rank", "number"],
  ".item array": ["{self}.asScalar().dataSync()[0]", "number"],
  ".tolist array": "{self}.arraySync()",
  ".reshape array": ["{self}.reshape({shape})", "array"],
  ".flatten array": ["{self}.flatten()", "array"],
  ".astype array": ["{self}.cast({dtype})", "array"],
  "permute_dims array": ["{x}.transpose({axes})", "array"],
  "broadcast_to array": ["{x}.broadcastTo({shape})", "array"],
  "expand_dims array": ["{x}.expandDims({axis})", "array"],
  "flip array": ["{x}.reverse({axis})", "array"],
  "sum array": ["{x}.sum({axis})", "array"],
  ".accumulate": [accumulate, "array"],
};
OPERATIONS["squeeze array"] = [(call) => {
  const axis = call.args[1] !== undefined ? call.args[1] : call.keywords.axis;
  return `${call.write(call.args[0], MEMBER)}.squeeze(${axis === undefined ? "" : shapeText(axis, call)})`;
}, "array"];
for (const [name, maker] of Object.entries(MAKERS)) OPERATIONS[name] = VARIABLES ? variableOf(new Template(maker)) : [maker, "array"];
for (const [operator, method] of Object.entries(METHODS_OF_OPERATORS)) {
  OPERATIONS[`${operator} array`] = [binary(method), "array"];
  OPERATIONS[`${operator}= array`] = updated(method);
}
for (const [operator, method] of Object.entries(METHODS_OF_COMPARISONS)) OPERATIONS[`${operator} array`] = [binary(method), "array"];
for (const [name, native] of Object.entries(FUNCTIONS_OF_TWO)) OPERATIONS[name] = [`tf.${native}({x}, {y})`, "array"];
for (const [name, native] of Object.entries(FUNCTIONS_OF_ONE)) OPERATIONS[name] = [`tf.${native}({x})`, "array"];

const CONVERSION = "TensorFlow.js converts no tensor to a number; x.asScalar().dataSync()[0] is its only element";
const REASONS = {
  "array array": "tf.tensor takes no tensor",
  "asarray": "TensorFlow.js has no conversion that leaves a tensor as it is",
  "float array": CONVERSION,
  "int array": CONVERSION,
  "bool array": CONVERSION,
  "not array": "JavaScript takes every object for true",
  "deepcopy array": "TensorFlow.js has only clone, and structuredClone makes no tensor",
  ".ravel": "TensorFlow.js has only flatten",
  ".view": "TensorFlow.js has no tensor over the memory of another dtype",
  ".fill": "tensors are immutable",
  ".resize": "tensors are immutable",
  ".real": "the driver makes no complex tensors",
  ".imag": "the driver makes no complex tensors",
  ".strides": "TensorFlow.js keeps strides for itself",
  ".base": "a tensor does not know whose memory it has",
  ".writeable": "tensors are immutable",
  ".at": "TensorFlow.js has no updates",
  "diagonal": "TensorFlow.js has no diagonal",
  "shares_memory": "TensorFlow.js does not tell whether tensors share memory",
  "may_share_memory": "TensorFlow.js does not tell whether tensors share memory",
  "place": "TensorFlow.js places memory itself",
  "to_device": "TensorFlow.js moves all tensors with setBackend",
  "synchronize": "the CPU backend does not compute in the background",
  "allocated": "tf.memory() calls its own count unreliable on the CPU backend",
  "requires_grad": "TensorFlow.js differentiates functions, not tensors",
  "detach": "TensorFlow.js differentiates functions, not tensors",
  "backward": "TensorFlow.js differentiates functions, not tensors",
  "version": "TensorFlow.js does not count writes",
};

/* A variable is a tensor. */
for (const table of [OPERATIONS, REASONS]) {
  for (const [key, entry] of Object.entries(table)) if (key.endsWith(" array")) table[key.replace(/array$/, "variable")] = entry;
}

const ERRORS = [
  ["Error", "is disposed", "deleted"],
  ["Error", "could not be broadcast", "shape"],
  ["Error", "cannot be broadcast", "shape"],
  ["Error", "must match the product of shape", "shape"],
  ["Error", "Based on the provided shape", "shape"],
  ["Error", "shape of the new value", "shape"],
  ["Error", "must match length of perm", "shape"],
  ["Error", "Can't squeeze axis", "shape"],
  ["Error", "dtype of the new value", "casting"],
  ["Error", "would overflow input.shape", "index"],
  ["Error", "the index value", "index"],
  ["Error", "must be in range", "index"],
  ["Error", "must be between 0 and", "index"],
  ["Error", "Axis must be <= rank", "index"],
  ["Error", "must have only 1 element", "value"],
  ["Error", "Unknown data type", "type"],
  ["Error", "must be a Tensor or TensorLike", "type"],
  ["Error", "must be numeric tensor", "type"],
  ["Error", "must be bool tensor", "type"],
  ["Error", "values passed to tensor", "type"],
  ["Error", "not registered for the backend", "unsupported"],
  ["Error", "not yet implemented", "unsupported"],
];

tf.setBackend("cpu");
serve(channel, {
  name: VARIABLES ? "tfjs-variable" : "tfjs",
  version: tf.version.tfjs,
  title: "TensorFlow.js",
  operations: OPERATIONS,
  reasons: REASONS,
  parameters: { shape: shapeText, axes: shapeText, axis: axisText, dtype: dtypeText },
  names: { tf, bits },
  errors: ERRORS,
  kinds: [
    { kind: "variable", is: (value) => value instanceof tf.Variable, describe: describeTensor },
    { kind: "array", is: (value) => value instanceof tf.Tensor, describe: describeTensor },
  ],
});
