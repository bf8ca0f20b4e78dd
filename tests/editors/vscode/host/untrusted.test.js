"use strict";
const assert = require("node:assert/strict");
const vscode = require("vscode");

// The workspace holds a program in its node_modules, and settings that name another; either leaves a trace when it is run.
suite("the extension where nobody is trusted", () => {
  test("finds, with the program that it brings along", async () => {
    assert.equal(vscode.workspace.isTrusted, false);
    const uri = vscode.Uri.joinPath(vscode.workspace.workspaceFolders[0].uri, "upload.js");
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
    const found = () => vscode.languages.getDiagnostics(uri).some((it) => it.code?.value === "http-port-ssl-mismatch");
    for (let tries = 0; tries < 200 && !found(); tries++) await new Promise((resolve) => setTimeout(resolve, 100));
    assert.ok(found(), "there is no finding");
    await vscode.commands.executeCommand("dwtLint.copyDebugInformation");
    const told = await vscode.env.clipboard.readText();
    assert.match(told, /^program: dwt-lint \d.* \(bundled: /m);
    assert.match(told, /not trusted/);
  });
});
