--- Filetypes of page templates that this version of Neovim does not know, and nobody else has named.
local filetypes = {
  ascx = "aspnet",
  aspx = "aspnet",
  ejs = "ejs",
  j2 = "jinja",
  jinja = "jinja",
  jspx = "jsp",
  vbhtml = "razor",
}

for extension, filetype in pairs(filetypes) do
  if not vim.filetype.match({ filename = "page." .. extension }) then
    vim.filetype.add({ extension = { [extension] = filetype } })
  end
end
