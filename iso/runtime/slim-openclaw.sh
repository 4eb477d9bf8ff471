#!/bin/sh
# Usage: slim-openclaw.sh <tree>
#
# Removes from <tree>/node_modules what the assistant never loads: types and source maps, documentation (never a
# licence), bundled skills (the configuration allows none), the web interface, other systems' binaries, and the
# packages behind features that our configuration keeps off (browser, desktop control, PDF, voice, telemetry export,
# other model vendors' own clients). Raises time limits that slow computers break.
#
# Upstream does not support this: the round-trip test runs on the slim tree and must be green at every new version.
# CLAWDIE_FULL_RUNTIME=1 removes nothing.
set -eu

tree=${1:?usage: slim-openclaw.sh <tree>}
modules=$tree/node_modules
openclaw=$modules/openclaw

unused_packages='
	@trycua @ubjs @mistralai typescript playwright-core @google/genai @opentelemetry highlight.js
	web-streams-polyfill @agentclientprotocol clawpdf hono @types chrome-devtools-mcp protobufjs @protobufjs
	google-auth-library gaxios gcp-metadata qrcode pngjs jszip pako source-map json-schema-to-ts @babel jiti
'

# The package's install script, which we do not run, ends by removing this mark; with it every command fails.
complete_lifecycle() {
	rm -f "$openclaw/.openclaw-lifecycle-pending"
}

# At its start it waits 5 s for a thread of its own and gives up: on an emulated or very slow computer that is not
# enough (measured: 5.2 s), and three such starts switch Telegram off. The lease it guards lasts longer anyway.
allow_slow_start() {
	limit='LEASE_HEARTBEAT_START_TIMEOUT_MS = '
	for file in "$openclaw"/dist/openclaw-state-lease-heartbeat-shared-*.mjs \
		"$openclaw/dist/state/openclaw-state-lease-heartbeat.worker.js"; do
		if ! grep -q "const ${limit}5e3;" "$file"; then
			echo "slim-openclaw: the limit to change is no longer in $file" >&2
			exit 1
		fi
		sed -i "s/const ${limit}5e3;/const ${limit}6e4;/" "$file"
	done
}

# Work given to its own threads is given up after a minute, and the question with it. Emulated, or beside other load,
# one such piece of work took 230 s and then succeeded; so five times the limit.
allow_slow_workers() {
	limit='"timeout")), resolveTimerTimeoutMs(timeoutMs, 6e4));'
	pools=$(grep -rlF "$limit" "$openclaw/dist") || pools=
	transcripts=$(grep -lF 'const deadline = performance.now() + 6e4;' \
		"$openclaw"/dist/session-transcript-worker-runtime-*.mjs) || transcripts=
	if [ -z "$pools" ] || [ -z "$transcripts" ]; then
		echo "slim-openclaw: a time limit to change is no longer where it was in $openclaw/dist" >&2
		exit 1
	fi
	# shellcheck disable=SC2086 # the package's file names hold no blanks
	sed -i 's/"timeout")), resolveTimerTimeoutMs(timeoutMs, 6e4));/"timeout")), 5 * resolveTimerTimeoutMs(timeoutMs, 6e4));/' $pools
	# shellcheck disable=SC2086
	sed -i 's/const deadline = performance.now() + 6e4;/const deadline = performance.now() + 3e5;/' $transcripts
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
	rm -rf "$openclaw/dist/worker" "$openclaw/dist/control-ui" "$openclaw/docs" \
		"$openclaw/skills" "$openclaw/custodian-skills"
	find "$modules" -depth -type d \( -path '*/pi-tui/native/darwin' -o -path '*/pi-tui/native/win32' \
		-o -path '*/koffi*/musl_*' -o -path '*/openai/src' \) -exec rm -rf {} +
	find "$modules" -type f \( -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' -o -name '*.map' \) -delete
}

# Licences and notices must stay with the software; Markdown below dist is read by the program.
remove_documentation() {
	find "$modules" -type f -name '*.md' -not -path "$openclaw/dist/*" \
		-not -iname '*licen[cs]e*' -not -iname '*notice*' -not -iname 'copying*' -delete
}

complete_lifecycle
allow_slow_start
allow_slow_workers
remove_install_notes
if [ "${CLAWDIE_FULL_RUNTIME:-}" = 1 ]; then
	echo 'slim-openclaw: CLAWDIE_FULL_RUNTIME=1, nothing else removed'
	exit 0
fi
remove_packages
remove_unused_parts
remove_documentation
find "$modules" -depth -type d -empty -delete
