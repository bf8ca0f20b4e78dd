import type { BaseLanguageClient, LanguageClientOptions } from "vscode-languageclient";

/** The linter that runs, and why it is that one. */
export interface Program {
  /** Its path, or what it is. */
  name: string;
  origin: "setting" | "workspace" | "bundled" | "browser";
}

/** A server that is about to be started by its client. */
export interface Launched {
  program: Program;
  client: BaseLanguageClient;
  /** Ends what the client leaves behind. */
  dispose(): void;
}

/** How the linter is run where VS Code's extensions run. */
export interface Runner {
  /**
   * Throws an error whose message tells the user what to do when there is no linter. `onCrash` is called when one that ran
   * has ended and its client does not start it again.
   */
  launch(options: LanguageClientOptions, onCrash: (reason: string) => void): Promise<Launched>;
  /** The linter, for a report of a fault. */
  describe(): Promise<string>;
  /** What it all runs on. */
  system: string;
}

export const ID = "dwtLint";
export const NAME = "dwt-lint";
