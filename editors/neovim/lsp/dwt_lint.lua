---@brief dwt-lint: pitfalls of Dynamic Web TWAIN, and the meaning of its error codes.
--- Neovim 0.11 or newer: `vim.lsp.enable("dwt_lint")`. Neovim 0.10: `require("dwt_lint").enable()`.

local root_markers = { "dwt-lint.json", "dwt-lint.jsonc", "package.json", ".git" }
local configuration_files = { "dwt-lint.json", "dwt-lint.jsonc", "package.json" }

--- The server that the project has installed, or else the one on the path.
local function server_of(root)
  local installed = vim.fs.find("node_modules/.bin/dwt-lint", { upward = true, path = root, limit = 1 })[1]
  return installed and vim.fn.executable(installed) == 1 and installed or "dwt-lint"
end

---@type vim.lsp.Config
return {
  cmd = function(dispatchers, config)
    local root = config and config.root_dir
    return vim.lsp.rpc.start({ root and server_of(root) or "dwt-lint", "lsp" }, dispatchers, { cwd = root })
  end,
  filetypes = {
    "javascript",
    "javascriptreact",
    "typescript",
    "typescriptreact",
    "html",
    "xhtml",
    "vue",
    "svelte",
    "markdown",
    "php",
    "blade",
    "aspnet",
    "aspvbs",
    "aspperl",
    "razor",
    "jsp",
    "ejs",
    "eruby",
    "handlebars",
    "twig",
    "jinja",
    "htmldjango",
    "liquid",
    "json",
    "jsonc",
  },
  --- Of JSON files only those are attached to that can configure dwt-lint.
  root_dir = function(buffer, on_dir)
    local name = vim.fs.basename(vim.api.nvim_buf_get_name(buffer))
    local is_json = vim.startswith(vim.bo[buffer].filetype, "json")
    if not is_json or vim.tbl_contains(configuration_files, name) then
      on_dir(vim.fs.root(buffer, root_markers))
    end
  end,
}
