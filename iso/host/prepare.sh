#!/bin/sh
# prepare.sh: make this checkout ready to build, try and test: npm packages, and the Debian packages of packages.txt.
# Installs Debian packages when it may (root, or sudo without a password); otherwise prints the one command to run.
# With --npm-only no Debian packages: on a laptop that only looks at boxes, or judges a setup.txt.
# Quiet and fast (under a second) when everything is there. Needs only Node (any version from 20 on) and npm.
set -eu
cd "$(dirname "$0")/../.."

stamp=node_modules/.installed-lock
if ! cmp -s package-lock.json "$stamp" 2>/dev/null; then
	echo "prepare: installing npm packages (usually 30 s)"
	npm ci --no-audit --no-fund --loglevel=error
	cp package-lock.json "$stamp"
fi

[ "${1:-}" != --npm-only ] || exit 0

wanted=$(sed 's/#.*//' iso/host/packages.txt | tr -s ' \n' '  ')
missing=
for package in $wanted; do
	state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) || state=
	[ "$state" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

# shellcheck disable=SC2086 # a list of words
install() {
	echo "prepare: installing Debian packages (usually 2 min):$missing"
	$1 apt-get update -qq
	$1 env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
}

if [ "$(id -u)" -eq 0 ]; then
	install ""
elif sudo -n true 2>/dev/null; then
	install sudo
else
	echo "prepare: Debian packages are missing. Install them with this one command, then start again:" >&2
	echo "  sudo apt-get install --no-install-recommends$missing" >&2
	exit 1
fi
