// Makes the extension's package for a platform, with the program in it:
//
//   node package.mjs OUT.vsix linux-x64 ../../target/x86_64-unknown-linux-musl/release/dwt-lint
//
// The platforms are those of `vsce package --target`. Nothing is published.
import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { helping } from "./schema.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const [out, platform, binary] = process.argv.slice(2);
if (!out || !platform || !binary) fail("usage: node package.mjs OUT.vsix PLATFORM BINARY");
if (!existsSync(binary)) fail(`no such program: ${binary}`);

const bundled = join(here, "bin", platform.startsWith("win32") ? "dwt-lint.exe" : "dwt-lint");
rmSync(dirname(bundled), { recursive: true, force: true });
mkdirSync(dirname(bundled), { recursive: true });
copyFileSync(binary, bundled);
chmodSync(bundled, 0o755);

tool("esbuild", ["src/extension.ts", "--bundle", "--outfile=dist/extension.js", "--external:vscode", "--platform=node", "--target=node18", "--format=cjs", "--minify", "--log-level=warning"]);
// The program itself knows what its configuration may hold.
const schema = JSON.parse(execFileSync(resolve(binary), ["schema"], { encoding: "utf8" }));
writeFileSync(join(here, "dist", "schema.json"), JSON.stringify(helping(schema)));
for (const licence of ["LICENSE-MIT", "LICENSE-APACHE"]) {
  copyFileSync(join(here, "..", "..", licence), join(here, licence));
}
tool("vsce", ["package", "--no-dependencies", "--target", platform, "--out", resolve(out)]);

function tool(name, args) {
  execFileSync(join(here, "node_modules", ".bin", name), args, { cwd: here, stdio: ["ignore", "ignore", "inherit"] });
}

function fail(message) {
  console.error(`error: ${message}`);
  process.exit(2);
}
