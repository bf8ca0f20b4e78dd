// The extension where programs run: on the user's machine, or on one that VS Code reaches.

import * as vscode from "vscode";

import { activateWith, openLog } from "../activate";
import type { Server } from "../server";
import { createBaseline } from "./baseline";
import { NativeRunner } from "./runner";
import { provideTasks } from "./tasks";

let server: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  context.subscriptions.push(
    provideTasks(context),
    vscode.commands.registerCommand("dwtLint.createBaseline", () => createBaseline(context)),
  );
  void vscode.commands.executeCommand("setContext", "dwtLint.runsPrograms", true);
  server = await activateWith(new NativeRunner(context), context, openLog());
}

export function deactivate(): Promise<void> | undefined {
  return server?.stop();
}
