// "Explain the Rule or Error Code at the Cursor": its page as a preview.

import * as vscode from "vscode";

import type { Server } from "./server";

const SCHEME = "dwt-lint-explain";
/** An error code, an identifier, or the id of a rule. */
const WORD = /-\d+|[A-Za-z_$][\w$]*(?:-[a-z]+)*/;

export function provideExplanations(server: Server): vscode.Disposable {
  const pages: vscode.TextDocumentContentProvider = {
    provideTextDocumentContent: (uri) => server.explain(uri.path.replace(/^\/|\.md$/g, "")),
  };
  return vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, pages),
    vscode.commands.registerCommand("dwtLint.explain", explainAtCursor),
  );
}

async function explainAtCursor(): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const what = editor && atCursor(editor);
  if (!what) {
    void vscode.window.showInformationMessage("dwt-lint: there is no rule, error code or name at the cursor.");
    return;
  }
  const page = vscode.Uri.from({ scheme: SCHEME, path: `/${what}.md` });
  await vscode.commands.executeCommand("markdown.showPreviewToSide", page);
}

/** An error code where one stands; else the rule of a finding there; else the name. */
function atCursor(editor: vscode.TextEditor): string | undefined {
  const { document, selection } = editor;
  const range = document.getWordRangeAtPosition(selection.active, WORD);
  const word = range && document.getText(range);
  if (word?.startsWith("-")) return word;
  const found = vscode.languages
    .getDiagnostics(document.uri)
    .find((it) => it.source === "dwt-lint" && it.range.contains(selection.active));
  const code = typeof found?.code === "object" ? found.code.value : found?.code;
  return code === undefined ? word : String(code);
}
