#!/usr/bin/env bats
# The wait for PostgreSQL with a psql that answers as its file says, and a sleep that only counts.

setup() {
	database_ready="$BATS_TEST_DIRNAME/../../rc.d/bin/database-ready"
	folder=$BATS_TEST_TMPDIR
	mkdir "$folder/bin"
	cat >"$folder/bin/psql" <<'END'
#!/bin/sh
echo "$*" >>"$folder/asked"
[ "$(wc -l <"$folder/asked")" -ge "$(cat "$folder/ready-at")" ] || { echo "the database system is starting up" >&2; exit 2; }
cat "$folder/answer"
END
	cat >"$folder/bin/sleep" <<'END'
#!/bin/sh
echo "$*" >>"$folder/slept"
END
	chmod +x "$folder/bin/psql" "$folder/bin/sleep"
	export folder PATH="$folder/bin:$PATH"
	echo 1 >"$folder/answer"
	touch "$folder/asked" "$folder/slept"
}

ready_at() { echo "$1" >"$folder/ready-at"; }
asked() { [ "$(wc -l <"$folder/asked")" -eq "$1" ]; }
slept() { [ "$(wc -l <"$folder/slept")" -eq "$1" ]; }

@test "a database that answers is not waited for" {
	ready_at 1
	run sh "$database_ready" 10
	[ "$status" -eq 0 ]
	[ -z "$output" ]
	asked 1
	slept 0
}

@test "it is asked over its own socket, as the superuser, without anybody's psqlrc" {
	ready_at 1
	sh "$database_ready"
	grep -qxF -- "-X -A -t -h /run/postgresql -U postgres -d postgres -c SELECT 1" "$folder/asked"
}

@test "a database that answers at the third try is waited for, a second each time" {
	ready_at 3
	run sh "$database_ready" 10
	[ "$status" -eq 0 ]
	[ -z "$output" ]
	asked 3
	slept 2
	[ "$(sort -u "$folder/slept")" = 1 ]
}

@test "a database that never answers is given up after the limit" {
	ready_at 1000
	run sh "$database_ready" 5
	[ "$status" -eq 1 ]
	asked 5
	slept 4
}

@test "the limit is a minute when none is given" {
	ready_at 1000
	run sh "$database_ready"
	[ "$status" -eq 1 ]
	asked 60
}

@test "another answer than 1 is no answer" {
	ready_at 1
	echo 11 >"$folder/answer"
	run sh "$database_ready" 2
	[ "$status" -eq 1 ]
}

@test "no psql at all is no answer either" {
	rm "$folder/bin/psql"
	run env PATH="$folder/bin" "$(command -v sh)" "$database_ready" 3
	[ "$status" -eq 1 ]
	slept 2
}
