;;; The setup for Eglot, in Emacs itself.  -*- lexical-binding: t -*-

(load (expand-file-name "support.el" (file-name-directory load-file-name)) nil t)
(require 'eglot)
(setq eglot-sync-connect t)
(dwt-load-setup "eglot")

(dwt-open "scan.js" "const DWObject = Dynamsoft.DWT.GetWebTwain('c');\nDWObject.RemoveAllImage();\n")

(dwt-case "eglot: a finding is shown at its place"
  (dwt-wait-for "the finding" (lambda () (equal (dwt-finding-texts) '("RemoveAllImage")))))

(dwt-case "eglot: a member is explained"
  (goto-char (point-min))
  (search-forward "GetWebT")
  (let* ((answer (jsonrpc-request (eglot--current-server-or-lose) :textDocument/hover (eglot--TextDocumentPositionParams))))
    (cl-assert (string-match-p "GetWebTwain" (format "%S" answer)) t)))

(dwt-case "eglot: a finding is cleared when its code is repaired"
  (dwt-repair)
  (dwt-wait-for "no finding" (lambda () (null (dwt-finding-texts)))))

(dwt-case "eglot: a page is linted too"
  (dwt-open "scan.html" "<script>Dynamsoft.DWT.GetWebTwain('c').RemoveAllImage();</script>")
  (dwt-wait-for "the finding" (lambda () (equal (dwt-finding-texts) '("RemoveAllImage")))))

(dwt-case "eglot: the server ends"
  (let ((process (jsonrpc--process (eglot--current-server-or-lose))))
    (eglot-shutdown (eglot--current-server-or-lose))
    (dwt-wait-for "its end" (lambda () (not (process-live-p process))))))
