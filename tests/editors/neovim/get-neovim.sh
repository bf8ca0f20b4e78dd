#!/usr/bin/env bash
# get-neovim.sh SUITE PREFIX: Neovim of a Debian suite (trixie has 0.10, forky 0.12), run as PREFIX/nvim.
# It is unpacked with every library it needs, libc included: no root is needed, and the machine stays as it is.
set -euo pipefail
suite=$1
prefix=$(realpath -m "$2")
root=$prefix/root
archives=$prefix/apt/cache/archives

# The mirror that this machine is set up with.
mirror() {
    awk '/^URIs:/ { print $2; exit }' /etc/apt/sources.list.d/*.sources 2>/dev/null | grep . ||
        awk '$1 == "deb" { sub(/\[[^]]*\] */, ""); print $2; exit }' /etc/apt/sources.list
}

apt() {
    apt-get -qq -o Dir::Etc::sourcelist="$prefix/apt/sources.list" -o Dir::Etc::sourceparts=- \
        -o Dir::State="$prefix/apt" -o Dir::State::lists="$prefix/apt/lists" -o Dir::State::status="$prefix/apt/status" \
        -o Dir::Cache="$prefix/apt/cache" -o Acquire::Languages=none \
        -o Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false -o APT::Install-Recommends=false \
        -o APT::Sandbox::User=root -o Debug::NoLocking=1 "$@"
}

download() {
    mkdir -p "$prefix/apt/lists/partial" "$archives/partial"
    echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $(mirror) $suite main" > "$prefix/apt/sources.list"
    : > "$prefix/apt/status"
    apt update
    apt -y --download-only install neovim
    (cd "$archives" && apt download tree-sitter-markdown-src tree-sitter-markdown-inline-src)
}

# Debian's Neovim has no grammars with it, and cannot show a hover without the one of Markdown.
build_markdown_grammars() {
    local parsers=$root/usr/share/nvim/runtime/parser name source
    mkdir -p "$parsers"
    for name in markdown markdown_inline; do
        source=$(echo "$root/usr/src/tree-sitter/$name"/*/parser/src)
        cc -O1 -shared -fPIC -I"$source" -o "$parsers/$name.so" "$source/parser.c" "$source/scanner.c"
    done
}

write_starter() {
    local libraries loader
    libraries=$(echo "$root"/usr/lib/*-linux-gnu)
    loader=$(find "$root/usr" -name 'ld-linux*.so.*' | head -n 1)
    cat > "$prefix/nvim" <<STARTER
#!/bin/sh
export VIMRUNTIME="$root/usr/share/nvim/runtime"
export LUA_PATH="$root/usr/share/lua/5.1/?.lua;;" LUA_CPATH="$libraries/lua/5.1/?.so;;"
exec "$loader" --library-path "$libraries" --argv0 nvim "$root/usr/bin/nvim" "\$@"
STARTER
    chmod +x "$prefix/nvim"
}

mkdir -p "$root"
download
for package in "$archives"/*.deb; do dpkg-deb -x "$package" "$root"; done
build_markdown_grammars
write_starter
rm -r "$prefix/apt"
