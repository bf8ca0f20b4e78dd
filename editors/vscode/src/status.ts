import * as vscode from "vscode";

import { SELECTOR } from "./documents";
import type { Server, ServerState } from "./server";

/** The item beside the language of a document: whether the linter runs, which one, and if not, or not here, why. */
export function showStatus(server: Server): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem("dwt-lint", SELECTOR as vscode.DocumentSelector);
  item.name = "dwt-lint";
  const show = (state: ServerState, idle?: string) => {
    item.busy = state.kind === "starting";
    item.severity =
      state.kind === "failed" ? vscode.LanguageStatusSeverity.Error : vscode.LanguageStatusSeverity.Information;
    [item.text, item.detail] = idle === undefined ? told(state) : ["dwt-lint is idle here", idle];
    item.command =
      state.kind === "failed" || state.kind === "running"
        ? { title: "Show the log", command: "dwtLint.showLog" }
        : { title: "Settings", command: "workbench.action.openSettings", arguments: ["dwtLint"] };
  };
  const update = async () => {
    show(server.state);
    const document = vscode.window.activeTextEditor?.document;
    const idle = document && (await server.idleReason(document));
    if (document === vscode.window.activeTextEditor?.document) show(server.state, idle);
  };
  void update();
  return vscode.Disposable.from(
    item,
    server.onDidChange(update),
    vscode.window.onDidChangeActiveTextEditor(update),
    vscode.workspace.onDidSaveTextDocument(update),
  );
}

function told(state: ServerState): [string, string] {
  switch (state.kind) {
    case "starting":
      return ["dwt-lint", "starting"];
    case "off":
      return ["dwt-lint is off", "by the setting dwtLint.enable"];
    case "failed":
      return ["dwt-lint does not run", state.reason];
    case "running":
      return [`dwt-lint ${state.version}`, ORIGINS[state.program.origin]];
  }
}

const ORIGINS = {
  setting: "the program of the setting dwtLint.path",
  workspace: "the program in the workspace's node_modules",
  bundled: "the program that comes with the extension",
  browser: "in this browser, each file by itself",
};
