// Makes the npm packages from built binaries:
//
//   node npm/build.mjs OUT linux-x64=target/x86_64-unknown-linux-musl/release/dwt-lint darwin-arm64=... win32-x64=...
//
// OUT/dwt-lint is the package that people install, OUT/PLATFORM one for each binary. The main package names exactly those as
// its optional dependencies, in its own version. Nothing is published.
import { chmodSync, copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const { PLATFORMS, fileName } = createRequire(import.meta.url)("./dwt-lint/binary.js");

const [out, ...binaries] = process.argv.slice(2);
if (!out || binaries.length === 0) {
  fail(`usage: node npm/build.mjs OUT PLATFORM=BINARY...   (platforms: ${PLATFORMS.join(", ")})`);
}
const common = fromCargo(readFileSync(join(root, "Cargo.toml"), "utf8"));
const platforms = binaries.map(platformPackage);
mainPackage(platforms);

function mainPackage(platforms) {
  const folder = join(out, "dwt-lint");
  cpSync(join(here, "dwt-lint"), folder, { recursive: true });
  writePackage(folder, {
    name: "dwt-lint",
    ...common,
    bin: { "dwt-lint": "bin/dwt-lint.js" },
    files: ["bin", "binary.js"],
    engines: { node: ">=16" },
    optionalDependencies: Object.fromEntries(platforms.map((platform) => [`@dwt-lint/${platform}`, common.version])),
  });
}

/** On Linux the binary is static, so that one package does for every C library. */
function platformPackage(argument) {
  const [platform, binary] = argument.split("=");
  if (!PLATFORMS.includes(platform)) fail(`no such platform: ${platform} (known: ${PLATFORMS.join(", ")})`);
  if (!binary || !existsSync(binary)) fail(`no such binary: ${binary ?? ""}`);
  const [os, cpu] = platform.split("-");
  const folder = join(out, platform);
  const target = join(folder, "bin", fileName(platform));
  mkdirSync(dirname(target), { recursive: true });
  copyFileSync(binary, target);
  chmodSync(target, 0o755);
  writeFileSync(join(folder, "README.md"), `# @dwt-lint/${platform}\n\nThe binary of dwt-lint for ${os} on ${cpu}. Install \`dwt-lint\`.\n`);
  writePackage(folder, { name: `@dwt-lint/${platform}`, ...common, os: [os], cpu: [cpu], files: ["bin"], preferUnplugged: true });
  return platform;
}

function writePackage(folder, manifest) {
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  for (const licence of ["LICENSE-MIT", "LICENSE-APACHE"]) {
    copyFileSync(join(root, licence), join(folder, licence));
  }
}

function fromCargo(text) {
  const value = (key) => text.match(new RegExp(`^${key} = "(.*)"$`, "m"))?.[1] ?? fail(`Cargo.toml has no ${key}`);
  return { version: value("version"), description: value("description"), license: `(${value("license")})`, keywords: ["linter", "lsp", "twain", "scanner", "dynamsoft"] };
}

function fail(message) {
  console.error(`error: ${message}`);
  process.exit(2);
}
