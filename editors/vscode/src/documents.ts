import type { DocumentSelector } from "vscode-languageclient";

/** The languages that the server lints, as VS Code calls them. */
const LANGUAGES = [
  "javascript",
  "javascriptreact",
  "typescript",
  "typescriptreact",
  "html",
  "vue",
  "svelte",
  "markdown",
  "php",
  "blade",
  "razor",
  "aspnetcorerazor",
  "jsp",
  "ejs",
  "erb",
  "handlebars",
  "twig",
  "jinja",
  "liquid",
];

/** Files that hold such code whatever language VS Code takes them for. */
const FILES = "**/*.{aspx,ascx,asp,cshtml,vbhtml,jsp,jspx,phtml,ejs,erb,hbs,twig,jinja,j2,liquid,vue,svelte}";

/** What the server is told of. Other schemes than these show what nobody edits. */
const SCHEMES = ["file", "untitled", "vscode-vfs", "vscode-remote", "vscode-test-web"];

export const SELECTOR: DocumentSelector = SCHEMES.flatMap((scheme) => [
  ...LANGUAGES.map((language) => ({ scheme, language })),
  { scheme, pattern: FILES },
  { scheme, pattern: "**/{dwt-lint.json,dwt-lint.jsonc,package.json}" },
]);
