// In dwt-lint.json VS Code itself helps, by the schema of the extension, also where no server runs. The server says what is
// wrong; what it would tell and propose besides is what the schema has.

import type * as vscode from "vscode";
import type { Middleware } from "vscode-languageclient";

const isConfiguration = (document: vscode.TextDocument) => /\/dwt-lint\.jsonc?$/.test(document.uri.path);

export const MIDDLEWARE: Middleware = {
  provideHover: (document, position, token, next) =>
    isConfiguration(document) ? undefined : next(document, position, token),
  provideCompletionItem: (document, position, context, token, next) =>
    isConfiguration(document) ? undefined : next(document, position, context, token),
};
