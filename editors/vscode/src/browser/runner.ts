import * as vscode from "vscode";
import { LanguageClient, type LanguageClientOptions } from "vscode-languageclient/browser";

import { ID, NAME, type Launched, type Runner } from "../runner";

/** Runs the server as WebAssembly, in a worker of its own. */
export class BrowserRunner implements Runner {
  readonly system = "a browser";

  constructor(private readonly extension: vscode.Uri) {}

  async launch(options: LanguageClientOptions, onCrash: (reason: string) => void): Promise<Launched> {
    const program = await vscode.workspace.fs.readFile(this.file("dwt-lint.wasm"));
    const worker = new Worker(this.file("worker.js").toString(true), { name: NAME });
    worker.postMessage(program);
    const client = new LanguageClient(ID, NAME, options, worker);
    client.onNotification("dwtLint/crashed", ({ reason }: { reason: string }) => onCrash(reason));
    return { program: { name: "WebAssembly", origin: "browser" }, client, dispose: () => worker.terminate() };
  }

  async describe(): Promise<string> {
    return "WebAssembly, of the extension";
  }

  private file(name: string): vscode.Uri {
    return vscode.Uri.joinPath(this.extension, "dist", name);
  }
}
