"use strict";
const assert = require("node:assert/strict");
const { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } = require("node:fs");
const { dirname, join } = require("node:path");
const vscode = require("vscode");

const ID = "dwt-lint.dwt-lint";
const folder = () => vscode.workspace.workspaceFolders[0].uri;
const open = async (name) => vscode.window.showTextDocument(await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder(), name)));

/** Asks again and again, until the answer is one or time is up. */
async function soon(ask, what) {
  for (let tries = 0; tries < 200; tries++) {
    const answer = await ask();
    if (answer) return answer;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return assert.fail(`there is not ${what}`);
}

const ours = (uri) => vscode.languages.getDiagnostics(uri).filter((it) => it.source === "dwt-lint");
const findings = (uri, rule) => ours(uri).filter((it) => it.code?.value === rule);

async function debugInformation() {
  await vscode.commands.executeCommand("dwtLint.copyDebugInformation");
  return vscode.env.clipboard.readText();
}

/** A file of the workspace, shown. */
async function configuration(name, content) {
  const uri = vscode.Uri.joinPath(folder(), name);
  await vscode.workspace.fs.writeFile(uri, Buffer.from(content));
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document);
  return document;
}

/** What completion proposes at an offset. */
async function proposed(document, offset) {
  const list = await vscode.commands.executeCommand("vscode.executeCompletionItemProvider", document.uri, document.positionAt(offset));
  return list.items.map(({ label }) => (typeof label === "string" ? label : label.label));
}

suite("the extension", () => {
  test("is started by the language of a document alone", async () => {
    const { activationEvents } = vscode.extensions.getExtension(ID).packageJSON;
    assert.ok(activationEvents.every((event) => event.startsWith("onLanguage:")));
    await open("scan.js");
    await soon(() => vscode.extensions.getExtension(ID).isActive, "an active extension");
  });

  test("shows findings with the rule and its address", async () => {
    const { document } = await open("upload.js");
    const [found] = await soon(() => findings(document.uri, "http-port-ssl-mismatch").length > 0 && findings(document.uri, "http-port-ssl-mismatch"), "a finding");
    assert.match(found.code.target.toString(), /http-port-ssl-mismatch$/);
    assert.ok(found.relatedInformation.length > 0);
  });

  test("finds nothing where a file is none of its business", async () => {
    const document = await vscode.workspace.openTextDocument({ language: "javascript", content: "const port = { HTTPPort: 80 };\n" });
    await vscode.window.showTextDocument(document);
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.deepEqual(ours(document.uri), []);
    assert.match(await debugInformation(), /^document: javascript, idle \(nothing in it speaks of the SDK\)$/m);
  });

  test("tells of error codes and members", async () => {
    const { document } = await open("upload.js");
    const at = (text) => document.positionAt(document.getText().indexOf(text) + 1);
    const hover = async (text) => {
      const hovers = await vscode.commands.executeCommand("vscode.executeHoverProvider", document.uri, at(text));
      return hovers.flatMap((it) => it.contents.map((content) => content.value)).join("\n");
    };
    assert.match(await hover("-2003"), /-2003/);
    assert.match(await hover("HTTPUploadThroughPost"), /HTTPUploadThroughPost\(/);
  });

  test("opens its example, which has findings", async () => {
    await vscode.commands.executeCommand("dwtLint.openExample");
    const { document } = vscode.window.activeTextEditor;
    await soon(() => findings(document.uri, "unknown-enum-member").length === 1, "the misspelt type");
    assert.equal(findings(document.uri, "http-port-ssl-mismatch").length, 1);
  });

  test("mends a file with its safe fixes only", async () => {
    await vscode.commands.executeCommand("dwtLint.openExample");
    const { document } = vscode.window.activeTextEditor;
    await soon(() => findings(document.uri, "unknown-enum-member").length === 1, "the misspelt type");
    await vscode.commands.executeCommand("dwtLint.fixFile");
    await soon(() => document.getText().includes("EnumDWT_ImageType.IT_PDF;"), "the right type");
    assert.match(document.getText(), /HTTPPort = 80/);
  });

  test("explains what is at the cursor", async () => {
    const uri = vscode.Uri.from({ scheme: "dwt-lint-explain", path: "/-1073.md" });
    const page = await vscode.workspace.openTextDocument(uri);
    assert.match(page.getText(), /-1073/);
    assert.match(page.getText(), /JPEG/);
  });

  test("writes a baseline", async () => {
    const file = join(folder().fsPath, "dwt-lint-baseline.json");
    rmSync(file, { force: true });
    await vscode.commands.executeCommand("dwtLint.createBaseline");
    assert.ok(existsSync(file));
    assert.doesNotThrow(() => JSON.parse(readFileSync(file, "utf8")));
    rmSync(file);
  });

  test("gives a task whose findings are problems", async () => {
    const tasks = await vscode.tasks.fetchTasks({ type: "dwt-lint" });
    assert.equal(tasks.length, 1);
    assert.deepEqual(tasks[0].problemMatchers, ["$dwt-lint"]);
    assert.deepEqual(tasks[0].execution.args.slice(0, 3), ["check", "--format", "concise"]);
  });

  test("copies what a report of a fault should hold", async () => {
    const copied = await debugInformation();
    assert.match(copied, /^extension: \d/);
    assert.match(copied, /^program: dwt-lint \d.*bundled/m);
    assert.match(copied, /^state: running$/m);
  });

  test("says each thing of the configuration file once", async () => {
    const content = '{ "rules": { "no-such-rule": "off", "unknown-member": "loud" }, "sdkVersoin": "19.3", "preset": "loud", "include": 1 }';
    const document = await configuration("dwt-lint.json", content);
    const told = () => vscode.languages.getDiagnostics(document.uri);
    await soon(() => told().length > 0, "a problem of the configuration");
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const wrong = told().map((it) => document.getText(it.range)).sort();
    assert.deepEqual(wrong, ['"loud"', '"loud"', '"no-such-rule"', '"sdkVersoin"', "1"], JSON.stringify(told()));
    assert.ok(told().some((it) => it.message.includes("did you mean `sdkVersion`?")));

    const rules = document.positionAt(content.indexOf("rules") + 1);
    const hovers = await vscode.commands.executeCommand("vscode.executeHoverProvider", document.uri, rules);
    assert.equal(hovers.length, 1);
    assert.equal((await proposed(document, 2)).filter((label) => label.includes("exclude")).length, 1);
    const values = await proposed(document, content.indexOf('"loud", "include"') + 1);
    assert.equal(values.filter((label) => label.includes("strict")).length, 1, values.join());
    const severities = await proposed(document, content.indexOf('"loud"') + 1);
    assert.equal(severities.filter((label) => label.includes("warning")).length, 1, severities.join());
    await vscode.workspace.fs.delete(document.uri);
  });

  test("checks the configuration in package.json", async () => {
    const document = await configuration("package.json", '{ "dwt-lint": { "sdkVersoin": "19.3",  } }');
    await soon(() => ours(document.uri).some((it) => it.message.includes("sdkVersoin")), "a problem of the configuration");
    assert.ok((await proposed(document, 38)).some((label) => label.includes("preset")));
    await vscode.workspace.fs.delete(document.uri);
  });

  test("clears its findings when it is turned off, and shows them again", async () => {
    const { document } = await open("upload.js");
    const settings = vscode.workspace.getConfiguration("dwtLint");
    await soon(() => ours(document.uri).length > 0, "a finding");
    await settings.update("enable", false, vscode.ConfigurationTarget.Global);
    await soon(() => ours(document.uri).length === 0, "an end of findings");
    await settings.update("enable", undefined, vscode.ConfigurationTarget.Global);
    await soon(() => ours(document.uri).length > 0, "findings again");
  });

  test("says that the program of a wrong path is not there, and goes on with the right one", async () => {
    const { document } = await open("upload.js");
    const settings = vscode.workspace.getConfiguration("dwtLint");
    await settings.update("path", "/no/such/dwt-lint", vscode.ConfigurationTarget.Global);
    await soon(() => ours(document.uri).length === 0, "an end of findings");
    assert.match(await debugInformation(), /state: failed \(the setting dwtLint\.path names \/no\/such\/dwt-lint/);
    assert.deepEqual(await vscode.tasks.fetchTasks({ type: "dwt-lint" }), []);
    const page = await vscode.workspace.openTextDocument(vscode.Uri.from({ scheme: "dwt-lint-explain", path: "/-1032.md" }));
    assert.match(page.getText(), /does not run: the setting dwtLint\.path names/);
    await settings.update("path", undefined, vscode.ConfigurationTarget.Global);
    await soon(() => ours(document.uri).length > 0, "findings again");
  });

  test("takes the program of the workspace's node_modules, and below that of the setting", async () => {
    const { extensionPath } = vscode.extensions.getExtension(ID);
    const bundled = join(extensionPath, "bin", "dwt-lint");
    const own = join(folder().fsPath, "node_modules", "@dwt-lint", `${process.platform}-${process.arch}`, "bin", "dwt-lint");
    mkdirSync(dirname(own), { recursive: true });
    symlinkSync(bundled, own);
    await vscode.commands.executeCommand("dwtLint.restart");
    assert.match(await debugInformation(), /^program: dwt-lint \d.* \(workspace: .*node_modules/m);
    const settings = vscode.workspace.getConfiguration("dwtLint");
    await settings.update("path", bundled, vscode.ConfigurationTarget.Global);
    assert.match(await debugInformation(), /^program: dwt-lint \d.* \(setting: /m);
    await settings.update("path", undefined, vscode.ConfigurationTarget.Global);
    rmSync(join(folder().fsPath, "node_modules"), { recursive: true });
    await vscode.commands.executeCommand("dwtLint.restart");
    assert.match(await debugInformation(), /\(bundled: /);
  });
});
