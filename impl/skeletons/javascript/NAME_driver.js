#!/usr/bin/env node
/*
 * The ibid driver of @NAME@.
 *
 * ibid starts it and speaks the driver protocol with it (docs/driver-protocol.md in ibid's folder). This
 * file is the table of what @NAME@ is; ibid_core has the loop. JavaScript itself (names, numbers, strings,
 * Arrays, operators) works already; what the table lacks is unsupported.
 *
 *     ibid check-driver ./@NAME@_driver.js        is every answer as it should be?
 *     ibid eval --impl ./@NAME@_driver.js 'x = [1]; y = x; x.append(2)'
 *     ibid run --impl ./@NAME@_driver.js          the whole suite
 */
"use strict";

const path = require("path");

const ibid = (name) => require(path.join(process.env.IBID_ROOT || "@ROOT@", "impl", "javascript", name));
const { load, serve, takeChannel } = ibid("ibid_core");
const { Unsupported } = ibid("ibid_call");
const { shapeText } = ibid("ibid_language");
const { bitsOf, describeElements } = ibid("ibid_values");

/* From here on standard output is for answers only: whatever prints is heard on standard error. */
const channel = takeChannel();

/*
 * 1. Load the library here, and say which version it has. NODE_PATH names the node_modules folder.
 *
 *     const library = load("@NAME@", "@NAME@");
 */
const VERSION = "0";

/*
 * 2. What a user of @NAME@ would write for each operation (`ibid list operations`): a text with places for
 *    arguments, and the kind of what it gives. JavaScript's operators do nothing to objects, so "+" has an
 *    entry for the kind "array" by the method that replaces it. Never imitate what is not there.
 *
 *     "array": ["library.array({data}, {dtype})", "array"],
 *     ".copy array": ["{self}.clone()", "array"],
 *     "+ array": ["{x}.add({y})", "array"],
 *     "+= array": ["{x} = {x}.add({y})", "array"],
 *     "get item array": [(call) => `${call.write(call.args[0])}.at(${call.write(call.args[1])})`, "array"],
 *     "bits array": ["bits({x}, {k})", "array"],
 *     "set item array": (call) => `${call.write(call.args[0])}.assign(${call.write(call.args[2])})`,
 */
const OPERATIONS = {};

/* 3. Why others are missing, where "@NAME@ has no ..." does not say it: by operation, or operation and kind. */
const REASONS = {};

/* 4. Errors that JavaScript's own do not tell: class, a part of the message, kind (`ibid list errors`). */
const ERRORS = [];

/* 5. Arguments that are written in another way, by name: a tuple of the notation is an Array. */
const PARAMETERS = { shape: shapeText, axes: shapeText };

/*
 * 6. How an array is known and read: its elements in C order as a typed array, the shape, the dtype by
 *    NumPy's name. bits(x, k) makes what proofs write: a new array like x of these bytes.
 *
 *     function bits(x, k) {
 *       return library.array(new Float64Array(bitsOf(x.size, 8, "float64", k).buffer), x.shape);
 *     }
 *
 *     { kind: "array", is: (value) => value instanceof library.Array,
 *       describe: (x) => describeElements(x.toFloat64Array(), x.shape, "float64") },
 */
const KINDS = [];

/* 7. What the texts above refer to by name. */
const NAMES = {}; // library, bits

serve(channel, {
  name: "@NAME@",
  version: VERSION,
  title: "@NAME@",
  operations: OPERATIONS,
  reasons: REASONS,
  parameters: PARAMETERS,
  errors: ERRORS,
  kinds: KINDS,
  names: NAMES,
});
