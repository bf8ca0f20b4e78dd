--- Starts the language server in Neovim 0.10, which does not read `lsp/dwt_lint.lua` by itself.
local M = {}

--- The configuration in `lsp/dwt_lint.lua`, with `overrides` on top.
local function configuration(overrides)
  local path = vim.api.nvim_get_runtime_file("lsp/dwt_lint.lua", false)[1]
  return vim.tbl_deep_extend("force", dofile(path), overrides or {})
end

--- Neovim 0.10 does not tell a `cmd` function of its root, so the function is closed over it.
local function with_root(config, root)
  local cmd = config.cmd
  config = vim.tbl_extend("force", config, { name = "dwt_lint" })
  config.root_dir = root
  if type(cmd) == "function" then
    config.cmd = function(dispatchers)
      return cmd(dispatchers, config)
    end
  end
  return config
end

--- Attaches the server to a buffer (the current one by default), and starts it when none runs for its root.
---@param overrides? table fields of `vim.lsp.ClientConfig` that replace those of `lsp/dwt_lint.lua`
---@param buffer? integer
function M.start(overrides, buffer)
  buffer = buffer or vim.api.nvim_get_current_buf()
  local config = configuration(overrides)
  local function start(root)
    vim.lsp.start(with_root(config, root), { bufnr = buffer })
  end
  if type(config.root_dir) == "function" then
    config.root_dir(buffer, start)
  else
    start(config.root_dir)
  end
end

local function enable_by_autocommand(overrides)
  local filetypes = configuration(overrides).filetypes
  vim.api.nvim_create_autocmd("FileType", {
    group = vim.api.nvim_create_augroup("dwt_lint", {}),
    pattern = filetypes,
    callback = function(event)
      M.start(overrides, event.buf)
    end,
  })
  for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
    if vim.api.nvim_buf_is_loaded(buffer) and vim.tbl_contains(filetypes, vim.bo[buffer].filetype) then
      M.start(overrides, buffer)
    end
  end
end

--- Attaches the server to every buffer of a filetype that is linted, in any version of Neovim from 0.10 on.
---@param overrides? table fields of the configuration that replace those of `lsp/dwt_lint.lua`
function M.enable(overrides)
  if not vim.lsp.enable then
    enable_by_autocommand(overrides)
    return
  end
  if overrides then
    vim.lsp.config("dwt_lint", overrides)
  end
  vim.lsp.enable("dwt_lint")
end

return M
