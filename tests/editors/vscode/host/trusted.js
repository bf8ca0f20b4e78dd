"use strict";
const { runTests } = require("./mocha");

exports.run = () => runTests("extension.test.js");
