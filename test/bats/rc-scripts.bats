#!/usr/bin/env bats
# What the OpenRC scripts declare: each is read by a shell of its own, with the words of OpenRC as stubs.

setup() {
	scripts="$BATS_TEST_DIRNAME/../../rc.d"
	stubs='need() { :; }; use() { :; }; after() { :; }; before() { :; }; provide() { :; }; keyword() { :; }'
}

names() {
	local path
	for path in "$scripts"/*; do
		[ ! -f "$path" ] || basename "$path"
	done
}

# value <script> <variable>
value() {
	sh -fc "$stubs"'; . "$1"; eval "printf %s \"\${$2-}\""' sh "$scripts/$1" "$2"
}

# defines <script> <function>
defines() {
	sh -fc "$stubs"'; . "$1"; type "$2"' sh "$scripts/$1" "$2" 2>/dev/null | grep -q function
}

supervised() {
	local name
	for name in $(names); do
		[ "$(value "$name" supervisor)" != supervise-daemon ] || echo "$name"
	done
}

# expect <script> <variable> <extended regular expression for the whole value>; problems are collected, not the first one only.
expect() {
	local found
	found=$(value "$1" "$2")
	printf '%s\n' "$found" | grep -Eqx -- "$3" || problems="$problems$1: $2 is '$found', not $3
"
}

no_problems() {
	printf '%s' "$problems"
	[ -z "$problems" ]
}

problems=

@test "these services are supervised, and no other" {
	[ "$(supervised | xargs)" = "acpid chrony clawdie-actions clawdie-alerts clawdie-controlplane clawdie-daily clawdie-runtime clawdie-spending dhcpcd postgresql ssh" ]
}

@test "a supervised service is started again without end, after a pause" {
	for name in $(supervised); do
		expect "$name" respawn_max 0
		expect "$name" respawn_delay '[1-9][0-9]*'
		expect "$name" respawn_period ''
	done
	no_problems
}

@test "a supervised service is one program by its full path, and what it says goes to the log under its name" {
	for name in $(supervised); do
		expect "$name" command '/[^ ]+'
		expect "$name" command_background ''
		expect "$name" output_logger "logger -t $name"
		expect "$name" error_logger "logger -t $name"
	done
	no_problems
}

@test "a service with an account of its own gains no rights, and its files are its own" {
	accounts=0
	for name in $(supervised); do
		[ -n "$(value "$name" command_user)" ] || continue
		accounts=$((accounts + 1))
		expect "$name" command_user '(clawdie-runtime|clawdie-control|clawdie-spending|postgres):(clawdie-runtime|clawdie-control|clawdie-spending|postgres)'
		expect "$name" no_new_privs yes
		expect "$name" umask 077
		expect "$name" directory '/var/lib/clawdie/[a-z/]+'
	done
	no_problems
	[ "$accounts" -eq 4 ]
}

@test "a service with an account of its own is asked for its health, and gets time to end" {
	for name in clawdie-controlplane clawdie-runtime clawdie-spending postgresql; do
		expect "$name" healthcheck_timer '[1-9][0-9]*'
		expect "$name" healthcheck_delay '[1-9][0-9]*'
		expect "$name" retry 'SIG(TERM|INT)/[0-9]+/SIG(KILL|QUIT)/[0-9]+'
		defines "$name" healthcheck || problems="$problems$name: no healthcheck
"
	done
	no_problems
}

@test "every script says what it is, can be run, and has either a supervisor or a start of its own" {
	for name in $(names); do
		[ "$(sed -n 1p "$scripts/$name")" = "#!/sbin/openrc-run" ] || problems="$problems$name: first line
"
		[ -x "$scripts/$name" ] || problems="$problems$name: not executable
"
		expect "$name" description '.{5,}'
		if [ -n "$(value "$name" supervisor)" ]; then
			defines "$name" start && problems="$problems$name: start would replace the supervisor's
"
		else
			defines "$name" start || problems="$problems$name: nothing to start
"
		fi
	done
	no_problems
}

@test "dependencies are declared in OpenRC's words only" {
	for name in $(names); do
		! defines "$name" depend || sh -fec "$stubs"'; . "$1"; depend' sh "$scripts/$name" || problems="$problems$name
"
	done
	no_problems
}

@test "stopping the first boot ends its process and removes its pid file, and without one nothing happens" {
	sleep 20 3>&- &
	sleeper=$!
	pidfile=$BATS_TEST_TMPDIR/pid
	stop='ebegin() { :; }; eend() { return "$1"; }; . "$1"; pidfile=$2; stop'
	echo "$sleeper" >"$pidfile"
	run sh -c "$stop" sh "$scripts/clawdie-firstboot" "$pidfile"
	[ "$status" -eq 0 ]
	[ ! -e "$pidfile" ]
	code=0
	wait "$sleeper" || code=$?
	[ "$code" -eq 143 ]
	run sh -c "$stop" sh "$scripts/clawdie-firstboot" "$pidfile"
	[ "$status" -eq 0 ]
}

# pre <function of rc.d/ssh> <exit code of sshd -t> <command of rc-service>
pre() {
	printf '#!/bin/sh\necho "$@" >>"%s/asked"\nexit %s\n' "$BATS_TEST_TMPDIR" "$2" >"$BATS_TEST_TMPDIR/sshd"
	chmod +x "$BATS_TEST_TMPDIR/sshd"
	run env RC_CMD="$3" sh -c 'checkpath() { :; }; . "$1"; command=$2; "$3"' sh "$scripts/ssh" "$BATS_TEST_TMPDIR/sshd" "$1"
}

@test "SSH is neither started nor restarted with settings it refuses, and can always be stopped" {
	pre start_pre 255 start
	[ "$status" -ne 0 ]
	pre stop_pre 255 restart
	[ "$status" -ne 0 ]
	pre stop_pre 0 restart
	[ "$status" -eq 0 ]
	[ "$(sort -u "$BATS_TEST_TMPDIR/asked")" = "-t" ]
	pre stop_pre 255 stop
	[ "$status" -eq 0 ]
}

@test "dhcpcd's settings are noted before it reads them, at its start and when it reads them again" {
	printf '#!/bin/sh\necho "$@"\n' >"$BATS_TEST_TMPDIR/supervise-daemon"
	chmod +x "$BATS_TEST_TMPDIR/supervise-daemon"
	PATH=$BATS_TEST_TMPDIR:$PATH
	stub='ebegin() { :; }; eend() { return "$1"; }; RC_SVCNAME=dhcpcd; settings_read=$2; . "$1"; "$3"'
	for action in start_pre reload; do
		rm -f "$BATS_TEST_TMPDIR/read"
		run sh -c "$stub" sh "$scripts/dhcpcd" "$BATS_TEST_TMPDIR/read" "$action"
		[ "$status" -eq 0 ]
		[ -s "$BATS_TEST_TMPDIR/read" ]
	done
	[ "$output" = "dhcpcd --signal HUP" ]
}

@test "a dataset that cannot be mounted keeps no way in and no first boot from starting, and nothing with data of its own starts" {
	# It provides localmount, and fails when one does not mount.
	sh -fc 'need() { :; }; before() { :; }; provide() { echo "$@"; }; . "$1"; depend' sh "$scripts/zfs-datasets" | grep -qx localmount
	for name in $(names); do
		needed=$(sh -fc 'need() { echo "$@"; }; use() { :; }; after() { :; }; before() { :; }; provide() { :; }; . "$1"; depend' sh "$scripts/$name" 2>/dev/null | grep -c localmount || true)
		case $name in
		dhcpcd | ssh | chrony | nftables | acpid | clawdie-firstboot | clawdie-alerts) [ "$needed" -eq 0 ] ;;
		postgresql | clawdie-runtime | clawdie-controlplane | clawdie-spending | clawdie-daily | clawdie-actions) [ "$needed" -eq 1 ] ;;
		esac || problems="$problems$name
"
	done
	no_problems
}
