import * as vscode from "vscode";

import type { Runner } from "./runner";
import type { Server } from "./server";

/** Puts on the clipboard what a report of a fault should hold. No code, and no path but the program's. */
export async function copyDebugInformation(context: vscode.ExtensionContext, runner: Runner, server: Server): Promise<void> {
  await vscode.env.clipboard.writeText(await debugInformation(context, runner, server));
  void vscode.window.showInformationMessage("dwt-lint: the debug information is on the clipboard.");
}

async function debugInformation(context: vscode.ExtensionContext, runner: Runner, server: Server): Promise<string> {
  const { enable, run: when, sdkVersion, inlayHints } = vscode.workspace.getConfiguration("dwtLint");
  const lines = [
    `extension: ${context.extension.packageJSON.version}`,
    `program: ${await program(runner)}`,
    `state: ${server.state.kind}${server.state.kind === "failed" ? ` (${server.state.reason})` : ""}`,
    `document: ${await document(server)}`,
    `VS Code: ${vscode.version}, ${vscode.env.appHost}`,
    `system: ${runner.system}`,
    `workspace: ${vscode.workspace.workspaceFolders?.length ?? 0} folders, ${vscode.workspace.isTrusted ? "" : "not "}trusted`,
    `settings: ${JSON.stringify({ enable, run: when, sdkVersion, inlayHints })}`,
  ];
  return `${lines.join("\n")}\n`;
}

async function document(server: Server): Promise<string> {
  const shown = vscode.window.activeTextEditor?.document;
  if (!shown) return "none";
  const idle = await server.idleReason(shown);
  return `${shown.languageId}, ${idle === undefined ? "linted" : `idle (${idle})`}`;
}

async function program(runner: Runner): Promise<string> {
  try {
    return await runner.describe();
  } catch (error) {
    return `none: ${error instanceof Error ? error.message : error}`;
  }
}
