// The language server: started, stopped, and started again.

import * as vscode from "vscode";
import { State, type LanguageClientOptions } from "vscode-languageclient";

import { MIDDLEWARE } from "./configuration";
import { SELECTOR } from "./documents";
import type { Launched, Program, Runner } from "./runner";

/** What the server is doing, for the status item. */
export type ServerState =
  | { kind: "starting" }
  | { kind: "running"; version: string; program: Program }
  | { kind: "off" }
  | { kind: "failed"; reason: string };

/** As often in so many milliseconds, one that crashes is started again. */
const MOST_CRASHES = 4;
const CRASHES_WITHIN = 3 * 60_000;

export class Server {
  private launched: Launched | undefined;
  private crashes: number[] = [];
  /** Starts and stops run one after the other. */
  private queue: Promise<void> = Promise.resolve();
  private readonly changed = new vscode.EventEmitter<ServerState>();
  readonly onDidChange = this.changed.event;
  state: ServerState = { kind: "starting" };

  constructor(
    private readonly runner: Runner,
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
    if (vscode.languages.match(SELECTOR as vscode.DocumentSelector, document) === 0) return undefined;
    const reason = await this.ask<string | null>("dwtLint/idleReason", { textDocument: { uri: document.uri.toString() } });
    return reason ?? undefined;
  }

  /** What is known of a rule, an error code or a name, as Markdown. */
  async explain(what: string): Promise<string> {
    const page = await this.ask<{ markdown: string }>("dwtLint/explain", { what });
    if (page) return page.markdown;
    const reason = this.state.kind === "failed" ? this.state.reason : "*dwt-lint: Show the Log* tells why";
    return `dwt-lint does not run: ${reason}\n`;
  }

  private async ask<T>(method: string, params: object): Promise<T | undefined> {
    if (this.state.kind !== "running") return undefined;
    return this.launched?.client.sendRequest<T>(method, params).catch(() => undefined);
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
      const launched = await this.runner.launch(this.options(), (reason) => this.crashed(launched, reason));
      this.log.info(`starting ${launched.program.name} (${launched.program.origin})`);
      this.launched = launched;
      launched.client.onDidChangeState(({ newState }) => this.follow(launched, newState));
      await launched.client.start();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.log.error(`the server did not start: ${reason}`);
      this.become({ kind: "failed", reason });
    }
  }

  private options(): LanguageClientOptions {
    return {
      documentSelector: SELECTOR,
      outputChannel: this.log,
      traceOutputChannel: this.log,
      middleware: MIDDLEWARE,
      // Without its methods, which cannot be sent to a worker.
      initializationOptions: JSON.parse(JSON.stringify({ dwtLint: vscode.workspace.getConfiguration("dwtLint") })),
    };
  }

  private follow(launched: Launched, state: State): void {
    if (launched !== this.launched) return;
    const { client, program } = launched;
    if (state === State.Running) {
      const version = client.initializeResult?.serverInfo?.version ?? "of an unknown version";
      this.log.info(`dwt-lint ${version} is running`);
      this.become({ kind: "running", version, program });
    } else if (state === State.Starting) {
      this.become({ kind: "starting" });
    } else {
      this.become({ kind: "failed", reason: "the server has ended" });
    }
  }

  private crashed(launched: Launched, reason: string): void {
    if (launched !== this.launched) return;
    this.log.error(`the server has crashed, a defect of dwt-lint: ${reason}`);
    this.become({ kind: "failed", reason: "the server has crashed" });
    const now = Date.now();
    this.crashes = [...this.crashes.filter((time) => time > now - CRASHES_WITHIN), now];
    if (this.crashes.length <= MOST_CRASHES) void this.restart();
  }

  private async shutDown(): Promise<void> {
    const launched = this.launched;
    this.launched = undefined;
    // One that failed to start, or has crashed, has nothing to be stopped.
    await launched?.client.stop().catch((error: unknown) => this.log.debug(`while stopping: ${error}`));
    await launched?.client.dispose().catch(() => undefined);
    launched?.dispose();
  }

  private become(state: ServerState): void {
    this.state = state;
    this.changed.fire(state);
  }
}
