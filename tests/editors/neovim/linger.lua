-- Opens a file, writes down the processes of the server, and stays there to be killed.
local t = dofile(vim.env.DWT_LINT_TESTS .. "/support.lua")

t.findings(t.open("linger/scan.js", "Dynamsoft.DWT.GetWebTwain('c').Nothing();"), 1)
local servers = vim.api.nvim_get_proc_children(vim.fn.getpid())
vim.fn.writefile(vim.tbl_map(tostring, servers), vim.env.DWT_LINT_WORKSPACE .. "/servers")
if vim.env.DWT_LINT_QUIT then
  vim.cmd("qall!")
end
