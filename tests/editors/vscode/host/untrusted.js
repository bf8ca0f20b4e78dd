"use strict";
const { runTests } = require("./mocha");

exports.run = () => runTests("untrusted.test.js");
