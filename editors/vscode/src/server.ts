// The language server: started, stopped, and started again.

import * as vscode from "vscode";
import { LanguageClient, State, type LanguageClientOptions } from "vscode-languageclient/node";

import { findBinary, type Binary } from "./binary";
import { MIDDLEWARE } from "./configuration";
import { SELECTOR } from "./documents";

/** What the server is doing, for the status item. */
export type ServerState =
  | { kind: "starting" }
  | { kind: "running"; version: string; binary: Binary }
  | { kind: "off" }
  | { kind: "failed"; reason: string };

export class Server {
  private client: LanguageClient | undefined;
  /** Starts and stops run one after the other. */
  private queue: Promise<void> = Promise.resolve();
  private readonly changed = new vscode.EventEmitter<ServerState>();
  readonly onDidChange = this.changed.event;
  state: ServerState = { kind: "starting" };

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  restart(): Promise<void> {
    return this.next(async () => {
      await this.shutDown();
      await this.startUp();
    });
  }

  stop(): Promise<void> {
    return this.next(() => this.shutDown());
  }

  /** Why nothing is looked for in a document. */
  async idleReason(document: vscode.TextDocument): Promise<string | undefined> {
    if (this.state.kind !== "running" || vscode.languages.match(SELECTOR as vscode.DocumentSelector, document) === 0) return undefined;
    const textDocument = { uri: document.uri.toString() };
    const reason = await this.client?.sendRequest<string | null>("dwtLint/idleReason", { textDocument }).catch(() => null);
    return reason ?? undefined;
  }

  private next(work: () => Promise<void>): Promise<void> {
    this.queue = this.queue.then(work);
    return this.queue;
  }

  private async startUp(): Promise<void> {
    if (!vscode.workspace.getConfiguration("dwtLint").get<boolean>("enable", true)) {
      this.become({ kind: "off" });
      return;
    }
    this.become({ kind: "starting" });
    try {
      const binary = findBinary(this.context);
      this.log.info(`starting ${binary.path} (${binary.origin})`);
      const client = this.newClient(binary);
      this.client = client;
      client.onDidChangeState(({ newState }) => this.follow(client, binary, newState));
      await client.start();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.log.error(`the server did not start: ${reason}`);
      this.become({ kind: "failed", reason });
    }
  }

  private newClient(binary: Binary): LanguageClient {
    const options: LanguageClientOptions = {
      documentSelector: SELECTOR,
      outputChannel: this.log,
      traceOutputChannel: this.log,
      middleware: MIDDLEWARE,
      initializationOptions: { dwtLint: vscode.workspace.getConfiguration("dwtLint") },
    };
    return new LanguageClient("dwtLint", "dwt-lint", { command: binary.path, args: ["lsp"] }, options);
  }

  /** A server that ended by itself is started again by the client, but for one that does so again and again. */
  private follow(client: LanguageClient, binary: Binary, state: State): void {
    if (client !== this.client) return;
    if (state === State.Running) {
      const version = client.initializeResult?.serverInfo?.version ?? "of an unknown version";
      this.log.info(`dwt-lint ${version} is running`);
      this.become({ kind: "running", version, binary });
    } else if (state === State.Starting) {
      this.become({ kind: "starting" });
    } else {
      this.become({ kind: "failed", reason: "the server has ended" });
    }
  }

  private async shutDown(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    // One that failed to start has nothing to be stopped.
    await client?.stop().catch((error: unknown) => this.log.debug(`while stopping: ${error}`));
    await client?.dispose().catch(() => undefined);
  }

  private become(state: ServerState): void {
    this.state = state;
    this.changed.fire(state);
  }
}
