-- Neovim 0.11 or newer: put this folder's parent on the runtime path, then `vim.lsp.enable("dwt_lint")`.
return {
  cmd = { "dwt-lint", "lsp" },
  filetypes = {
    "javascript", "javascriptreact", "typescript", "typescriptreact", "html", "vue", "svelte", "markdown",
    "php", "blade", "aspnet", "razor", "jsp", "ejs", "eruby", "handlebars", "htmldjango", "jinja", "twig", "liquid",
  },
  root_markers = { "dwt-lint.json", "dwt-lint.jsonc", "package.json", ".git" },
}
