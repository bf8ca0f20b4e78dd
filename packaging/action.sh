#!/usr/bin/env bash
# What the GitHub Action runs. Its inputs come by the environment, so that none of them is taken for a command.
set -euo pipefail

read -r -a command <<< "${DWT_LINT_COMMAND:-npx --yes dwt-lint@${DWT_LINT_VERSION:?}}"
read -r -a paths <<< "${DWT_LINT_PATHS:-.}"
read -r -a options <<< "${DWT_LINT_OPTIONS:-}"
if [ -n "${DWT_LINT_SARIF:-}" ]; then
  options+=(--output "sarif=$DWT_LINT_SARIF")
fi

status=0
"${command[@]}" check ${options[@]+"${options[@]}"} -- "${paths[@]}" || status=$?
echo "exit-status=$status" >> "${GITHUB_OUTPUT:-/dev/null}"
exit "$status"
