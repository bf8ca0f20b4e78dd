import * as vscode from "vscode";

import { copyDebugInformation } from "./debugInformation";
import { openExample } from "./example";
import { provideExplanations } from "./explain";
import { fixFile } from "./fixFile";
import { tellOfMismatch } from "./mismatch";
import type { Runner } from "./runner";
import { Server } from "./server";
import { showStatus } from "./status";

/** Settings that decide which program runs, or whether any does. All others are told to the server. */
const RESTARTING = ["dwtLint.enable", "dwtLint.path"];

/** Starts the server, and what works wherever VS Code runs. */
export async function activateWith(runner: Runner, context: vscode.ExtensionContext, log: vscode.LogOutputChannel): Promise<Server> {
  const server = new Server(runner, log);
  const { registerCommand } = vscode.commands;
  context.subscriptions.push(
    log,
    showStatus(server),
    tellOfMismatch(context, server),
    provideExplanations(server),
    registerCommand("dwtLint.restart", () => server.restart()),
    registerCommand("dwtLint.showLog", () => log.show()),
    registerCommand("dwtLint.fixFile", fixFile),
    registerCommand("dwtLint.copyDebugInformation", () => copyDebugInformation(context, runner, server)),
    registerCommand("dwtLint.openExample", openExample),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (RESTARTING.some((setting) => change.affectsConfiguration(setting))) void server.restart();
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => server.restart()),
  );
  await server.restart();
  return server;
}

export const openLog = () => vscode.window.createOutputChannel("dwt-lint", { log: true });
