--- `:checkhealth dwt_lint`: the server, and the buffers that it is attached to.
local M = {}

local health = vim.health

--- The output of a program, or nil and why it could not be run.
local function output_of(command, cwd)
  local started, process = pcall(vim.system, command, { text = true, cwd = cwd })
  if not started then
    return nil, process
  end
  local result = process:wait(5000)
  if result.code ~= 0 then
    return nil, vim.trim(result.stderr or "")
  end
  return vim.trim(result.stdout)
end

local function check_neovim()
  health.start("Neovim")
  if vim.fn.has("nvim-0.11") == 1 then
    health.ok('`vim.lsp.enable("dwt_lint")` works')
  elseif vim.fn.has("nvim-0.10") == 1 then
    health.ok('this version needs `require("dwt_lint").enable()`')
  else
    health.error("Neovim 0.10 or newer is needed")
  end
end

local function check_server()
  health.start("Server")
  local path = vim.fn.exepath("dwt-lint")
  if path == "" then
    health.warn("`dwt-lint` is not on the path", {
      "Install it with `cargo install --path .` in a copy of the project, or with npm in yours",
      "Only projects with `node_modules/.bin/dwt-lint` are linted until then",
    })
    return
  end
  local version, problem = output_of({ path, "--version" })
  if version then
    health.ok(("%s (%s)"):format(version, path))
  else
    health.error(("`%s --version` fails: %s"):format(path, problem))
  end
end

--- The configuration file that holds for a file on disk.
local function configuration_of(name)
  local shown = output_of({ "dwt-lint", "check", "--show-config", name }, vim.fs.dirname(name))
  local read, settings = pcall(vim.json.decode, shown or "", { luanil = { object = true } })
  if not read then
    return "no configuration could be read"
  end
  return settings.config and "configured by " .. settings.config or "no configuration file"
end

local function describe_buffer(buffer)
  local name = vim.api.nvim_buf_get_name(buffer)
  local shown = vim.fn.fnamemodify(name, ":~:.")
  health.info(("%s (%s): %s"):format(shown, vim.bo[buffer].filetype, configuration_of(name)))
end

local function check_clients()
  health.start("Attached buffers")
  local clients = vim.lsp.get_clients({ name = "dwt_lint" })
  if #clients == 0 then
    health.info("none: the server is started when a file is opened that it lints")
  end
  for _, client in ipairs(clients) do
    health.ok(("client %d, root %s"):format(client.id, client.config.root_dir or "none"))
    for buffer in pairs(client.attached_buffers) do
      describe_buffer(buffer)
    end
  end
end

function M.check()
  check_neovim()
  check_server()
  check_clients()
end

return M
