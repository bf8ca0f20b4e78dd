-- What the server brings while one edits.
local t = dofile(vim.env.DWT_LINT_TESTS .. "/support.lua")

local CODE = [[
const DWObject = Dynamsoft.DWT.GetWebTwain('c');
/* 😀 */ DWObject.RemoveAllImage();
if (DWObject.ErrorCode == -1032) retry();]]

local buffer = t.open("scan.js", CODE)

t.case("a finding is shown at its place", function()
  local finding = t.findings(buffer, 1)[1]
  t.equal({ finding.lnum, finding.code, finding.source }, { 1, "unknown-member", "dwt-lint" })
  local line = vim.api.nvim_buf_get_lines(buffer, 1, 2, false)[1]
  t.equal(line:sub(finding.col + 1, finding.end_col), "RemoveAllImage")
end)

t.case("an error code is explained when it is hovered", function()
  vim.api.nvim_win_set_cursor(0, { 3, 28 })
  vim.lsp.buf.hover()
  local shown = t.wait_for("the hover", function()
    for _, window in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(window).relative ~= "" then
        return t.text(vim.api.nvim_win_get_buf(window))
      end
    end
  end)
  assert(shown:find("-1032", 1, true) and shown:find("cancelled", 1, true), shown)
  vim.cmd("fclose!")
end)

t.case("the message of an error code is written beside it", function()
  vim.lsp.inlay_hint.enable(true, { bufnr = buffer })
  local hint = t.wait_for("the hint", function()
    return vim.lsp.inlay_hint.get({ bufnr = buffer })[1]
  end)
  t.equal({ hint.inlay_hint.label, hint.inlay_hint.position.line }, { "User cancelled the operation", 2 })
end)

t.case("members are completed", function()
  vim.api.nvim_buf_set_lines(buffer, 3, 3, false, { "DWObject.Rem" })
  vim.api.nvim_win_set_cursor(0, { 4, 12 })
  local client = t.client(buffer)
  local params = vim.lsp.util.make_position_params(0, client.offset_encoding)
  local answers = vim.lsp.buf_request_sync(buffer, "textDocument/completion", params, 5000)
  local result = answers[client.id].result
  local labels = vim.tbl_map(function(item) return item.label end, result.items or result)
  assert(vim.tbl_contains(labels, "RemoveAllImages"), vim.inspect(labels))
  vim.api.nvim_buf_set_lines(buffer, 3, 4, false, {})
end)

t.case("a fix repairs the code, and its finding is cleared", function()
  t.findings(buffer, 1)
  vim.api.nvim_win_set_cursor(0, { 2, 20 })
  vim.lsp.buf.code_action({
    apply = true,
    filter = function(action) return action.title:find("RemoveAllImages", 1, true) end,
  })
  t.findings(buffer, 0)
  t.equal(vim.api.nvim_buf_get_lines(buffer, 1, 2, false), { "/* 😀 */ DWObject.RemoveAllImages();" })
end)

t.case("a finding in a page is shown, and cleared when its code is deleted", function()
  local page = t.open("scan.html", "<script>\n" .. CODE .. "\n</script>")
  t.equal(t.findings(page, 1)[1].lnum, 2)
  vim.api.nvim_buf_set_lines(page, 2, 3, false, {})
  t.findings(page, 0)
end)

t.finish()
