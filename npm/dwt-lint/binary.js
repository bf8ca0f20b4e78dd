"use strict";

/** What the package of each platform is called, as `process.platform` and `process.arch` name it. */
const PLATFORMS = ["darwin-arm64", "darwin-x64", "linux-arm64", "linux-x64", "win32-arm64", "win32-x64"];

/** The path of the binary for this platform; that of DWT_LINT_BINARY stands above it. */
function binary(platform = `${process.platform}-${process.arch}`) {
  if (process.env.DWT_LINT_BINARY) {
    return process.env.DWT_LINT_BINARY;
  }
  if (!PLATFORMS.includes(platform)) {
    throw new Error(`there is no binary of dwt-lint for ${platform}: build it with cargo and set DWT_LINT_BINARY to its path`);
  }
  const name = `@dwt-lint/${platform}`;
  try {
    return require.resolve(`${name}/bin/${fileName(platform)}`);
  } catch {
    throw new Error(`the package ${name} is not installed: install dwt-lint anew, with optional dependencies and on the system it runs on`);
  }
}

function fileName(platform) {
  return platform.startsWith("win32") ? "dwt-lint.exe" : "dwt-lint";
}

module.exports = { PLATFORMS, binary, fileName };
