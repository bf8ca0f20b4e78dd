import * as vscode from "vscode";

import { findBinary } from "./binary";
import { run } from "./run";

const FILE = "dwt-lint-baseline.json";

/** Writes down what is found today, so that a run with `--baseline` tells only of what is new. */
export async function createBaseline(context: vscode.ExtensionContext): Promise<void> {
  const folder = await chosenFolder();
  if (!folder) return;
  const { status, complaints } = await run(findBinary(context).path, ["check", "--write-baseline", FILE, "."], folder.uri.fsPath);
  if (status > 1) {
    void vscode.window.showErrorMessage(`dwt-lint: no baseline was written: ${complaints.trim()}`);
    return;
  }
  await vscode.window.showTextDocument(vscode.Uri.joinPath(folder.uri, FILE));
  void vscode.window.showInformationMessage(
    `dwt-lint: ${FILE} holds today's findings. In CI, \`dwt-lint check --baseline ${FILE}\` tells only of new ones.`,
  );
}

async function chosenFolder(): Promise<vscode.WorkspaceFolder | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  return folders.length > 1 ? vscode.window.showWorkspaceFolderPick() : folders[0];
}
