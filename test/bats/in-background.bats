#!/usr/bin/env bats
# Commands run apart from OpenRC, with a logger that writes to a file.

load eventually

setup() {
	in_background="$BATS_TEST_DIRNAME/../../rc.d/bin/in-background"
	folder=$BATS_TEST_TMPDIR
	mkdir "$folder/bin"
	cat >"$folder/bin/logger" <<'END'
#!/bin/sh
echo "$*" >"$folder/tag"
exec cat >"$folder/log"
END
	chmod +x "$folder/bin/logger"
	export folder PATH="$folder/bin:$PATH"
	pidfile="$folder/pid"
}

teardown() {
	[ -z "${runner:-}" ] || kill -KILL "$runner" 2>/dev/null || true
}

@test "what the command says goes to the log under its tag, and how it ended" {
	run sh "$in_background" "$pidfile" clawdie-test sh -c 'echo out; echo err >&2; exit 7'
	[ "$status" -eq 0 ]
	[ -z "$output" ]
	[ "$(cat "$folder/tag")" = "-t clawdie-test" ]
	[ "$(cat "$folder/log")" = "$(printf 'out\nerr\nended with exit code 7')" ]
	[ ! -e "$pidfile" ]
}

@test "arguments arrive one by one, blanks and all, and there is no standard input" {
	echo typed | sh "$in_background" "$pidfile" tag sh -c 'printf "<%s>\n" "$@"; cat' name "two words" '$HOME' ''
	[ "$(sed 3q "$folder/log")" = "$(printf '<two words>\n<$HOME>\n<>')" ]
	[ "$(sed -n 4p "$folder/log")" = "ended with exit code 0" ]
}

@test "the pid file holds the command's own number while it runs, and is gone afterwards" {
	sh "$in_background" "$pidfile" tag sh -c 'echo $$ >"$folder/own"; exec sleep 60' 3>&- &
	runner=$!
	eventually test -s "$pidfile"
	eventually test -s "$folder/own"
	[ "$(cat "$pidfile")" = "$(cat "$folder/own")" ]
	kill -TERM "$(cat "$pidfile")"
	eventually gone "$(cat "$folder/own")"
	wait "$runner"
	[ ! -e "$pidfile" ]
	grep -qx "ended with exit code 143" "$folder/log"
}

@test "a command that is not there is told" {
	sh "$in_background" "$pidfile" tag /nowhere/program
	grep -q "/nowhere/program" "$folder/log"
	grep -qx "ended with exit code 127" "$folder/log"
	[ ! -e "$pidfile" ]
}

@test "with -k a command that the kernel killed is told and started again, one that was ended or ended itself is not" {
	cat >"$folder/program" <<'END'
#!/bin/sh
echo run >>"$folder/runs"
[ "$(wc -l <"$folder/runs")" -gt 1 ] || kill -KILL $$
exit 4
END
	chmod +x "$folder/program"
	sh "$in_background" -k "$pidfile" tag "$folder/program"
	[ "$(wc -l <"$folder/runs")" -eq 2 ]
	grep -q "was killed, probably for want of memory: starting it again" "$folder/log"
	grep -qx "ended with exit code 4" "$folder/log"
	[ ! -e "$pidfile" ]
}

@test "one that ends late leaves the pid file of the next one alone" {
	sh "$in_background" "$pidfile" tag sh -c 'echo $$ >"$folder/own"; exec sleep 60' 3>&- &
	runner=$!
	eventually test -s "$folder/own"
	eventually test -s "$pidfile"
	echo 999999 >"$pidfile"
	kill -TERM "$(cat "$folder/own")"
	wait "$runner"
	[ "$(cat "$pidfile")" = 999999 ]
}
