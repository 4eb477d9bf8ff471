#!/usr/bin/env bats
# The run script with a node of our own: it records its environment and arguments and ends as its plan file says.

load eventually

setup() {
	run_script="$BATS_TEST_DIRNAME/../../rc.d/bin/clawdie-runtime-run"
	folder=$BATS_TEST_TMPDIR
	mkdir "$folder/config"
	printf 'HOME=%s\nOPENCLAW_NO_RESPAWN=1\nWITH_BLANK=two words\n' "$folder" >"$folder/config/environment"
	echo '{}' >"$folder/config/openclaw.json"
	export CLAWDIE_NODE="$folder/node" CLAWDIE_OPENCLAW=/nowhere/openclaw.mjs
	export CLAWDIE_RUNTIME_CONFIG="$folder/config" CLAWDIE_RUNTIME_HELD="$folder/held"
	export CLAWDIE_RUNTIME_POLL=1 CLAWDIE_RUNTIME_STOP=2
	export LEAKED_SECRET=must-not-arrive
	cat >"$folder/node" <<'END'
#!/bin/sh
echo "$*" >>"$HOME/starts"
env >"$HOME/environment"
echo $$ >"$HOME/pid"
[ ! -e "$HOME/stubborn" ] || trap '' TERM
case $(cat "$HOME/plan") in
stay) while :; do sleep 0.1; done ;;
*) exit "$(cat "$HOME/plan")" ;;
esac
END
	chmod +x "$folder/node"
}

teardown() {
	[ -z "${runner:-}" ] || kill -KILL "$runner" 2>/dev/null || true
}

plan() { echo "$1" >"$folder/plan"; }
starts() { [ "$(wc -l <"$folder/starts")" -eq "$1" ]; }
start_in_background() {
	sh "$run_script" >"$folder/log" 2>&1 3>&- &
	runner=$!
}

@test "an exit code is passed on, and the gateway is started with its environment only" {
	plan 3
	run sh "$run_script"
	[ "$status" -eq 3 ]
	grep -q -- '--max-old-space-size=320 /nowhere/openclaw.mjs gateway run$' "$folder/starts"
	grep -qx 'WITH_BLANK=two words' "$folder/environment"
	run grep -c LEAKED_SECRET "$folder/environment"
	[ "$output" -eq 0 ]
	[ ! -e "$folder/held" ]
}

@test "a refused configuration holds, says why, and is tried again after a change" {
	plan 78
	start_in_background
	eventually grep -qx 'exit=78' "$folder/held"
	grep -qx 'reason=refused' "$folder/held"
	starts 1
	plan 0
	echo '{ "gateway": {} }' >"$folder/config/openclaw.json"
	eventually starts 2
	wait "$runner"
	[ ! -e "$folder/held" ]
}

@test "a hold ends by itself when its limit is over" {
	export CLAWDIE_RUNTIME_HOLD=1
	plan 78
	start_in_background
	eventually starts 2
}

@test "TERM while holding ends at once" {
	plan 78
	start_in_background
	eventually test -e "$folder/held"
	kill -TERM "$runner"
	wait "$runner"
	[ ! -e "$folder/held" ]
	starts 1
}

@test "TERM reaches the gateway, which is not started again" {
	plan stay
	start_in_background
	eventually test -s "$folder/pid"
	kill -TERM "$runner"
	wait "$runner" || true
	eventually gone "$(cat "$folder/pid")"
	starts 1
}

@test "a gateway that does not listen to TERM is killed after the limit" {
	touch "$folder/stubborn"
	plan stay
	start_in_background
	eventually test -s "$folder/pid"
	kill -TERM "$runner"
	eventually gone "$(cat "$folder/pid")"
}

@test "when the script itself is killed, the gateway does not stay behind" {
	plan stay
	start_in_background
	eventually test -s "$folder/pid"
	kill -KILL "$runner"
	eventually gone "$(cat "$folder/pid")"
}

@test "without an environment file it fails and names the file" {
	rm "$folder/config/environment"
	run sh "$run_script"
	[ "$status" -eq 1 ]
	[[ "$output" == *environment* ]]
}
