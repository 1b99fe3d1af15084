/*
 * The driver of ndarray, ndarray-ops and ndarray-scratch: strided views over typed arrays.
 *
 * x[1:3] is x.hi(3).lo(1), x[::2] is x.step(2), x[1] of a matrix is x.pick(1): all views. A single element
 * is x.get(1), and is written by x.set(1, …). What computes writes into an array that is given: x += y is
 * ops.addeq(x, y), or ops.addseq where y is a number, and z[:] = x + y is ops.add(z, x, y). An operator
 * whose result goes into no array is unsupported: ndarray-ops makes none.
 */
"use strict";

const { NOTHING, Unsupported, is } = require("./ibid_call");
const { load, serve, takeChannel } = require("./ibid_core");
const { OPERATORS: OWN_OPERATORS } = require("./ibid_operators");
const { MEMBER, NUMBER } = require("./ibid_template");
const { CLASSES_OF_NUMBERS, DTYPES_OF_CLASSES, bitsOf, describeElements } = require("./ibid_values");
const { elementOf, isElement, rankOf, viewOf } = require("./ndarray_index");

const channel = takeChannel();
const ndarray = load("ndarray", "ndarray");
const ops = load("ndarray-ops", "ndarray");
const pool = load("ndarray-scratch", "ndarray");
const { version } = load("ndarray/package.json", "ndarray");

const CLASSES = { ...CLASSES_OF_NUMBERS };
delete CLASSES.float16; // which ndarray does not know

/* ndarray-ops: add(dest, x, y), adds(dest, x, number), addeq(dest, y), addseq(dest, number). */
const OPERATORS = { "+": "add", "-": "sub", "*": "mul", "/": "div", "%": "mod", "**": "pow" };
Object.assign(OPERATORS, { "&": "band", "|": "bor", "^": "bxor", "<<": "lshift", ">>": "rshift" });
const COMPARISONS = { "==": "eq", "!=": "neq", "<": "lt", "<=": "leq", ">": "gt", ">=": "geq" };
const FUNCTIONS = { add: "add", subtract: "sub", multiply: "mul", divide: "div", remainder: "mod", power: "pow" };
Object.assign(FUNCTIONS, { maximum: "max", minimum: "min", equal: "eq", not_equal: "neq", less: "lt" });
Object.assign(FUNCTIONS, { less_equal: "leq", greater: "gt", greater_equal: "geq" });
const FUNCTIONS_OF_ONE = {
  negative: "neg",
  absolute: "abs",
  sqrt: "sqrt",
  exp: "exp",
  log: "log",
  sin: "sin",
  cos: "cos",
};
const NO_RESULT = "ndarray-ops writes its results into an array that is given, and makes none";

const isArray = (call, node) => call.kind(node) === "array";

function classOf(call, position) {
  const dtype = call.argument(position, "dtype");
  if (dtype === undefined || dtype === null) return "Float64Array";
  if (CLASSES[dtype.str] !== undefined) return CLASSES[dtype.str];
  throw new Unsupported(`dtype ${dtype.str || "of a value"}`, "ndarray has no typed array of it that holds Numbers");
}

/* The numbers of nested lists, one after another, and their shape. */
function flattened(call, node) {
  if (!is(node, "make list")) {
    const kind = call.kind(node);
    if (kind === "bool" && call.argument(1, "dtype") === undefined)
      call.refuse("ndarray has no typed array of booleans");
    if (kind !== "number" && kind !== "bool") call.refuse("an ndarray is made of numbers, row by row");
    return { shape: [], numbers: [call.write(node)] };
  }
  const rows = node.args.map((row) => flattened(call, row));
  const inner = rows.length === 0 ? [] : rows[0].shape;
  if (rows.some(({ shape }) => String(shape) !== String(inner))) call.refuse("an ndarray has one shape");
  return { shape: [rows.length, ...inner], numbers: rows.flatMap(({ numbers }) => numbers) };
}

function array(call) {
  call.onlyKeywords("dtype");
  const { shape, numbers } = flattened(call, call.args[0]);
  const data = `${classOf(call, 1)}.of(${numbers.join(", ")})`;
  return `ndarray(${shape.length === 1 ? data : `${data}, [${shape.join(", ")}]`})`;
}

/* zeros, ones and full. */
function made(positionOfDtype, fill) {
  return (call) => {
    call.onlyKeywords("dtype", "value");
    const [shape] = call.args;
    const lengths = is(shape, "make tuple") ? shape.args : [shape];
    if (lengths.some((length) => call.kind(length) !== "number")) call.refuse("the lengths have to be in the program");
    const written = lengths.map((length) => call.write(length));
    const data = `new ${classOf(call, positionOfDtype)}(${written.join(" * ") || "1"})${fill(call)}`;
    return `ndarray(${written.length === 1 ? data : `${data}, [${written.join(", ")}]`})`;
  };
}

function arange(call) {
  call.onlyKeywords("dtype");
  if (call.args.length !== 1) call.refuse("JavaScript has no ranges; an Array's indices count from 0");
  return `ndarray(${classOf(call, 3)}.from({ length: ${call.write(call.args[0])} }, (_, $) => $))`;
}

function asStrided(call) {
  call.onlyKeywords("offset");
  const [x, shape, strides] = call.args;
  const native = call.write(x, MEMBER);
  const listed = (node) =>
    `[${(is(node, "make tuple") ? node.args : [node]).map((part) => call.write(part)).join(", ")}]`;
  const offset = call.argument(3, "offset");
  const start = `${native}.offset${offset === undefined ? "" : ` + ${call.write(offset)}`}`;
  return `ndarray(${native}.data, ${listed(shape)}, ${listed(strides)}, ${start})`;
}

function getOfArray(call) {
  const [base, index] = call.args;
  if (isElement(call, base, index)) return { text: elementOf(call, base, index), level: MEMBER, kind: "number" };
  return { text: viewOf(call, base, index), level: MEMBER, kind: "array" };
}

/* What an array is given: ops.assign, or the operation itself where the value is one. */
function assigned(call, target, value) {
  if (!isArray(call, value)) {
    if (call.kind(value) === "number") return `ops.assigns(${target}, ${call.write(value)})`;
    const name = value !== null && OPERATORS[value.op];
    if (name && value.args.some((node) => isArray(call, node)))
      return `ops.${computed(call, name, target, value.args)}`;
    call.write(value); // which may say why
    call.refuse("ndarray-ops assigns arrays and numbers");
  }
  return `ops.assign(${target}, ${call.write(value)})`;
}

function computed(call, name, target, [left, right]) {
  if (!isArray(call, left)) call.refuse("ndarray-ops has the array first and the number second");
  const suffix = isArray(call, right) ? "" : "s";
  return `${name}${suffix}(${target}, ${call.write(left)}, ${call.write(right)})`;
}

function setOfArray(call) {
  const [base, index, value] = call.args;
  if (!isElement(call, base, index)) return assigned(call, viewOf(call, base, index, true), value);
  if (call.kind(value) !== "number") call.refuse("an element is set to a number");
  return elementOf(call, base, index, call.write(value));
}

function updated(name) {
  return (call) => {
    const [target, value] = call.args;
    if (!isArray(call, target)) call.refuse("ndarray-ops updates arrays");
    const suffix = isArray(call, value) ? "eq" : "seq";
    return { text: `ops.${name}${suffix}(${call.write(target)}, ${call.write(value)})`, kind: "array" };
  };
}

/* x[i] += 1 of a single element of an array; else what JavaScript does. */
function updatedNumber(operator, own) {
  return (call) => {
    const [target, value] = call.args;
    if (!is(target, "get item") || !isArray(call, target.args[0])) return own(call);
    if (call.kind(value) !== "number") call.refuse("an element is set to a number");
    return elementOf(call, ...target.args, `${call.write(target)} ${operator} ${call.write(value, NUMBER)}`);
  };
}

function functionInto(name, count) {
  return (call) => {
    call.onlyKeywords("out");
    const out = call.argument(count, "out");
    if (out === undefined || out === null) call.refuse(NO_RESULT);
    if (count === 2) return `ops.${computed(call, name, call.write(out), call.args)}`;
    return `ops.${name}(${call.write(out)}, ${call.write(call.args[0])})`;
  };
}

function transposed(call) {
  const rank = rankOf(call, call.args[0]);
  if (rank === undefined) call.refuse("ndarray's transpose needs the axes, and their number is not known yet");
  return `${call.write(call.args[0], MEMBER)}.transpose(${[...Array(rank).keys()].reverse().join(", ")})`;
}

function permuted(call) {
  const [x, axes] = call.args;
  if (!is(axes, "make tuple")) call.refuse("the axes have to be in the program");
  return `${call.write(x, MEMBER)}.transpose(${axes.args.map((axis) => call.write(axis)).join(", ")})`;
}

function mayShareMemory(call) {
  if (!call.args.every((node) => isArray(call, node))) call.refuse("only ndarrays have data");
  return call.args.map((node) => `${call.write(node, MEMBER)}.data`).join(" === ");
}

function isNdarray(value) {
  return typeof value === "object" && value !== null && Array.isArray(value.stride) && ArrayBuffer.isView(value.data);
}

/* The elements of a view, in C order; undefined where it reaches outside of its data. */
function elementsOf(x) {
  const positions = x.shape.reduce(
    (found, length, axis) => found.flatMap((at) => Array.from({ length }, (_, i) => at + i * x.stride[axis])),
    [x.offset],
  );
  return positions.map((position) => x.data[position]);
}

function describe(x) {
  const elements = elementsOf(x);
  const dtype = DTYPES_OF_CLASSES[x.data.constructor.name];
  /* Nothing keeps a view within its data, nor a length from being negative. */
  if (dtype === undefined || elements.includes(undefined) || x.shape.some((length) => length < 0)) {
    return { kind: "other", type: `ndarray of shape [${x.shape}] that is none of its ${x.data.constructor.name}` };
  }
  return describeElements(x.data.constructor.from(elements), [...x.shape], dtype);
}

function bits(x, k) {
  const { constructor, BYTES_PER_ELEMENT } = x.data;
  const bytes = bitsOf(x.size, BYTES_PER_ELEMENT, DTYPES_OF_CLASSES[constructor.name], k);
  return ndarray(new constructor(bytes.buffer), x.shape);
}

const OPERATIONS = {
  "array": [array, "array"],
  "zeros": [made(1, () => ""), "array"],
  "ones": [made(1, () => ".fill(1)"), "array"],
  "full": [made(2, (call) => `.fill(${call.write(call.argument(1, "value"))})`), "array"],
  "arange": [arange, "array"],
  "zeros_like array": ["pool.zeros({x}.shape, {x}.dtype)", "array"],
  "as_strided array": [asStrided, "array"],
  "bits array": ["bits({x}, {k})", "array"],
  "get item array": getOfArray,
  "set item array": setOfArray,
  "len array": ["{x}.shape[0]", "number"],
  "not array": null,
  "copy array": ["pool.clone({x})", "array"],
  "deepcopy array": ["pool.clone({x})", "array"],
  ".copy array": ["pool.clone({self})", "array"],
  ".T array": [transposed, "array"],
  ".shape array": ["{self}.shape", "list"],
  ".dtype array": ["{self}.dtype", "text"],
  ".size array": ["{self}.size", "number"],
  ".ndim array": ["{self}.dimension", "number"],
  ".fill array": ["ops.assigns({self}, {value})", NOTHING],
  "permute_dims array": [permuted, "array"],
  "sum array": ["ops.sum({x})", "number"],
  "may_share_memory": [mayShareMemory, "bool"],
};
const REASONS = {
  "asarray": "ndarray has no conversion that leaves an array as it is",
  ".item": "ndarray has no method for the only element",
  ".reshape": "ndarray has no other shape for the same elements",
  ".strides": "ndarray's stride counts elements",
  ".base": "a view does not know the array that it was taken from",
  "shares_memory": "ndarray tells whether arrays have the same data, not whether they have an element in common",
  "float array": "JavaScript makes a string of an ndarray, and a number of that",
  "int array": "JavaScript makes a string of an ndarray, and a number of that",
  "bool array": "JavaScript takes every object for true",
  "not array": "JavaScript takes every object for true",
};
for (const [operator, name] of Object.entries({ ...OPERATORS, ...COMPARISONS })) {
  OPERATIONS[`${operator} array`] = null;
  REASONS[`${operator} array`] = NO_RESULT;
  if (!OPERATORS[operator]) continue;
  OPERATIONS[`${operator}= array`] = updated(name);
  OPERATIONS[`${operator}=`] = updatedNumber(operator, OWN_OPERATORS[`${operator}=`]);
}
for (const [name, native] of Object.entries(FUNCTIONS)) OPERATIONS[name] = [functionInto(native, 2), NOTHING];
for (const [name, native] of Object.entries(FUNCTIONS_OF_ONE)) OPERATIONS[name] = [functionInto(native, 1), NOTHING];

const ERRORS = [
  ["Error", "do not all have the same shape", "shape"],
  ["Error", "do not all have the same dimensionality", "shape"],
];

serve(channel, {
  name: "ndarray",
  version,
  title: "ndarray",
  operations: OPERATIONS,
  reasons: REASONS,
  names: { ndarray, ops, pool, bits },
  errors: ERRORS,
  kinds: [{ kind: "array", is: isNdarray, describe }],
});
