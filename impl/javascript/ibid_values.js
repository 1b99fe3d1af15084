/*
 * Reading the values of names: docs/driver-protocol.md, "Values".
 *
 * Reading changes nothing and keeps nothing: only numbers and text leave this file.
 */
"use strict";

const os = require("os");

/* For typed arrays, the name of their dtype. */
const DTYPES_OF_CLASSES = {
  Int8Array: "int8",
  Int16Array: "int16",
  Int32Array: "int32",
  BigInt64Array: "int64",
  Uint8Array: "uint8",
  Uint8ClampedArray: "uint8",
  Uint16Array: "uint16",
  Uint32Array: "uint32",
  BigUint64Array: "uint64",
  Float16Array: "float16",
  Float32Array: "float32",
  Float64Array: "float64",
};

/* By dtype, the classes whose elements are Numbers; Float16Array is not in every Node. */
const CLASSES_OF_NUMBERS = {};
for (const [name, dtype] of Object.entries(DTYPES_OF_CLASSES)) {
  const isOfNumbers = !name.startsWith("Big") && name !== "Uint8ClampedArray";
  if (isOfNumbers && globalThis[name] !== undefined) CLASSES_OF_NUMBERS[dtype] = name;
}

/* As C's %a writes it. */
function hexadecimalFloat(value) {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value < 0 ? "-inf" : "inf";
  const memory = new DataView(new ArrayBuffer(8));
  memory.setFloat64(0, value);
  const pattern = memory.getBigUint64(0);
  const sign = pattern >> 63n ? "-" : "";
  const exponent = Number((pattern >> 52n) & 0x7ffn);
  const fraction = (pattern & 0xfffffffffffffn).toString(16).padStart(13, "0");
  if (exponent === 0) return `${sign}0x0.${fraction}p${value === 0 ? "+0" : "-1022"}`;
  return `${sign}0x1.${fraction}p${exponent < 1023 ? "-" : "+"}${Math.abs(exponent - 1023)}`;
}

/* JavaScript has one kind of number; where it is an integer beyond doubt it is shown as one. */
function describeNumber(value) {
  if (Number.isSafeInteger(value) && !Object.is(value, -0)) return { kind: "int", value: String(value) };
  return { kind: "float", value: hexadecimalFloat(value) };
}

function describeOther(value) {
  if (typeof value !== "object" || value === null) return { kind: "other", type: typeof value };
  const constructor = value.constructor;
  return { kind: "other", type: String((typeof constructor === "function" && constructor.name) || "object") };
}

/* A typed array as an array of that shape: its elements in C order. */
function describeElements(elements, shape, dtype) {
  const bytes = Buffer.from(elements.buffer, elements.byteOffset, elements.byteLength);
  return { kind: "array", dtype, shape, bytes: littleEndian(bytes, elements.BYTES_PER_ELEMENT).toString("base64") };
}

function littleEndian(bytes, size) {
  if (os.endianness() === "LE" || size === 1) return bytes;
  const swapped = Buffer.from(bytes);
  return { 2: () => swapped.swap16(), 4: () => swapped.swap32(), 8: () => swapped.swap64() }[size]();
}

/* The bytes of bits(x, k), as the protocol defines it, for `count` elements of `size` bytes of that dtype. */
function bitsOf(count, size, dtype, k) {
  const second = dtype === "bool" ? Uint8Array.of(1) : Uint8Array.from({ length: size }, (_, byte) => 0x31 + byte);
  const bytes = new Uint8Array(count * size);
  const period = 2 ** (k + 1);
  for (let index = 0; index < count; index++) {
    if (k < 0 || index % period >= period / 2) bytes.set(littleEndian(second, size), index * size);
  }
  return bytes;
}

/* Halves of characters, which no UTF-8 can carry, become U+FFFD. */
function wellFormed(text) {
  return Buffer.from(text).toString();
}

/* What JavaScript's own values are called in tables, with how they are described. A list has no describer. */
const JAVASCRIPT_KINDS = [
  { kind: "null", is: (value) => value === null, describe: () => ({ kind: "none" }) },
  {
    kind: "bool",
    is: (value) => typeof value === "boolean",
    describe: (value) => ({ kind: "bool", value: value ? "True" : "False" }),
  },
  { kind: "number", is: (value) => typeof value === "number", describe: describeNumber },
  {
    kind: "bigint",
    is: (value) => typeof value === "bigint",
    describe: (value) => ({ kind: "int", value: String(value) }),
  },
  {
    kind: "text",
    is: (value) => typeof value === "string",
    describe: (value) => ({ kind: "str", value: wellFormed(value) }),
  },
  { kind: "list", is: Array.isArray },
];
const OTHER = { kind: "other", describe: describeOther };

/* Reads values by a list of kinds, the implementation's own first: {kind, is(value), describe(value)}. */
class Reader {
  constructor(kinds) {
    this.kinds = [...kinds, ...JAVASCRIPT_KINDS];
  }

  kindOf(value) {
    return this.kinds.find(({ is }) => is(value)) || OTHER;
  }

  /* The answer to a read step: `values` are pairs of a name and what it is bound to. */
  read(values) {
    const reading = { numbers: new Map(), objects: [], open: [] };
    const names = {};
    for (const [name, value] of values) {
      names[name] = this.number(reading, value);
      while (reading.open.length > 0) this.goOn(reading);
    }
    return { names, objects: reading.objects };
  }

  /* The number of a value, which is described on first sight; a list's items are read later, from `open`. */
  number(reading, value) {
    /* A Map takes -0 for 0, which are two values. */
    const key = Object.is(value, -0) ? OTHER : value;
    const known = reading.numbers.get(key);
    if (known !== undefined) return known;
    const number = reading.objects.length;
    reading.numbers.set(key, number);
    const { describe } = this.kindOf(value);
    if (describe) {
      reading.objects.push(describe(value));
    } else {
      const described = { kind: "list", items: [] };
      reading.objects.push(described);
      reading.open.push({ list: value, items: described.items });
    }
    return number;
  }

  /* The next item of the innermost open list. */
  goOn(reading) {
    const { list, items } = reading.open[reading.open.length - 1];
    if (items.length === list.length) reading.open.pop();
    else items.push(this.number(reading, list[items.length]));
  }
}

module.exports = { CLASSES_OF_NUMBERS, DTYPES_OF_CLASSES, Reader, bitsOf, describeElements, hexadecimalFloat, wellFormed };
