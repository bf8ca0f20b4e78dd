#!/usr/bin/env bash
# Puts code-server, which is VS Code in a browser, into a folder: get-code-server.sh PREFIX
# From npm without any install script but that of argon2, which it asks for at the start.
set -euo pipefail
version=4.99.4 # VS Code 1.99, the last that runs on Node 20
prefix=$1
mkdir -p "$prefix"
cd "$prefix"
echo '{ "private": true }' > package.json
install() { npm install --ignore-scripts --no-audit --no-fund --loglevel=error "$@"; }
install "code-server@$version"
server=$prefix/node_modules/code-server/lib/vscode
(cd "$server" && install --omit=dev && cd extensions && install --omit=dev)
ln -sfn node_modules "$server/node_modules.asar"
mkdir -p "$server/node_modules/@vscode/ripgrep/bin"
ln -sf "$(command -v rg)" "$server/node_modules/@vscode/ripgrep/bin/rg"
cd "$prefix/node_modules/argon2"
[ -d prebuilds ] || npm_config_nodedir=${NODEDIR:-$(dirname "$(dirname "$(command -v node)")")} \
    ../.bin/node-pre-gyp rebuild --build-from-source > build.log 2>&1
node "$prefix/node_modules/code-server/out/node/entry.js" --version > "$prefix/version"
