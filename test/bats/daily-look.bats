#!/usr/bin/env bats
# The program of the service clawdie-daily, with a node that writes down how it was called and a day of a moment.

load eventually

setup() {
	daily_look="$BATS_TEST_DIRNAME/../../rc.d/bin/daily-look"
	folder=$BATS_TEST_TMPDIR
	cat >"$folder/node" <<'END'
#!/bin/sh
echo "$*" >>"$folder/calls"
exit "${code:-0}"
END
	chmod +x "$folder/node"
	export folder CLAWDIE_NODE="$folder/node" CLAWDIE_PROGRAM=clawdie.mjs CLAWDIE_DAY=0.05
}

teardown() {
	[ -z "${runner:-}" ] || kill -KILL "$runner" 2>/dev/null || true
}

called() { [ "$(wc -l <"$folder/calls")" -ge "$1" ]; }

@test "it looks again and again, and a look that fails is told and does not end it" {
	code=7 sh "$daily_look" >"$folder/log" 3>&- &
	runner=$!
	eventually called 3
	[ "$(sed 1q "$folder/calls")" = "clawdie.mjs look" ]
	grep -qx "the look ended with exit code 7" "$folder/log"
}

@test "the first look comes after a day, and TERM ends the waiting at once" {
	CLAWDIE_DAY=3600 sh "$daily_look" 3>&- &
	runner=$!
	eventually pgrep -P "$runner" -x sleep
	sleeper=$(pgrep -P "$runner" -x sleep)
	[ ! -e "$folder/calls" ]
	kill -TERM "$runner"
	eventually gone "$sleeper"
	wait "$runner"
}
