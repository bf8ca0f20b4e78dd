;;; The setup for lsp-mode, in Emacs itself.  -*- lexical-binding: t -*-

(load (expand-file-name "support.el" (file-name-directory load-file-name)) nil t)
(package-initialize)
(require 'lsp-mode)
(require 'lsp-diagnostics)
(setq lsp-auto-guess-root t
      lsp-enable-file-watchers nil
      lsp-enable-snippet nil
      lsp-enable-suggest-server-download nil
      lsp-session-file (expand-file-name "session" dwt-workspace)
      lsp-diagnostics-provider :flymake)
(dwt-load-setup "lsp-mode")

(dwt-open "scan.js" "const DWObject = Dynamsoft.DWT.GetWebTwain('c');\nDWObject.RemoveAllImage();\n")
(lsp)

(dwt-case "lsp-mode: a finding is shown at its place"
  (dwt-wait-for "the finding" (lambda () (equal (dwt-finding-texts) '("RemoveAllImage")))))

(dwt-case "lsp-mode: a finding is cleared when its code is repaired"
  (dwt-repair)
  (dwt-wait-for "no finding" (lambda () (null (dwt-finding-texts)))))
