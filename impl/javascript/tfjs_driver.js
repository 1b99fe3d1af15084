/*
 * The driver of TensorFlow.js, tensors on the CPU backend that is written in JavaScript.
 *
 * A tensor has no operators, as no object of JavaScript has: x + y is x.add(y), which the documentation
 * gives for it, and x += y is x = x.add(y), as nothing updates a tensor. Nothing assigns an element either.
 * Slices are slice(begin, size), stridedSlice where there is a step, gather for a single index.
 *
 * x.copy() and copy(x) are x.clone(), which shares the memory; a copy of the elements, says the
 * documentation, is tf.add(x, 0), and so deepcopy(x) is that.
 *
 * What shares memory is proved through dataSync(), which on this backend hands out the very memory of a
 * tensor: x[...] = bits(x, k) is x.dataSync().set(bits(x, k).dataSync()). Users meet that memory as soon as they
 * sort or overwrite what dataSync gave them. It is not offered as an assignment, since the documentation
 * calls tensors immutable, and so it is for the proof's own writes only.
 *
 * With the argument "variable" arrays are made as tf.variable(…): then x += y is x.assign(x.add(y)) and
 * x[...] = y is x.assign(y). What is computed from variables is a tensor.
 */
"use strict";

const { Unsupported, is } = require("./ibid_call");
const { load, serve, takeChannel } = require("./ibid_core");
const { shapeText } = require("./ibid_language");
const { place } = require("./ibid_operators");
const { Template, MEMBER } = require("./ibid_template");
const { bitsOf, describeElements } = require("./ibid_values");
const { getOfTensor, isTensor, needName } = require("./tfjs_index");

const channel = takeChannel();
const tf = load("@tensorflow/tfjs", "tfjs");
const VARIABLES = process.argv[2] === "variable";
const NO_PARTS = VARIABLES
  ? "a variable is assigned as a whole"
  : "tensors are immutable, and TensorFlow.js assigns no element";

/* Of what dataSync hands out. */
const CLASSES = { float32: Float32Array, int32: Int32Array, bool: Uint8Array };
/* Methods that are written for operators, and functions by the notation's names. */
const METHODS = { "+": "add", "-": "sub", "*": "mul", "/": "div", "//": "floorDiv", "%": "mod", "**": "pow" };
const LOGICAL_METHODS = { "&": "logicalAnd", "|": "logicalOr", "^": "logicalXor" };
const COMPARISONS = { "==": "equal", "!=": "notEqual", "<": "less", "<=": "lessEqual", ">": "greater" };
COMPARISONS[">="] = "greaterEqual";
const FUNCTIONS_OF_TWO = { add: "add", subtract: "sub", multiply: "mul", divide: "div", floor_divide: "floorDiv" };
Object.assign(FUNCTIONS_OF_TWO, { remainder: "mod", power: "pow", maximum: "maximum", minimum: "minimum" });
Object.assign(FUNCTIONS_OF_TWO, { equal: "equal", not_equal: "notEqual", less: "less", less_equal: "lessEqual" });
Object.assign(FUNCTIONS_OF_TWO, { greater: "greater", greater_equal: "greaterEqual" });
const FUNCTIONS_OF_ONE = { negative: "neg", absolute: "abs", sqrt: "sqrt", exp: "exp", log: "log", sin: "sin" };
FUNCTIONS_OF_ONE.cos = "cos";

function binary(method) {
  return (call) => {
    const [left, right] = call.args;
    const [receiver, args] = isTensor(call, left) ? [call.write(left, MEMBER), [right]] : ["tf", [left, right]];
    return { text: `${receiver}.${method}(${args.map((node) => call.write(node)).join(", ")})`, level: MEMBER };
  };
}

function updated(method) {
  return (call) => {
    const [target] = call.args;
    if (is(target, "get item") && isTensor(call, target.args[0])) call.refuse(NO_PARTS);
    const sum = binary(method)(call).text;
    if (call.kind(target) === "variable") return { text: `${call.write(target)}.assign(${sum})`, kind: "variable" };
    return { text: `${place(call, target)} = ${sum}`, kind: "array" };
  };
}

function setOfTensor(call) {
  const [base, index, value] = call.args;
  const native = call.write(base, MEMBER);
  const isAll = index !== null && index.ellipsis;
  if (isAll && is(value, "bits")) {
    const known = call.known(base);
    const isHandedOut = known !== undefined && known.value.dtype !== "bool";
    if (!isHandedOut) call.refuse("dataSync() hands out the memory of numbers, and a copy of booleans");
    return `${native}.dataSync().set(${call.write(value, MEMBER)}.dataSync())`;
  }
  const isWhole = isAll || (is(index, "make slice") && index.args.every((node) => node === null));
  if (call.kind(base) !== "variable" || !isWhole) call.refuse(NO_PARTS);
  if (isTensor(call, value)) return `${native}.assign(${call.write(value)})`;
  return `${native}.assign(tf.fill(${needName(call, native)}.shape, ${call.write(value)}))`;
}

function axisText(node, call) {
  return is(node, "make tuple") ? shapeText(node, call) : call.write(node);
}

function dtypeText(node, call) {
  if (node === null) return "undefined";
  if (node.str === undefined || CLASSES[node.str] !== undefined) return call.write(node);
  throw new Unsupported(`dtype ${node.str}`, `TensorFlow.js has no tensors of ${node.str} that are made of numbers`);
}

function arange(call) {
  call.onlyKeywords("dtype");
  const range = call.args.slice(0, 3).map((node) => call.write(node));
  if (range.length === 1) range.unshift("0");
  const dtype = call.argument(3, "dtype");
  if (dtype !== undefined && range.length === 2) range.push("1");
  return `tf.range(${[...range, ...(dtype === undefined ? [] : [dtypeText(dtype, call)])].join(", ")})`;
}

function accumulate(call) {
  const [receiver, x] = call.args;
  const native = { add: "cumsum", multiply: "cumprod" }[receiver && receiver.function];
  if (native === undefined) call.refuse("TensorFlow.js has running sums and products only");
  if (call.argument(2, "out") !== undefined) call.refuse("TensorFlow.js writes into no output");
  return `tf.${native}(${call.write(x)})`;
}

function squeeze(call) {
  const [x] = call.args;
  const axis = call.argument(1, "axis");
  return `${call.write(x, MEMBER)}.squeeze(${axis === undefined ? "" : shapeText(axis, call)})`;
}

function variableOf(template) {
  return [(call) => ({ text: `tf.variable(${call.fill(template)})`, level: MEMBER }), "variable"];
}

function bits(x, k) {
  const memory = x.dataSync();
  /* A tensor that was cast from int32 may have the old memory: it cannot hold such bytes. */
  if (memory.constructor !== CLASSES[x.dtype])
    throw new TypeError(`the memory of this ${x.dtype} tensor is of another dtype`);
  return tf.tensor(
    new memory.constructor(bitsOf(memory.length, memory.BYTES_PER_ELEMENT, x.dtype, k).buffer),
    x.shape,
    x.dtype,
  );
}

function describeTensor(x) {
  if (x.isDisposed) return { kind: "other", type: "disposed tensor" };
  const memory = CLASSES[x.dtype] === undefined ? [] : x.dataSync();
  /* tf.tensor takes nested Arrays of different lengths, and has the wrong number of values afterwards. */
  if (CLASSES[x.dtype] === undefined || memory.length !== x.size) {
    return { kind: "other", type: `tensor of shape [${x.shape}] with ${memory.length} values of ${x.dtype}` };
  }
  const elements = memory.constructor === CLASSES[x.dtype] ? memory : CLASSES[x.dtype].from(memory);
  return describeElements(elements, [...x.shape], x.dtype);
}

const MAKERS = {
  array: "tf.tensor({data}, undefined, {dtype})",
  zeros: "tf.zeros({shape}, {dtype})",
  ones: "tf.ones({shape}, {dtype})",
  full: "tf.fill({shape}, {value}, {dtype})",
  "zeros_like array": "tf.zerosLike({x})",
};

const OPERATIONS = {
  "array array": null,
  arange: [arange, "array"],
  "bits array": ["bits({x}, {k})", "array"],
  "get item array": [getOfTensor, "array"],
  "set item array": setOfTensor,
  "unary - array": ["{x}.neg()", "array"],
  "not array": null,
  "deepcopy array": ["tf.add({x}, 0)", "array"],
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
  "squeeze array": [squeeze, "array"],
  "flip array": ["{x}.reverse({axis})", "array"],
  "matmul array": ["tf.matMul({x}, {y})", "array"],
  "sum array": ["{x}.sum({axis})", "array"],
  ".accumulate": [accumulate, "array"],
};
for (const [name, maker] of Object.entries(MAKERS))
  OPERATIONS[name] = VARIABLES ? variableOf(new Template(maker)) : [maker, "array"];
for (const [operator, method] of Object.entries({ ...METHODS, ...LOGICAL_METHODS })) {
  OPERATIONS[`${operator} array`] = [binary(method), "array"];
  OPERATIONS[`${operator}= array`] = updated(method);
}
for (const [operator, method] of Object.entries(COMPARISONS))
  OPERATIONS[`${operator} array`] = [binary(method), "array"];
for (const [name, native] of Object.entries(FUNCTIONS_OF_TWO)) OPERATIONS[name] = [`tf.${native}({x}, {y})`, "array"];
for (const [name, native] of Object.entries(FUNCTIONS_OF_ONE)) OPERATIONS[name] = [`tf.${native}({x})`, "array"];

const CONVERSION = "TensorFlow.js converts no tensor to a number; x.asScalar().dataSync()[0] is its only element";
const REASONS = {
  "array array": "tf.tensor takes no tensor",
  asarray: "TensorFlow.js has no conversion that leaves a tensor as it is",
  "float array": CONVERSION,
  "int array": CONVERSION,
  "bool array": CONVERSION,
  "not array": "JavaScript takes every object for true",
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
  diagonal: "TensorFlow.js has no diagonal",
  shares_memory: "TensorFlow.js does not tell whether tensors share memory",
  may_share_memory: "TensorFlow.js does not tell whether tensors share memory",
  place: "TensorFlow.js places memory itself",
  to_device: "TensorFlow.js moves all tensors with setBackend",
  synchronize: "the CPU backend does not compute in the background",
  allocated: "tf.memory() calls its own count unreliable on the CPU backend",
  requires_grad: "TensorFlow.js differentiates functions, not tensors",
  detach: "TensorFlow.js differentiates functions, not tensors",
  backward: "TensorFlow.js differentiates functions, not tensors",
  version: "TensorFlow.js does not count writes",
};

/* A variable is a tensor. */
for (const table of [OPERATIONS, REASONS]) {
  for (const [key, entry] of Object.entries(table))
    if (key.endsWith(" array")) table[key.replace(/array$/, "variable")] = entry;
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
  ["Error", "must match the rank of the array", "index"],
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
