import * as vscode from "vscode";

import type { Server, ServerState } from "./server";

/** Says once of each version of the program that it is not the extension's. */
export function tellOfMismatch(context: vscode.ExtensionContext, server: Server): vscode.Disposable {
  const own: string = context.extension.packageJSON.version;
  const tell = (state: ServerState) => {
    if (state.kind !== "running" || state.version === own) return;
    const told = `mismatch ${own} ${state.version}`;
    if (context.globalState.get(told)) return;
    void context.globalState.update(told, true);
    void vscode.window.showInformationMessage(
      `The dwt-lint that runs is ${state.version} (${state.program.name}), and the extension is ${own}: some of what its settings promise may be missing.`,
    );
  };
  return server.onDidChange(tell);
}
