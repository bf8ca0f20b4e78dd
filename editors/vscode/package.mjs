// Makes the extension's package for a platform, with the program in it:
//
//   node package.mjs OUT.vsix linux-x64 ../../target/x86_64-unknown-linux-musl/release/dwt-lint
//   node package.mjs OUT.vsix web "$(wasm/make)"
//
// The platforms are those of `vsce package --target`; what the one for the web knows of the configuration it is told by a
// program of this machine, the fourth argument (../../target/debug/dwt-lint). Nothing is published.
import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { helping } from "./schema.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const [out, platform, program, teller = join(here, "../../target/debug/dwt-lint")] = process.argv.slice(2);
if (!out || !platform || !program) fail("usage: node package.mjs OUT.vsix PLATFORM PROGRAM");
if (!existsSync(program)) fail(`no such program: ${program}`);

/** All that is packaged, and nothing else. */
const stage = join(here, "dist");
rmSync(stage, { recursive: true, force: true });
mkdirSync(join(stage, "dist"), { recursive: true });
for (const name of ["README.md", "CHANGELOG.md", "LICENSE.txt", "images", "walkthrough"]) {
  cpSync(join(here, name), join(stage, name), { recursive: true });
}
for (const name of ["LICENSE-MIT", "LICENSE-APACHE"]) copyFileSync(join(here, "../..", name), join(stage, name));

const manifest = JSON.parse(readFileSync(join(here, "package.json"), "utf8"));
delete manifest.scripts;
delete manifest.devDependencies;
if (platform === "web") {
  delete manifest.main;
  bundle("src/browser/extension.ts", "browser.js", "--platform=browser", "--format=cjs");
  bundle("src/browser/worker.ts", "worker.js", "--platform=browser", "--format=iife");
  copyFileSync(program, join(stage, "dist", "dwt-lint.wasm"));
} else {
  delete manifest.browser;
  bundle("src/native/extension.ts", "extension.js", "--platform=node", "--format=cjs");
  const bundled = join(stage, "bin", platform.startsWith("win32") ? "dwt-lint.exe" : "dwt-lint");
  mkdirSync(dirname(bundled));
  copyFileSync(program, bundled);
  chmodSync(bundled, 0o755);
}
writeFileSync(join(stage, "package.json"), JSON.stringify(manifest, null, 2));
// The program itself knows what its configuration may hold.
const schema = JSON.parse(execFileSync(resolve(platform === "web" ? teller : program), ["schema"], { encoding: "utf8" }));
writeFileSync(join(stage, "dist", "schema.json"), JSON.stringify(helping(schema)));
// Without one, vsce has a warning about what it packages: all that is there.
writeFileSync(join(stage, ".vscodeignore"), "");
tool("vsce", stage, ["package", "--no-dependencies", "--target", platform, "--out", resolve(out)]);

function bundle(entry, name, ...options) {
  const common = ["--bundle", "--external:vscode", "--target=es2022", "--minify", "--log-level=warning"];
  tool("esbuild", here, [entry, `--outfile=${join(stage, "dist", name)}`, ...common, ...options]);
}

function tool(name, folder, args) {
  execFileSync(join(here, "node_modules", ".bin", name), args, { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
}

function fail(message) {
  console.error(`error: ${message}`);
  process.exit(2);
}
