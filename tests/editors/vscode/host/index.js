"use strict";
const Mocha = require("../node_modules/mocha");
const { join } = require("node:path");

exports.run = () =>
  new Promise((resolve, reject) => {
    const mocha = new Mocha({ timeout: 30_000, ui: "tdd", reporter: "list", color: false });
    mocha.addFile(join(__dirname, "extension.test.js"));
    mocha.run((failures) => (failures ? reject(new Error(`${failures} tests failed`)) : resolve()));
  });
