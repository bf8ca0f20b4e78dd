// What a user sees of the extension. Fails with the first thing that is not as it should be, and a picture of it.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { FOLDER, Workbench, openBrowser } from "./browser.mjs";

const { browser, page } = await openBrowser();
const workbench = new Workbench(page);
const picture = (name, clip) => page.screenshot({ path: join(process.env.PICTURES_FOLDER, `${name}.png`), clip });
/** Servers of other windows, which may live on for a while. */
const others = new Set(allServers());
const EDITOR = { x: 0, y: 0, width: 1180, height: 640 };

async function findings() {
  await workbench.openFile("upload.js");
  await page.locator(".squiggly-error").first().waitFor({ state: "attached" });
  await page.keyboard.press("Control+Shift+KeyM");
  await page.locator(".panel input[aria-label*='Filter']").first().fill("HTTPPort is 80");
  const problem = page.locator(".markers-panel .monaco-list-row", { hasText: "HTTPPort is 80 while IfSSL is true" });
  await problem.first().waitFor();
  assert.match(await problem.first().innerText(), /dwt-lint\s+http-port-ssl-mismatch/);
  await picture("problems");
  await page.keyboard.press("Control+KeyJ");
  await problem.first().waitFor({ state: "detached" });
}

async function hovers() {
  await workbench.goToLine(18);
  const told = await workbench.hover("= 80");
  assert.match(told, /the secure transfer goes to the plain port/);
  await picture("finding", EDITOR);
  const member = await workbench.hover("HTTPUploadThroughPost");
  assert.match(member, /HTTPUploadThroughPost\(/);
  await picture("member");
  await workbench.goToLine(41);
  const code = await workbench.hover("2003");
  assert.match(code, /-2003/);
  await picture("error-code", EDITOR);
}

async function completion() {
  await workbench.openFile("scan.js");
  await workbench.goToLine(69);
  await page.keyboard.press("End");
  await page.keyboard.type('\nDWObject.RegisterEvent("', { delay: 15 });
  await page.locator(".suggest-widget .monaco-list-row", { hasText: "OnPostAllTransfers" }).first().waitFor();
  await picture("completion");
  await page.keyboard.press("Escape");
  await workbench.command("File: Revert File");
  await page.locator(".tab.active.dirty").waitFor({ state: "detached" });
}

async function fixing() {
  await workbench.openFile("upload.js");
  await workbench.goToLine(21);
  await workbench.click("= 80");
  await workbench.fixes("Use port 443");
  await picture("fix", EDITOR);
  await page.keyboard.press("Enter");
  await page.locator(".view-line", { hasText: "HTTPPort = 443" }).first().waitFor();
  await page.locator(".squiggly-error").first().waitFor({ state: "detached" });
  await workbench.save();
  await until(() => readFileSync(join(FOLDER, "upload.js"), "utf8").includes("HTTPPort = 443;"), "the fix on the disk");
}

async function explaining() {
  await workbench.goToLine(41);
  await workbench.click("2003");
  await workbench.command("dwt-lint: Explain the Rule or Error Code at the Cursor");
  await page.locator(".tab", { hasText: "-2003" }).first().waitFor();
  await page.waitForTimeout(800);
  await picture("explained");
  await page.keyboard.press("Control+KeyW");
}

async function restarting() {
  const before = servers();
  assert.equal(before.length, 1, `${before.length} servers run`);
  await workbench.command("dwt-lint: Restart the Server");
  await until(() => servers().length === 1 && servers()[0] !== before[0], "a new server");
  await workbench.findsWhatIsTyped(21);
  const killed = servers()[0];
  process.kill(killed, "SIGKILL");
  await until(() => servers().length === 1 && servers()[0] !== killed, "a server in place of the killed one");
  await workbench.findsWhatIsTyped(21);
}

/** The processes of this window's server. */
function servers() {
  return allServers().filter((pid) => !others.has(pid));
}

function allServers() {
  const processes = execFileSync("ps", ["-eo", "pid=,args="], { encoding: "utf8" }).split("\n");
  const ours = processes.filter((line) => /dwt-lint\.dwt-lint-.*\/bin\/dwt-lint lsp/.test(line));
  return ours.map((line) => Number.parseInt(line, 10));
}

async function until(holds, what) {
  for (let tries = 0; tries < 150; tries++) {
    if (holds()) return;
    await page.waitForTimeout(100);
  }
  throw new Error(`there is not ${what}`);
}

const STEPS = { findings, hovers, completion, fixing, explaining, restarting };
/** Nothing pops up, whatever is typed. */
async function noPopUps() {
  const popUps = page.locator(".notifications-toasts .notification-toast");
  assert.deepEqual(await popUps.allInnerTexts(), []);
}

let failed = false;
try {
  await workbench.open();
  for (const [name, step] of Object.entries(STEPS)) {
    await step().catch((error) => Promise.reject(new Error(`${name}: ${error.message}`, { cause: error })));
    await noPopUps();
    console.log(`  ok   ${name}`);
  }
} catch (error) {
  failed = true;
  console.log(`  FAIL ${error.stack}`);
  await picture("failed");
}
await browser.close();
process.exit(failed ? 1 : 0);
