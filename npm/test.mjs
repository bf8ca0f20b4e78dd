// Packs and installs the npm packages of this platform, and runs the launcher: node --test npm/test.mjs
// Needs: npm, and a binary at target/debug/dwt-lint or where DWT_LINT_TEST_BINARY says. No network.
import assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const platform = `${process.platform}-${process.arch}`;
const binary = process.env.DWT_LINT_TEST_BINARY ?? join(root, "target", "debug", process.platform === "win32" ? "dwt-lint.exe" : "dwt-lint");
const shell = process.platform === "win32";
const folder = mkdtempSync(join(tmpdir(), "dwt-lint-npm-"));
const project = join(folder, "project");

before(() => {
  execFileSync(process.execPath, [join(root, "npm", "build.mjs"), folder, `${platform}=${binary}`]);
  const packed = ["dwt-lint", platform].map((name) => npm(["pack", "--silent", join(folder, name)], folder).trim());
  mkdirSync(project);
  writeFileSync(join(project, "package.json"), "{}");
  npm(["install", "--offline", "--no-audit", "--no-fund", ...packed.map((name) => join(folder, name))], project);
  writeFileSync(join(project, "bad.js"), "const d = Dynamsoft.DWT.GetWebTwain('c');\nd.AcquireImag();\n");
});
after(() => rmSync(folder, { recursive: true, force: true }));

function npm(args, cwd) {
  return execFileSync("npm", args, { cwd, shell, encoding: "utf8" });
}

function npx(args, env = {}) {
  return spawnSync("npx", ["--no-install", "dwt-lint", ...args], { cwd: project, shell, encoding: "utf8", env: { ...process.env, ...env } });
}

test("no package runs a script when it is installed", () => {
  for (const name of ["dwt-lint", platform]) {
    const manifest = JSON.parse(readFileSync(join(folder, name, "package.json"), "utf8"));
    assert.equal(manifest.scripts, undefined);
    assert.ok(readdirSync(join(folder, name)).includes("LICENSE-MIT"));
  }
});

test("the version is that of Cargo.toml", () => {
  const version = readFileSync(join(root, "Cargo.toml"), "utf8").match(/^version = "(.*)"$/m)[1];
  assert.equal(npx(["--version"]).stdout, `dwt-lint ${version}\n`);
});

test("arguments, output and exit status pass through", () => {
  const found = npx(["check", "--format", "concise", "bad.js"]);
  assert.equal(found.status, 1);
  assert.match(found.stdout, /^bad\.js:2:3: /);
  assert.equal(npx(["check", "--fail-on", "never", "bad.js"]).status, 0);
  assert.equal(npx(["check", "gone.js"]).status, 2);
});

test("a signal ends the binary, too", { skip: shell }, async () => {
  const child = spawn(join(project, "node_modules", ".bin", "dwt-lint"), ["lsp"], { stdio: ["pipe", "ignore", "inherit"] });
  await new Promise((resolve) => setTimeout(resolve, 500));
  child.kill("SIGTERM");
  const status = await new Promise((resolve) => child.on("exit", resolve));
  assert.notEqual(status, 0);
});

test("a missing package is said, with what to do", () => {
  assert.equal(npx(["--version"], { DWT_LINT_BINARY: "/not/there" }).status, 2);
  rmSync(join(project, "node_modules", "@dwt-lint"), { recursive: true });
  const missing = npx(["--version"]);
  assert.equal(missing.status, 2);
  assert.match(missing.stderr, /error: the package @dwt-lint\/.* is not installed: install dwt-lint anew/);
});
