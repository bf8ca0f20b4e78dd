#!/usr/bin/env bash
# Runs the pre-commit hook in a fresh repository. Needs git, and `pre-commit` or Python 3 with a package index.
# The binary is target/debug/dwt-lint, or what DWT_LINT_TEST_BINARY says. HOOK=dwt-lint builds one with cargo instead.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
binary=${DWT_LINT_TEST_BINARY:-$root/target/debug/dwt-lint}
hook=${HOOK:-dwt-lint-system}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

if ! command -v pre-commit > /dev/null; then
  python3 -m venv "$folder/venv"
  "$folder/venv/bin/pip" install --quiet pre-commit
  PATH="$folder/venv/bin:$PATH"
fi
mkdir "$folder/bin" "$folder/project"
ln -s "$binary" "$folder/bin/dwt-lint"
PATH="$folder/bin:$PATH"
export PRE_COMMIT_HOME="$folder/cache"

# A copy of the definitions alone: what is not committed yet shall be tried, too.
git -c init.defaultBranch=main init --quiet "$folder/hooks"
cp "$root/.pre-commit-hooks.yaml" "$folder/hooks/"
if [ "$hook" = dwt-lint ]; then
  git -C "$root" archive HEAD | tar x -C "$folder/hooks"
fi
commit() {
  git -C "$1" add --all
  git -C "$1" -c user.name=test -c user.email=test@example.com commit --quiet --message test
}
commit "$folder/hooks"

cd "$folder/project"
git -c init.defaultBranch=main init --quiet .
mkdir old
printf "const d = Dynamsoft.DWT.GetWebTwain('c');\nd.AcquireImag();\n" | tee bad.js old/bad.js > /dev/null
printf '{ "exclude": ["old"] }\n' > dwt-lint.json
printf 'notes\n' > notes.txt
git add --all

output=$(pre-commit try-repo "$folder/hooks" "$hook" --all-files) && { echo "the finding did not fail the hook: $output"; exit 1; }
grep -q 'unknown-member' <<< "$output" || { echo "no finding: $output"; exit 1; }
! grep -q 'old/bad.js' <<< "$output" || { echo "the excluded file was linted: $output"; exit 1; }
printf 'let a = 1;\n' > bad.js
git add --all
pre-commit try-repo "$folder/hooks" "$hook" --all-files > /dev/null || { echo "the hook failed without a finding"; exit 1; }
echo "pre-commit: ok ($hook)"
