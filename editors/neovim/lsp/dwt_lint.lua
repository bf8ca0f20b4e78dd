-- Neovim 0.11 or newer: put this folder's parent on the runtime path, then `vim.lsp.enable("dwt_lint")`.
return {
  cmd = { "dwt-lint", "lsp" },
  filetypes = { "javascript", "javascriptreact", "html" },
  root_markers = { "dwt-lint.json", "dwt-lint.jsonc", "package.json", ".git" },
}
