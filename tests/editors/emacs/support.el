;;; What the tests of the Emacs clients need.  -*- lexical-binding: t -*-

(require 'cl-lib)
(require 'project)

(defconst dwt-workspace (file-name-as-directory (getenv "DWT_LINT_WORKSPACE")))
(defconst dwt-patience-s 20)

(defun dwt-load-setup (name)
  "Evaluate the code under the mark NAME in the README, which is what users copy."
  (with-temp-buffer
    (insert-file-contents (expand-file-name "editors/emacs/README.md" (getenv "DWT_LINT_ROOT")))
    (search-forward (format "<!-- %s -->\n```elisp\n" name))
    (let ((start (point)))
      (search-forward "\n```")
      (eval-region start (match-beginning 0)))))

(defun dwt-wait-for (what condition)
  "Wait until CONDITION gives something, and give it back; WHAT is for the message."
  (let ((end (+ (float-time) dwt-patience-s)) answer)
    (while (not (setq answer (funcall condition)))
      (when (> (float-time) end)
        (error "waited in vain for %s" what))
      (accept-process-output nil 0.05))
    answer))

(defun dwt-open (name text)
  "Write TEXT into the file NAME of the workspace, and visit it."
  (let ((path (expand-file-name name dwt-workspace)))
    (write-region text nil path nil 'silent)
    (find-file path)
    (dwt-end-of-command)))

(defun dwt-end-of-command ()
  "Do what Emacs does after each command, which it does not without a terminal."
  (run-hooks 'post-command-hook)
  (when (bound-and-true-p flymake-mode)
    (flymake-start)))

(defun dwt-repair ()
  "Repair the code as a user does, and save it: what is typed is only sent in a pause, which a batch run has not."
  (goto-char (point-max))
  (search-backward "RemoveAllImage")
  (replace-match "RemoveAllImages" t)
  (let ((inhibit-message t))
    (save-buffer))
  (dwt-end-of-command))

(defun dwt-finding-texts ()
  "The findings that Flymake shows in the current buffer."
  (mapcar (lambda (it) (buffer-substring (flymake-diagnostic-beg it) (flymake-diagnostic-end it)))
          (flymake-diagnostics)))

(defmacro dwt-case (name &rest body)
  "Run BODY; a failure in it ends Emacs with the status 1."
  (declare (indent 1))
  `(condition-case problem
       (progn ,@body (princ (format "  ok   %s\n" ,name)))
     (error (princ (format "  FAIL %s: %S\n" ,name problem)) (kill-emacs 1))))
