/*
 * The driver protocol (docs/driver-protocol.md) for implementations whose host language is JavaScript,
 * on Node 18 and later. A driver takes the channel before it loads its library, since libraries print,
 * and then serves with a table of what the implementation is:
 *
 *   const { takeChannel, load, serve } = require("./ibid_core");
 *   const channel = takeChannel();
 *   const tf = load("@tensorflow/tfjs", "tfjs");
 *   serve(channel, { name: "tfjs", … });
 *
 * Each statement runs as a script of its own, as in a console: its names are globals, where nothing but
 * these names refers to the program's values; they are deleted when the program ends. With unit "whole"
 * all statements are the body of one function. A statement is translated when the ones before it have
 * run (see ibid_text.js). A program with an operation that has no entry at all is refused before anything
 * runs; one whose entry lacks the kind of value that turns up is given up at that statement.
 */
"use strict";

const os = require("os");
const vm = require("vm");
const { Unsupported } = require("./ibid_call");
const { load, takeChannel } = require("./ibid_channel");
const { OPERATIONS, REASONS } = require("./ibid_language");
const { FunctionNames, GlobalNames, namesBound } = require("./ibid_names");
const { Writer } = require("./ibid_text");
const { Reader, wellFormed } = require("./ibid_values");

const PROTOCOL = 1;

/* [class, part of the message, kind]: the first that fits, class null for any. */
const JAVASCRIPT_ERRORS = [
  ["SyntaxError", "", "syntax"],
  ["ReferenceError", "is not defined", "name"],
  ["TypeError", "is not a function", "attribute"],
  ["TypeError", "read only property", "immutable"],
  ["TypeError", "object is not extensible", "immutable"],
  ["TypeError", "detached ArrayBuffer", "buffer"],
  ["RangeError", "offset is out of bounds", "shape"],
  ["RangeError", "Array buffer allocation failed", "memory"],
  ["RangeError", "call stack", "memory"],
  ["RangeError", "", "value"],
  ["TypeError", "", "type"],
  ["DataCloneError", "", "unsupported"],
];

/*
 * An implementation is a table:
 *
 *   name, version  as the answer to start gives them
 *   title          as in "TensorFlow.js has no …"
 *   operations, reasons, parameters, indexed   see ibid_text.js
 *   names          what native text refers to, by name
 *   errors         rows as in JAVASCRIPT_ERRORS, which come before those
 *   kinds          the library's own kinds of values: {kind, is(value), describe(value)}; see ibid_values.js
 */
class Driver {
  constructor(implementation) {
    const { name, version, title, operations, reasons, names } = implementation;
    const { parameters = {}, indexed = [], errors = [], kinds = [] } = implementation;
    Object.assign(this, { name, version });
    Object.assign(globalThis, names);
    this.taken = new Set(); // names that no program can have
    for (let owner = globalThis; owner !== null; owner = Object.getPrototypeOf(owner)) {
      Object.getOwnPropertyNames(owner).forEach((property) => this.taken.add(property));
    }
    this.writer = new Writer({
      title,
      parameters,
      indexed: ["list", ...indexed],
      operations: { ...OPERATIONS, ...operations },
      reasons: { ...REASONS, ...reasons },
      isReserved: (name) => this.taken.has(name),
    });
    this.reader = new Reader(kinds);
    this.globals = new GlobalNames(this.reader);
    this.errors = [...errors, ...JAVASCRIPT_ERRORS];
  }

  answer(line) {
    let request;
    try {
      request = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(line));
      if (typeof request !== "object" || request === null) throw new TypeError("a request is a JSON object");
    } catch (error) {
      return { id: null, broken: `not a request: ${error.message}` };
    }
    const id = request.id === undefined ? null : request.id;
    if (request.command === "start") return this.start();
    if (request.command !== "run") return { id, broken: `unknown command ${JSON.stringify(request.command)}` };
    try {
      return { id, ...this.run(request) };
    } catch (error) {
      return { id, broken: error.stack || String(error) };
    }
  }

  start() {
    return {
      protocol: PROTOCOL,
      name: this.name,
      version: this.version,
      language: `JavaScript, Node ${process.versions.node}, V8 ${process.versions.v8}`,
      platform: `${os.type()} ${os.machine ? os.machine() : os.arch()}`,
      operations: [...this.writer.anyEntries.keys()].sort(),
    };
  }

  run({ steps, unit }) {
    const names = namesBound(steps).filter((name) => !this.taken.has(name));
    const answer = { native: [], error: null, tries: [], reads: [] };
    let step = 0;
    /* Which step it is that something unsupported is met at. */
    const at = (index) => steps[(step = index)];
    try {
      for (let index = 0; index < steps.length; index++) if (at(index).do) this.writer.check(steps[index].do);
      const first = unit === "whole" ? this.runWhole(steps, at, names, answer) : 0;
      for (let index = first; index < steps.length; index++) this.runStep(at(index), index, names, answer);
      return answer;
    } catch (error) {
      if (!(error instanceof Unsupported)) throw error;
      return { unsupported: { step, what: error.what, reason: error.reason } };
    } finally {
      for (const name of names) delete globalThis[name];
    }
  }

  runStep(step, index, names, answer) {
    if (step.do && answer.error !== null) {
      answer.native.push(null);
    } else if (step.do) {
      const native = this.writer.statement(step.do, this.globals);
      answer.native.push(native);
      answer.error = this.attempt(native, index);
    } else if (step.try) {
      answer.tries.push(this.attemptTry(step.try, index));
    } else if (step.read) {
      answer.reads.push(this.read(step.read === true ? names : step.read));
    } else {
      throw new Error(`step ${index} is none of do, try and read`);
    }
  }

  read(names) {
    const bound = names.filter((name) => this.globals.value(name) !== undefined);
    return this.reader.read(bound.map((name) => [name, globalThis[name]]));
  }

  /* Executes a statement; null, or its error. */
  attempt(native, step) {
    try {
      vm.runInThisContext(native, { filename: "<statement>" });
    } catch (error) {
      return this.described(error, step);
    }
    return null;
  }

  attemptTry(tree, step) {
    let native;
    try {
      this.writer.check(tree);
      native = this.writer.statement(tree, this.globals);
    } catch (error) {
      if (!(error instanceof Unsupported)) throw error;
      return { step, kind: "unsupported", class: "Unsupported", message: error.message };
    }
    return this.attempt(native, step);
  }

  /* All do steps as the body of one function, whose variables then become globals. Returns the first other step. */
  runWhole(steps, at, names, answer) {
    const count = steps.filter((step) => step.do).length;
    const variables = new FunctionNames();
    for (let index = 0; index < count; index++) {
      const step = at(index);
      if (!step.do) throw new Error('with unit "whole" all do steps come before try and read steps');
      answer.native.push(this.writer.statement(step.do, variables));
    }
    let ended;
    try {
      ended = vm.runInThisContext(functionOf(answer.native, names), { filename: "<program>" })();
    } catch (error) {
      answer.error = this.described(error, 0);
      return count;
    }
    /* A variable that has no value yet is not bound, as in a console. */
    for (const [name, value] of Object.entries(ended.values)) {
      if (value !== undefined) globalThis[name] = value;
    }
    if (ended.step !== undefined) answer.error = this.described(ended.error, ended.step);
    return count;
  }

  described(error, step) {
    const classes = classesOf(error);
    const message = wellFormed(textOf(error));
    const row = this.errors.find(([name, part]) => (name === null || classes.includes(name)) && message.includes(part));
    return { step, kind: row ? row[2] : "other", class: classes[0], message };
  }
}

function textOf(error) {
  try {
    return String(error instanceof Error ? error.message : error);
  } catch {
    return "an error without a text";
  }
}

/* A function of the statements that gives the values of its variables, and an error with its step if there is one. */
function functionOf(statements, names) {
  const body = statements.map((text, index) => `$step = ${index}; ${text};`);
  return [
    `(function () {`,
    `var ${["$step = 0", ...names].join(", ")};`,
    `try {`,
    ...body,
    `} catch ($error) { return { error: $error, step: $step, values: {${names}} }; }`,
    `return { values: {${names}} };`,
    `})`,
  ].join("\n");
}

/* The names of an error's classes, the most special first, and the name that it gives itself. */
function classesOf(error) {
  if (typeof error !== "object" || error === null) return [typeof error];
  const classes = [];
  for (let owner = Object.getPrototypeOf(error); owner !== null; owner = Object.getPrototypeOf(owner)) {
    if (Object.hasOwn(owner, "constructor")) classes.push(String(owner.constructor.name));
  }
  return [...classes, String(error.name)];
}

/* Answers requests until there are no more. */
function serve(channel, implementation) {
  const driver = new Driver(implementation);
  /* What fails in the background, between programs, is no answer to anyone. */
  const note = (error) => process.stderr.write(`in the background: ${(error && error.stack) || error}\n`);
  process.on("uncaughtException", note);
  process.on("unhandledRejection", note);
  channel.receive((line) => channel.send(driver.answer(line)));
}

module.exports = { load, serve, takeChannel };
