--- Cases that are run one after the other, and what they need of the editor.
local M = {}

local PATIENCE_MS = 10000
local failed = 0

--- Waits for `condition` to give something that counts as true, and gives it back.
function M.wait_for(what, condition)
  local answer
  vim.wait(PATIENCE_MS, function()
    answer = condition()
    return answer
  end, 10)
  return answer or error("waited in vain for " .. what, 2)
end

function M.equal(actual, expected)
  if not vim.deep_equal(actual, expected) then
    error(("expected %s, got %s"):format(vim.inspect(expected), vim.inspect(actual)), 2)
  end
end

function M.case(name, run)
  local passed, problem = xpcall(run, debug.traceback)
  io.stdout:write(("  %s %s\n"):format(passed and "ok  " or "FAIL", name))
  if not passed then
    failed = failed + 1
    io.stdout:write(problem .. "\n")
  end
end

--- Ends the editor as a user does, or with a failure.
function M.finish()
  vim.cmd(failed == 0 and "qall!" or "cquit 1")
end

--- Writes a file into the folder of this run, and opens it.
function M.open(name, text)
  local path = vim.env.DWT_LINT_WORKSPACE .. "/" .. name
  vim.fn.mkdir(vim.fs.dirname(path), "p")
  vim.fn.writefile(vim.split(text, "\n"), path)
  vim.cmd.edit(path)
  return vim.api.nvim_get_current_buf()
end

function M.client(buffer)
  return M.wait_for("the server", function()
    local client = vim.lsp.get_clients({ bufnr = buffer, name = "dwt_lint" })[1]
    return client and client.initialized and client
  end)
end

--- The findings in a buffer, as soon as there are `count` of them.
function M.findings(buffer, count)
  return M.wait_for(count .. " findings", function()
    local found = vim.diagnostic.get(buffer)
    return #found == count and found
  end)
end

function M.text(buffer)
  return table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), "\n")
end

return M
