#!/usr/bin/env bash
# get-neovim.sh SUITE PREFIX: Neovim of a Debian suite (trixie has 0.10, forky 0.12), run as PREFIX/nvim.
set -euo pipefail
prefix=$(realpath -m "$2")
root=$prefix/root

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
    local libraries
    libraries=$(echo "$root"/usr/lib/*-linux-gnu)
    cat > "$prefix/nvim" <<STARTER
#!/bin/sh
export VIMRUNTIME="$root/usr/share/nvim/runtime"
export LUA_PATH="$root/usr/share/lua/5.1/?.lua;;" LUA_CPATH="$libraries/lua/5.1/?.so;;"
exec "$prefix/run" nvim "\$@"
STARTER
    chmod +x "$prefix/nvim"
}

"$(dirname "$0")/../unpack-debian.sh" "$1" "$prefix" neovim tree-sitter-markdown-src tree-sitter-markdown-inline-src
build_markdown_grammars
write_starter
