-- What a user writes into init.lua, and nothing else: `DWT_LINT_PLUGIN` is the folder `editors/neovim`.
vim.opt.runtimepath:append(vim.env.DWT_LINT_PLUGIN)
if vim.lsp.enable then
  vim.lsp.enable("dwt_lint")
else
  require("dwt_lint").enable()
end
