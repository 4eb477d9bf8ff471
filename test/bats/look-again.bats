#!/usr/bin/env bats
# The program of clawdie-alerts and clawdie-daily, with a node that writes down how it was called.

load eventually

setup() {
	look_again="$BATS_TEST_DIRNAME/../../rc.d/bin/look-again"
	folder=$BATS_TEST_TMPDIR
	cat >"$folder/node" <<'END'
#!/bin/sh
echo "$*" >>"$folder/calls"
exit "${code:-0}"
END
	chmod +x "$folder/node"
	export folder CLAWDIE_NODE="$folder/node" CLAWDIE_PROGRAM=clawdie.mjs
}

teardown() {
	[ -z "${runner:-}" ] || kill -KILL "$runner" 2>/dev/null || true
}

called() { [ "$(wc -l <"$folder/calls")" -ge "$1" ]; }

@test "it looks again and again, and a look that fails is told and does not end it" {
	code=7 sh "$look_again" 0.05 60 alerts look >"$folder/log" 3>&- &
	runner=$!
	eventually called 3
	[ "$(sed 1q "$folder/calls")" = "clawdie.mjs alerts look" ]
	grep -qx "the look ended with exit code 7" "$folder/log"
}

@test "the first look comes after a pause, and TERM ends the waiting at once" {
	sh "$look_again" 3600 60 look 3>&- &
	runner=$!
	eventually pgrep -P "$runner" -x sleep
	sleeper=$(pgrep -P "$runner" -x sleep)
	[ ! -e "$folder/calls" ]
	kill -TERM "$runner"
	eventually gone "$sleeper"
	wait "$runner"
}

@test "a look that hangs is ended, and the next one comes" {
	printf '#!/bin/sh\necho "$*" >>"$folder/calls"\nexec sleep 60\n' >"$folder/node"
	sh "$look_again" 0.05 0.2 look >"$folder/log" 3>&- &
	runner=$!
	eventually called 2
	grep -qx "the look ended with exit code 124" "$folder/log"
}

@test "each service says how often, how long at most, and what" {
	services="$BATS_TEST_DIRNAME/../../rc.d"
	grep -qx 'command_args="60 300 alerts look"' "$services/clawdie-alerts"
	grep -qx 'command_args="86400 3600 look"' "$services/clawdie-daily"
}
