-- What comes before: which files the server is started for, where, which one, and what the user can read about it.
local t = dofile(vim.env.DWT_LINT_TESTS .. "/support.lua")

--- The endings of all files that are linted; that these are they is tested where the hooks are.
local function endings()
  local hooks = table.concat(vim.fn.readfile(vim.env.DWT_LINT_ROOT .. "/.pre-commit-hooks.yaml"), "\n")
  local pattern = hooks:match("%(%?i%)\\%.%((.-)%)%$"):gsub("\\", "")
  return vim.split(pattern, "|")
end

t.case("every file that is linted is attached to", function()
  for _, ending in ipairs(endings()) do
    local buffer = t.open("kinds/a." .. ending, "<p>")
    local attached = vim.wait(5000, function()
      return #vim.lsp.get_clients({ bufnr = buffer, name = "dwt_lint" }) == 1
    end, 10)
    assert(attached, ("a.%s has the filetype %q"):format(ending, vim.bo[buffer].filetype))
  end
end)

t.case("of JSON files, only configuration is attached to", function()
  local other = t.open("kinds/data.json", "{}")
  local configuration = t.open("kinds/dwt-lint.json", '{ "rulez": {} }')
  t.findings(configuration, 1)
  t.equal(vim.lsp.get_clients({ bufnr = other }), {})
end)

t.case("the root is where the configuration is", function()
  vim.fn.mkdir(vim.env.DWT_LINT_WORKSPACE .. "/site/.git", "p")
  vim.fn.mkdir(vim.env.DWT_LINT_WORKSPACE .. "/site/src", "p")
  vim.fn.writefile({ "{}" }, vim.env.DWT_LINT_WORKSPACE .. "/site/src/dwt-lint.json")
  local client = t.client(t.open("site/src/pages/scan.js", ""))
  t.equal(client.config.root_dir, vim.env.DWT_LINT_WORKSPACE .. "/site/src")
  t.equal(t.client(t.open("site/other.js", "")).config.root_dir, vim.env.DWT_LINT_WORKSPACE .. "/site")
end)

t.case("the server that the project has installed goes first", function()
  local installed = vim.env.DWT_LINT_WORKSPACE .. "/shop/node_modules/.bin/dwt-lint"
  vim.fn.mkdir(vim.fs.dirname(installed), "p")
  vim.fn.writefile({ "#!/bin/sh", "touch started", 'exec dwt-lint "$@"' }, installed)
  vim.fn.setfperm(installed, "rwxr-xr-x")
  vim.fn.mkdir(vim.env.DWT_LINT_WORKSPACE .. "/shop/web", "p")
  vim.fn.writefile({ "{}" }, vim.env.DWT_LINT_WORKSPACE .. "/shop/web/package.json")
  t.client(t.open("shop/web/scan.js", ""))
  assert(vim.uv.fs_stat(vim.env.DWT_LINT_WORKSPACE .. "/shop/web/started"), "another one was started")
end)

t.case(":checkhealth tells of the server, its buffers and their configuration", function()
  t.open("health/dwt-lint.json", "{}")
  t.client(t.open("health/scan.js", ""))
  vim.cmd("checkhealth dwt_lint")
  local report = t.wait_for("the report", function()
    local text = t.text(0)
    return text:find("Attached buffers", 1, true) and text
  end)
  for _, part in ipairs({ "OK dwt%-lint %d", "scan%.js %(javascript%): configured by .*/health/dwt%-lint%.json" }) do
    assert(report:find(part), part .. " is not in\n" .. report)
  end
  assert(not report:find("ERROR", 1, true), report)
end)

t.case(":help finds the page", function()
  vim.cmd("helptags " .. vim.fn.fnameescape(vim.env.DWT_LINT_PLUGIN .. "/doc"))
  for _, subject in ipairs({ "dwt_lint", "dwt_lint-settings", "dwt_lint.enable()", "dwt_lint.start()" }) do
    assert(vim.tbl_contains(vim.fn.getcompletion(subject, "help"), subject), subject)
  end
end)

t.case("settings reach the server", function()
  local settings = { dwtLint = { enable = false } }
  if vim.lsp.enable then
    vim.lsp.enable("dwt_lint", false)
    vim.lsp.config("dwt_lint", { init_options = settings })
    t.wait_for("the servers to stop", function() return #vim.lsp.get_clients() == 0 end)
  end
  require("dwt_lint").enable({ init_options = settings })
  local buffer = t.open("settings/dwt-lint.json", "{}") and t.open("settings/scan.js", "Dynamsoft.DWT.GetWebTwain('c').Nothing();")
  t.client(buffer)
  vim.wait(1000, function() return #vim.diagnostic.get(buffer) > 0 end, 10)
  t.equal(vim.diagnostic.get(buffer), {})
end)

t.finish()
