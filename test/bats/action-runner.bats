#!/usr/bin/env bats
# What the action runner does with lines from its pipe. The box's commands are fakes that write down how they were called.

runner="$BATS_TEST_DIRNAME/../../rc.d/bin/action-runner"
id=0123456789abcdef0123456789abcdef

setup() {
	folder=$BATS_TEST_TMPDIR/actions
	mkdir -p "$folder/results" "$BATS_TEST_TMPDIR/bin"
	mkfifo "$folder/requests"
	for name in rc-service clawdie set-operator; do
		printf '#!/bin/sh\necho "%s $*" >>"%s/ran"\necho "said by %s"\n[ ! -e "%s/broken" ]\n' \
			"$name" "$folder" "$name" "$folder" >"$BATS_TEST_TMPDIR/bin/$name"
	done
	printf '#!/bin/sh\n' >"$BATS_TEST_TMPDIR/bin/chgrp"
	chmod +x "$BATS_TEST_TMPDIR"/bin/*
	PATH="$BATS_TEST_TMPDIR/bin:$PATH" sh "$runner" "$folder" >"$folder/log" 2>&1 3>&- &
	runner_pid=$!
}

teardown() {
	kill "$runner_pid"
}

# Looks again until the file is there; the limit is for a runner that is stuck.
wait_for() {
	for _ in $(seq 200); do
		[ -e "$1" ] && return 0
		sleep 0.1
	done
	return 1
}

@test "each action of the list runs its command and leaves a result" {
	while read -r action command; do
		rm -f "$folder/ran" "$folder/results/$id"
		echo "$id $action" >"$folder/requests"
		wait_for "$folder/results/$id"
		[ "$(cat "$folder/ran")" = "$command" ]
		[ "$(head -n 1 "$folder/results/$id")" = "done" ]
		grep -q "said by" "$folder/results/$id"
	done <<-END
		restart-assistant rc-service clawdie-runtime restart
		take-snapshot clawdie snapshots take
		maintenance-reboot clawdie maintenance-reboot
		open-dashboard set-operator --sync
	END
}

@test "a support bundle is made beside the results, for the control plane to read" {
	printf '#!/bin/sh\necho "$*" >"%s/ran"\necho content >"$3"\necho "$3"\necho "31 files"\n' "$folder" >"$BATS_TEST_TMPDIR/bin/clawdie"
	echo "$id support-bundle" >"$folder/requests"
	wait_for "$folder/results/$id"
	[ "$(cat "$folder/ran")" = "support-bundle --output $folder/.bundle" ]
	[ "$(cat "$folder/support-bundle.tar.gz")" = content ]
	[ "$(stat -c %a "$folder/support-bundle.tar.gz")" = 640 ]
	[ "$(cat "$folder/results/$id")" = "done
31 files" ]
}

@test "a bundle that fails leaves none behind" {
	touch "$folder/broken"
	echo "$id support-bundle" >"$folder/requests"
	wait_for "$folder/results/$id"
	[ "$(head -n 1 "$folder/results/$id")" = "failed" ]
	[ ! -e "$folder/support-bundle.tar.gz" ]
}

@test "a command that fails is a failed action" {
	touch "$folder/broken"
	echo "$id take-snapshot" >"$folder/requests"
	wait_for "$folder/results/$id"
	[ "$(head -n 1 "$folder/results/$id")" = "failed" ]
}

@test "anything else is dropped: other words, arguments, ids that are paths" {
	{
		echo "$id reboot"
		echo "$id take-snapshot extra"
		echo "$id take-snapshot; reboot"
		echo "../../../../etc/cron.d/x0123456789 take-snapshot"
		echo "0123456789ABCDEF0123456789ABCDEF take-snapshot"
		echo "take-snapshot"
		echo "ffffffffffffffffffffffffffffffff restart-assistant"
	} >"$folder/requests"
	wait_for "$folder/results/ffffffffffffffffffffffffffffffff"
	[ "$(cat "$folder/ran")" = "rc-service clawdie-runtime restart" ]
	[ "$(ls "$folder/results")" = "ffffffffffffffffffffffffffffffff" ]
}

@test "twenty results are kept" {
	for number in $(seq 10 35); do
		echo "${number}456789abcdef0123456789abcdef00 open-dashboard" >"$folder/requests"
		wait_for "$folder/results/${number}456789abcdef0123456789abcdef00"
	done
	echo "$id open-dashboard" >"$folder/requests"
	wait_for "$folder/results/$id"
	wait_for "$folder/results/35456789abcdef0123456789abcdef00"
	[ "$(ls "$folder/results" | wc -l)" -le 21 ]
}
