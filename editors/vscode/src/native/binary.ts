// Where the linter is: a path that the user set, the workspace's own, or the one that comes with the extension.

import { existsSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";

/** A `dwt-lint` program, and why it is that one. */
export interface Binary {
  path: string;
  origin: "setting" | "workspace" | "bundled";
}

/** What `node_modules` calls the binary's package: `linux-x64`, `darwin-arm64`, `win32-x64`. */
const PLATFORM = `${process.platform}-${process.arch}`;
const FILE_NAME = process.platform === "win32" ? "dwt-lint.exe" : "dwt-lint";

/** Finds the program. Throws an error whose message tells the user what to do when there is none. */
export function findBinary(context: vscode.ExtensionContext): Binary {
  const set = vscode.workspace.getConfiguration("dwtLint").get<string | null>("path")?.trim();
  if (set) {
    const path = absolute(set);
    if (!existsSync(path)) throw new Error(`the setting dwtLint.path names ${path}, and there is no such file`);
    return { path, origin: "setting" };
  }
  const own = vscode.workspace.isTrusted ? ofWorkspace() : undefined;
  if (own) return { path: own, origin: "workspace" };
  const path = context.asAbsolutePath(join("bin", FILE_NAME));
  if (existsSync(path)) return { path, origin: "bundled" };
  throw new Error(`this package of the extension holds no dwt-lint for ${PLATFORM}: install dwt-lint, and set dwtLint.path to its path`);
}

/** A relative path is one in the first folder of the workspace. */
function absolute(path: string): string {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  return folder && vscode.workspace.isTrusted ? join(/^([a-z]:)?[\\/]/i.test(path) ? "" : folder, path) : path;
}

/** Of a project that has the npm package `dwt-lint` among its dependencies. */
function ofWorkspace(): string | undefined {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const inside = (folder: vscode.WorkspaceFolder) =>
    join(folder.uri.fsPath, "node_modules", "@dwt-lint", PLATFORM, "bin", FILE_NAME);
  return folders.filter((folder) => folder.uri.scheme === "file").map(inside).find(existsSync);
}
