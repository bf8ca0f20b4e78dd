// The extension where no programs run: vscode.dev, and VS Code in a browser without a machine behind it.

import type * as vscode from "vscode";

import { activateWith, openLog } from "../activate";
import type { Server } from "../server";
import { BrowserRunner } from "./runner";

let server: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  server = await activateWith(new BrowserRunner(context.extensionUri), context, openLog());
}

export function deactivate(): Promise<void> | undefined {
  return server?.stop();
}
