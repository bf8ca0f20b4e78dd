import * as vscode from "vscode";

import { findBinary } from "./binary";

const TYPE = "dwt-lint";

/** The task that lints a folder of the workspace, with its findings among the problems. */
export function provideTasks(context: vscode.ExtensionContext): vscode.Disposable {
  const task = (scope: vscode.WorkspaceFolder | vscode.TaskScope, definition: vscode.TaskDefinition) => {
    const given: string[] = Array.isArray(definition.arguments) ? definition.arguments : [];
    const cwd = typeof scope === "object" ? scope.uri.fsPath : undefined;
    const execution = new vscode.ProcessExecution(findBinary(context).path, ["check", "--format", "concise", ...given], { cwd });
    return new vscode.Task(definition, scope, "check", TYPE, execution, "$dwt-lint");
  };
  return vscode.tasks.registerTaskProvider(TYPE, {
    provideTasks: () => (hasProgram(context) ? (vscode.workspace.workspaceFolders ?? []) : []).map((folder) => task(folder, { type: TYPE })),
    resolveTask: ({ scope, definition }) => task(scope ?? vscode.TaskScope.Workspace, definition),
  });
}

/** Without one there is no task: an error here would stand before the tasks of all others. The status item says why. */
function hasProgram(context: vscode.ExtensionContext): boolean {
  try {
    findBinary(context);
    return true;
  } catch {
    return false;
  }
}
