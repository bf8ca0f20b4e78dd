#!/usr/bin/env node
// Starts the binary of this platform, which comes as an optional dependency, and ends as it ends.
"use strict";

const { spawn } = require("node:child_process");
const { constants } = require("node:os");
const { binary } = require("../binary.js");

/** The run itself failed: what dwt-lint says by this exit status. */
const FAILED = 2;

function start(path) {
  const child = spawn(path, process.argv.slice(2), { stdio: "inherit", windowsHide: true });
  child.on("error", (error) => fail(`${path} cannot be started: ${error.message}`));
  child.on("exit", (status, signal) => {
    process.exitCode = signal ? 128 + (constants.signals[signal] ?? 0) : status;
  });
  // Ctrl-C reaches both: the binary decides how to end. Other signals reach this process alone.
  process.on("SIGINT", () => {});
  for (const signal of ["SIGTERM", "SIGHUP"]) {
    process.on(signal, () => child.kill(signal));
  }
}

function fail(message) {
  process.stderr.write(`error: ${message}\n`);
  process.exitCode = FAILED;
}

try {
  start(binary());
} catch (error) {
  fail(error.message);
}
