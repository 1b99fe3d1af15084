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

const { Console } = require("console");
const fs = require("fs");
const os = require("os");
const vm = require("vm");
const { OPERATIONS, REASONS } = require("./ibid_language");
const { Unsupported, Writer } = require("./ibid_text");
const { Reader, wellFormed } = require("./ibid_values");

const PROTOCOL = 1;
const NEWLINE = 10;

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

/* Lines in and out. */
class Channel {
  send(answer) {
    let bytes = Buffer.from(JSON.stringify(answer) + "\n");
    while (bytes.length > 0) {
      try {
        bytes = bytes.subarray(fs.writeSync(1, bytes));
      } catch (error) {
        if (error.code === "EPIPE") process.exit(0);
        if (error.code !== "EAGAIN") throw error;
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1); // the reader is slow
      }
    }
  }

  /* Calls answer(line) for each line of standard input, without its newline. */
  receive(answer) {
    let pieces = [];
    process.stdin.on("data", (chunk) => {
      let start = 0;
      for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
        pieces.push(chunk.subarray(start, end));
        const line = pieces.length === 1 ? pieces[0] : Buffer.concat(pieces);
        pieces = [];
        start = end + 1;
        answer(line);
      }
      if (start < chunk.length) pieces.push(chunk.subarray(start));
    });
    /* What the library still has in the background dies with the driver. */
    process.stdin.on("end", () => process.exit(0));
  }
}

/* Takes standard output for answers; whatever else is printed from now on goes to standard error. */
function takeChannel() {
  Object.defineProperty(process, "stdout", { configurable: true, enumerable: true, get: () => process.stderr });
  const toErrors = new Console(process.stderr, process.stderr);
  for (const method of Object.keys(toErrors)) {
    if (typeof toErrors[method] === "function") console[method] = toErrors[method].bind(toErrors);
  }
  return new Channel();
}

/* The module of that name, as Node resolves it (NODE_PATH included). Without it the driver says so and ends. */
function load(module, implementation) {
  try {
    return require(module);
  } catch (error) {
    process.stderr.write(`${implementation}_driver: Node ${process.version} cannot load ${module} (${String(error.message).split("\n")[0]}); ` +
      `\`script/setup ${implementation}\` installs it, or set NODE_PATH to the node_modules folder that has it\n`);
    return process.exit(1);
  }
}

/* The names of a program that runs statement by statement: globals. */
class GlobalNames {
  constructor(reader) {
    this.reader = reader;
  }

  value(name) {
    return Object.hasOwn(globalThis, name) ? { value: globalThis[name] } : undefined;
  }

  kindOf(found) {
    return found && this.reader.kindOf(found.value).kind;
  }

  kind(name) {
    return this.kindOf(this.value(name)) || "unbound";
  }

  bind() {}

  unbind() {}
}

/* The names of a program that is one function: nothing has run yet, and only kinds are known. */
class FunctionNames {
  constructor() {
    this.kinds = new Map();
  }

  value() {
    return undefined;
  }

  kindOf() {
    return undefined;
  }

  kind(name) {
    return this.kinds.has(name) ? this.kinds.get(name) : "unbound";
  }

  bind(name, kind) {
    this.kinds.set(name, kind);
  }

  unbind(name) {
    throw new Unsupported("delete in a function", `${name} is a variable of a function, which JavaScript cannot delete`);
  }
}

/*
 * An implementation is a table:
 *
 *   name, version  as the answer to start gives them
 *   title          as in "TensorFlow.js has no …"
 *   operations, reasons, parameters   see ibid_text.js
 *   names          what native text refers to, by name
 *   errors         rows as in JAVASCRIPT_ERRORS, which come before those
 *   kinds          the library's own kinds of values: {kind, is(value), describe(value)}; see ibid_values.js
 */
class Driver {
  constructor({ name, version, title, operations = {}, reasons = {}, parameters = {}, names = {}, errors = [], kinds = [] }) {
    Object.assign(this, { name, version });
    Object.assign(globalThis, names);
    this.taken = new Set(); // names that no program can have
    for (let owner = globalThis; owner !== null; owner = Object.getPrototypeOf(owner)) {
      Object.getOwnPropertyNames(owner).forEach((property) => this.taken.add(property));
    }
    this.writer = new Writer({
      title, parameters, operations: { ...OPERATIONS, ...operations }, reasons: { ...REASONS, ...reasons }, isReserved: (name) => this.taken.has(name),
    });
    this.reader = new Reader(kinds);
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
      protocol: PROTOCOL, name: this.name, version: this.version, language: `JavaScript, Node ${process.versions.node}, V8 ${process.versions.v8}`,
      platform: `${os.type()} ${os.machine ? os.machine() : os.arch()}`, operations: [...this.writer.anyEntries.keys()].sort(),
    };
  }

  run({ steps, unit }) {
    const names = new Set(namesBound(steps).filter((name) => !this.taken.has(name)));
    let step = 0;
    try {
      for (const { do: tree } of steps) {
        if (tree) this.writer.check(tree);
        step++;
      }
      step = 0;
      const state = { names, scope: new GlobalNames(this.reader), native: [], error: null, tries: [], reads: [] };
      if (unit === "whole") step = this.runWhole(steps, state);
      for (; step < steps.length; step++) this.runStep(steps[step], step, state);
      return { native: state.native, error: state.error, tries: state.tries, reads: state.reads };
    } catch (unsupported) {
      if (!(unsupported instanceof Unsupported)) throw unsupported;
      return { unsupported: { step: unsupported.step || step, what: unsupported.what, reason: unsupported.reason } };
    } finally {
      for (const name of names) delete globalThis[name];
    }
  }

  runStep(step, index, state) {
    if (step.do) {
      if (state.error === null) {
        const native = this.writer.statement(step.do, state.scope);
        state.native.push(native);
        state.error = this.attempt(native, index);
      } else {
        state.native.push(null);
      }
    } else if (step.try) {
      state.tries.push(this.attemptTry(step.try, index, state.scope));
    } else if (step.read) {
      state.reads.push(this.read(step.read, state));
    } else {
      throw new Error(`step ${index} is none of do, try and read`);
    }
  }

  read(wanted, { names, scope }) {
    const found = (wanted === true ? [...names].sort() : wanted).map((name) => [name, scope.value(name)]);
    return this.reader.read(found.filter(([, bound]) => bound !== undefined).map(([name, { value }]) => [name, value]));
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

  attemptTry(tree, step, scope) {
    let native;
    try {
      this.writer.check(tree);
      native = this.writer.statement(tree, scope);
    } catch (error) {
      if (!(error instanceof Unsupported)) throw error;
      return { step, kind: "unsupported", class: "Unsupported", message: error.message };
    }
    return this.attempt(native, step);
  }

  /* All do steps as the body of one function, whose variables then become globals. Returns the first other step. */
  runWhole(steps, state) {
    const count = steps.filter((step) => step.do).length;
    if (steps.slice(0, count).some((step) => !step.do)) {
      throw new Error('with unit "whole" all do steps come before try and read steps');
    }
    const scope = new FunctionNames();
    for (let index = 0; index < count; index++) {
      try {
        state.native.push(this.writer.statement(steps[index].do, scope));
      } catch (error) {
        if (error instanceof Unsupported) error.step = index;
        throw error;
      }
    }
    const { names, native } = state;
    const variables = [...names].map((name) => `${name}`).join(", ");
    const body = native.map((text, index) => `$step = ${index}; ${text};`).join("\n");
    /* A variable that has no value yet is not bound, as in a console. */
    const program = `(function () {${variables && `var ${variables};`} var $step = 0; try {\n${body}\n} catch ($error) { return { error: $error, step: $step, ` +
      `values: {${variables}} }; } return { values: {${variables}} }; })`;
    let ended;
    try {
      ended = vm.runInThisContext(program, { filename: "<program>" })();
    } catch (error) {
      state.error = this.described(error, 0);
      return count;
    }
    for (const [name, value] of Object.entries(ended.values)) {
      if (value !== undefined) globalThis[name] = value;
    }
    if (ended.step !== undefined) state.error = this.described(ended.error, ended.step);
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

/* The names of an error's classes, the most special first, and the name that it gives itself. */
function classesOf(error) {
  if (typeof error !== "object" || error === null) return [typeof error];
  const classes = [];
  for (let owner = Object.getPrototypeOf(error); owner !== null; owner = Object.getPrototypeOf(owner)) {
    if (Object.hasOwn(owner, "constructor")) classes.push(String(owner.constructor.name));
  }
  return [...classes, String(error.name)];
}

/* The names that the statements of a program bind. */
function namesBound(steps) {
  const names = [];
  for (const { do: tree, try: tried } of steps) {
    const { targets = [], target } = tree || tried || {};
    for (const node of [...targets, target]) if (node && node.name !== undefined) names.push(node.name);
  }
  return names;
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
