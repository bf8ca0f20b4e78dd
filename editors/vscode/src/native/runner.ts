import type * as vscode from "vscode";
import { LanguageClient, type LanguageClientOptions } from "vscode-languageclient/node";

import { ID, NAME, type Launched, type Runner } from "../runner";
import { findBinary } from "./binary";
import { run } from "./run";

/** Runs the program. One that ended by itself is started again by the client, but for one that does so again and again. */
export class NativeRunner implements Runner {
  readonly system = `${process.platform} ${process.arch}`;

  constructor(private readonly context: vscode.ExtensionContext) {}

  async launch(options: LanguageClientOptions): Promise<Launched> {
    const { path, origin } = findBinary(this.context);
    const client = new LanguageClient(ID, NAME, { command: path, args: ["lsp"] }, options);
    return { program: { name: path, origin }, client, dispose: () => undefined };
  }

  async describe(): Promise<string> {
    const { path, origin } = findBinary(this.context);
    const { output } = await run(path, ["--version"]);
    return `${output.trim()} (${origin}: ${path})`;
  }
}
