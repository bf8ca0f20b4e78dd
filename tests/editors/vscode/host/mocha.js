"use strict";
const Mocha = require("../node_modules/mocha");
const { join } = require("node:path");

/** Runs the tests of a file of this folder. */
exports.runTests = (file) =>
  new Promise((resolve, reject) => {
    const mocha = new Mocha({ timeout: 30_000, ui: "tdd", reporter: "list", color: false });
    mocha.addFile(join(__dirname, file));
    mocha.run((failures) => (failures ? reject(new Error(`${failures} tests failed`)) : resolve()));
  });
