#!/usr/bin/env bash
# Builds the image and lints with it, without a network. Needs a Docker daemon and a registry of images.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

docker build --quiet --tag dwt-lint:test "$root" > /dev/null
run() { docker run --rm --network none --volume "$folder:/src" dwt-lint:test "$@"; }

printf "const d = Dynamsoft.DWT.GetWebTwain('c');\nd.AcquireImag();\n" > "$folder/bad.js"
status=0
output=$(run check --format concise) || status=$?
[ "$status" = 1 ] && grep -q '^bad.js:2:3: ' <<< "$output" || { echo "status $status: $output"; exit 1; }
git -C "$folder" init --quiet && git -C "$folder" add --all
git -C "$folder" -c user.name=test -c user.email=test@example.com commit --quiet --message test
run check --changed-since HEAD || { echo "git in the image cannot tell what changed"; exit 1; }
echo "docker: ok"
