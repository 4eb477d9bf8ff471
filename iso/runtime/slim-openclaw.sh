#!/bin/sh
# Usage: slim-openclaw.sh <tree>
#
# Removes from <tree>/node_modules what the assistant never loads: types and source maps, documentation (never a
# licence), the web interface, other systems' binaries, and the packages behind features that our configuration
# keeps off (browser, desktop control, PDF, voice, telemetry export, other model vendors' own clients).
#
# Upstream does not support this: the round-trip test runs on the slim tree and must be green at every new version.
# CLAWDIE_FULL_RUNTIME=1 keeps the tree as npm installed it.
set -eu

tree=${1:?usage: slim-openclaw.sh <tree>}
modules=$tree/node_modules
openclaw=$modules/openclaw

unused_packages='
	@trycua @ubjs @mistralai typescript playwright-core @google/genai @opentelemetry highlight.js
	web-streams-polyfill @agentclientprotocol clawpdf hono @types chrome-devtools-mcp protobufjs @protobufjs
	google-auth-library gaxios gcp-metadata qrcode pngjs jszip pako source-map json-schema-to-ts @babel jiti
'

# Without its install script the package refuses to start; the script only unpacks plugins and is harmless offline.
complete_lifecycle() {
	rm -f "$openclaw/.openclaw-lifecycle-pending"
}

# npm's own notes hold the addresses the packages came from.
remove_install_notes() {
	rm -rf "$modules/.package-lock.json" "$modules/.bin" "$modules/.cache"
}

remove_packages() {
	for package in $unused_packages; do
		rm -rf "${modules:?}/$package" "$openclaw/node_modules/$package"
	done
}

remove_unused_parts() {
	rm -rf "$openclaw/dist/worker" "$openclaw/dist/control-ui" "$openclaw/docs"
	find "$modules" -depth -type d \( -path '*/pi-tui/native/darwin' -o -path '*/pi-tui/native/win32' \
		-o -path '*/koffi*/musl_*' -o -path '*/openai/src' \) -exec rm -rf {} +
	find "$modules" -type f \( -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' -o -name '*.map' \) -delete
}

# Skills are text the assistant reads; licences and notices must stay with the software.
remove_documentation() {
	find "$modules" -type f -name '*.md' -not -path '*/skills/*' -not -path '*/custodian-skills/*' \
		-not -path "$openclaw/dist/*" \
		-not -iname '*licen[cs]e*' -not -iname '*notice*' -not -iname 'copying*' -delete
}

complete_lifecycle
remove_install_notes
if [ "${CLAWDIE_FULL_RUNTIME:-}" = 1 ]; then
	echo 'slim-openclaw: CLAWDIE_FULL_RUNTIME=1, nothing else removed'
	exit 0
fi
remove_packages
remove_unused_parts
remove_documentation
find "$modules" -depth -type d -empty -delete
