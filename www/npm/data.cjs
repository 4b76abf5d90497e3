"use strict";
// The default wasm and model for `require("themelight")`.
const { readFileSync } = require("node:fs");
const { join } = require("node:path");

const read = (name) => new Uint8Array(readFileSync(join(__dirname, "..", name)));

exports.wasm = () => read("themelight.wasm");
exports.model = () => read("vi-public-life.model");
