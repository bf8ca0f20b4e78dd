import * as vscode from "vscode";

const FIX_ALL = "source.fixAll.dwt-lint";

/** Makes the safe fixes of the file in the editor, as saving does with `"source.fixAll.dwt-lint": "explicit"`. */
export async function fixFile(): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (!document) return;
  const whole = new vscode.Range(0, 0, document.lineCount, 0);
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    "vscode.executeCodeActionProvider",
    document.uri,
    whole,
    FIX_ALL,
    1,
  );
  const edit = actions.find((action) => action.edit)?.edit;
  if (edit) await vscode.workspace.applyEdit(edit);
  else void vscode.window.showInformationMessage("dwt-lint: there is nothing that can be fixed safely. The light bulb has the other fixes.");
}
