import * as vscode from "vscode";

import { createBaseline } from "./baseline";
import { copyDebugInformation } from "./debugInformation";
import { openExample } from "./example";
import { provideExplanations } from "./explain";
import { fixFile } from "./fixFile";
import { tellOfMismatch } from "./mismatch";
import { Server } from "./server";
import { showStatus } from "./status";
import { provideTasks } from "./tasks";

/** Settings that decide which program runs, or whether any does. All others are told to the server. */
const RESTARTING = ["dwtLint.enable", "dwtLint.path"];

let server: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const log = vscode.window.createOutputChannel("dwt-lint", { log: true });
  const started = new Server(context, log);
  server = started;
  const { registerCommand } = vscode.commands;
  context.subscriptions.push(
    log,
    showStatus(started),
    tellOfMismatch(context, started),
    provideExplanations(context),
    provideTasks(context),
    registerCommand("dwtLint.restart", () => started.restart()),
    registerCommand("dwtLint.showLog", () => log.show()),
    registerCommand("dwtLint.fixFile", fixFile),
    registerCommand("dwtLint.createBaseline", () => createBaseline(context)),
    registerCommand("dwtLint.copyDebugInformation", () => copyDebugInformation(context, started)),
    registerCommand("dwtLint.openExample", openExample),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (RESTARTING.some((setting) => change.affectsConfiguration(setting))) void started.restart();
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => started.restart()),
  );
  await started.restart();
}

export function deactivate(): Promise<void> | undefined {
  return server?.stop();
}
