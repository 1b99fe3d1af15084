/*
 * Lines in and out, and what a driver does before it has a library: see ibid_core.js.
 *
 * What JavaScript prints, by whatever way, goes to standard error once the channel is taken. A library in
 * machine code that writes to descriptor 1 by itself cannot be stopped: Node has no dup2.
 */
"use strict";

const { Console } = require("console");
const fs = require("fs");

const NEWLINE = 10;
const STANDARD_OUTPUT = 1;
const write = fs.writeSync;

/* Lines in and out. */
class Channel {
  send(answer) {
    let bytes = Buffer.from(JSON.stringify(answer) + "\n");
    while (bytes.length > 0) {
      try {
        bytes = bytes.subarray(write(STANDARD_OUTPUT, bytes));
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
  for (const name of ["write", "writeSync", "writev", "writevSync"]) {
    const own = fs[name];
    fs[name] = (descriptor, ...rest) => own(descriptor === STANDARD_OUTPUT ? process.stderr.fd : descriptor, ...rest);
  }
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
    const [why] = String(error.message).split("\n");
    process.stderr.write(
      `${implementation}_driver: Node ${process.version} cannot load ${module} (${why}); ` +
        `\`ibid setup ${implementation}\` installs it, or set NODE_PATH to the node_modules folder that has it\n`,
    );
    return process.exit(1);
  }
}

module.exports = { load, takeChannel };
