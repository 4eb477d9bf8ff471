#!/usr/bin/env bats
# The offer to type settings, on a real terminal (util-linux script), with a settings screen that only notes its start.

load eventually

setup() {
	prompt="$BATS_TEST_DIRNAME/../../rc.d/bin/settings-prompt"
	folder=$BATS_TEST_TMPDIR
	export folder CLAWDIE_RUN="$folder/run" CLAWDIE_WIZARD="$folder/wizard" CLAWDIE_PAUSE=1
	mkdir -p "$folder/run/refused"
	cat >"$folder/wizard" <<'END'
#!/bin/sh
echo "$(tty | grep -c '^/dev/') $TERM $(stty size)" >>"$folder/started"
until [ -e "$folder/leave" ]; do sleep 0.1; done
exit "$(cat "$folder/leave")"
END
	chmod +x "$folder/wizard"
}

teardown() {
	exec 7>&- 8>&-
	for pid in ${consoles:-}; do kill -TERM "$pid" 2>/dev/null || true; done
	[ ! -e "$folder/leave" ] && echo 0 >"$folder/leave" || true
}

consoles=

# console <name> <TERM> <fd>: a prompt on a terminal of its own; keys go into the fd, its screen is $folder/<name>.
console() {
	mkfifo "$folder/$1.keys"
	script -qfec "CLAWDIE_CONSOLE=\$(tty) exec sh '$prompt' $1 $2" /dev/null \
		<"$folder/$1.keys" >"$folder/$1" 2>&1 7>&- 8>&- 3>&- &
	consoles="$consoles $!"
	eval "exec $3>\"\$folder/\$1.keys\""
}

refuse() {
	echo "$1" >"$folder/run/refused/new"
	mv "$folder/run/refused/new" "$folder/run/refused/setup.txt"
}

# offered <name> <times>
offered() {
	[ "$(grep -c 'Press Enter to fill in the settings here' "$folder/$1")" = "$2" ]
}

# started <times>
started() {
	[ "$(wc -l <"$folder/started")" -eq "$1" ]
}

@test "nothing is asked before the installer waits, and Enter starts nothing" {
	console tty1 linux 7
	printf '\n' >&7
	sleep 1.5
	[ ! -s "$folder/tty1" ] || ! grep -q Press "$folder/tty1"
	[ ! -e "$folder/started" ]
	refuse first
	eventually offered tty1 1
}

@test "Enter, and no other key, starts the settings screen on that terminal, with its TERM and a size" {
	refuse first
	console ttyS0 vt220 7
	eventually offered ttyS0 1
	printf 'x \033[A' >&7
	sleep 1
	[ ! -e "$folder/started" ]
	printf '\r' >&7
	eventually test -s "$folder/started"
	[ "$(cat "$folder/started")" = "1 vt220 24 80" ]
}

@test "after leaving it is offered again; after handing over only with the next refusal" {
	refuse first
	console tty1 linux 7
	eventually offered tty1 1
	echo 3 >"$folder/leave"
	printf '\r' >&7
	eventually offered tty1 2
	echo 0 >"$folder/leave"
	printf '\r' >&7
	eventually started 2
	sleep 1.5
	offered tty1 2
	rm "$folder/run/refused/setup.txt"
	sleep 1.5
	offered tty1 2
	refuse second
	eventually offered tty1 3
}

@test "when the installer goes on, Enter does nothing any more" {
	refuse first
	console tty1 linux 7
	eventually offered tty1 1
	rm "$folder/run/refused/setup.txt"
	sleep 0.5
	printf '\r' >&7
	sleep 1.5
	[ ! -e "$folder/started" ]
}

@test "a second refusal of the same file is offered anew" {
	refuse same
	console tty1 linux 7
	eventually offered tty1 1
	refuse same
	eventually offered tty1 2
}

@test "it runs on one console at a time, and the other one says where" {
	refuse first
	console ttyS0 vt220 7
	console tty1 linux 8
	eventually offered ttyS0 1
	eventually offered tty1 1
	printf '\r' >&7
	eventually test -s "$folder/started"
	printf '\r' >&8
	eventually grep -q "being filled in on the serial console" "$folder/tty1"
	[ "$(wc -l <"$folder/started")" -eq 1 ]
	echo 3 >"$folder/leave"
	eventually offered ttyS0 2
	printf '\r' >&8
	eventually test "$(wc -l <"$folder/started")" -ge 1
}

@test "without such a console it waits, so that init does not start it again and again" {
	refuse first
	run env CLAWDIE_CONSOLE="$folder/none" timeout 1 sh "$prompt" ttyS0 vt220
	[ "$status" -eq 124 ]
	[ -z "$output" ]
}

@test "the live system offers the settings on the screen and the first serial port, and a login nowhere" {
	inittab="$BATS_TEST_DIRNAME/../../iso/overlay/etc/inittab"
	[ "$(grep -E '^[^#:]+:[0-9]*3[0-9]*:respawn:' "$inittab" | cut -d: -f4)" = "$(printf '%s\n' \
		'/usr/lib/clawdie/bin/settings-prompt tty1 linux' '/usr/lib/clawdie/bin/settings-prompt ttyS0 vt220')" ]
}
