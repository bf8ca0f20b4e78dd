#!/usr/bin/env bash
# unpack-debian.sh SUITE PREFIX PACKAGE...: packages of a Debian suite, with every library they need, libc included, below
# PREFIX/root. No root is needed, and the machine stays as it is. Programs are run with PREFIX/run PROGRAM ARGUMENT...
set -euo pipefail
suite=$1
prefix=$(realpath -m "$2")
shift 2
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

write_starter() {
    local libraries loader
    libraries=$(echo "$root"/usr/lib/*-linux-gnu)
    loader=$(find "$root/usr" -name 'ld-linux*.so.*' | head -n 1)
    cat > "$prefix/run" <<STARTER
#!/bin/sh
program=\$1
shift
exec "$loader" --library-path "$libraries" --argv0 "\$program" "$root/usr/bin/\$program" "\$@"
STARTER
    chmod +x "$prefix/run"
}

mkdir -p "$root" "$prefix/apt/lists/partial" "$archives/partial"
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $(mirror) $suite main" > "$prefix/apt/sources.list"
: > "$prefix/apt/status"
apt update
apt -y --download-only install "$@"
for package in "$archives"/*.deb; do dpkg-deb -x "$package" "$root"; done
write_starter
rm -r "$prefix/apt"
