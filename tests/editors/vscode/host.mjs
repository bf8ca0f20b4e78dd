// Runs tests of the folder host/ (host.mjs FOLDER MODULE) in VS Code's extension host, where the packaged extension is installed.
import { format } from "node:util";

import { ADDRESS, FOLDER, openBrowser } from "./browser.mjs";

const [tests, module] = process.argv.slice(2);
const { browser, page } = await openBrowser();
const ended = new Promise((resolve) => {
  setTimeout(() => resolve("timeout"), 90_000);
  page.exposeFunction("codeAutomationExit", resolve);
});
// All that the extension host prints comes this way; of that, the results, and the rest only when they are bad.
const printed = [];
await page.exposeFunction("codeAutomationLog", (_, texts) => printed.push(...format(...texts).split("\n")));
const isResult = (line) => /^\s*(✔|\d+\) the|\d+ passing)/.test(line);
// A built VS Code runs tests only for its own driver.
await page.addInitScript(() => {
  const get = Element.prototype.getAttribute;
  Element.prototype.getAttribute = function (name) {
    const value = get.call(this, name);
    if (name !== "data-settings" || this.id !== "vscode-workbench-web-configuration") return value;
    const settings = JSON.parse(value);
    return JSON.stringify({ ...settings, developmentOptions: { ...settings.developmentOptions, enableSmokeTestDriver: true } });
  };
});
const remote = (path) => `vscode-remote://${ADDRESS}${path}`;
const payload = [["extensionDevelopmentPath", remote(tests)], ["extensionTestsPath", remote(`${tests}/${module}`)], ["skipWelcome", "true"]];
await page.goto(`http://${ADDRESS}/?folder=${FOLDER}&payload=${encodeURIComponent(JSON.stringify(payload))}`);
const code = await ended;
await browser.close();
printed.filter((line) => code !== 0 || isResult(line)).forEach((line) => console.log(line));
if (code !== 0) console.log(`  FAIL the tests in the extension host ended with ${code}`);
process.exit(code === 0 ? 0 : 1);
