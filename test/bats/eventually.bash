# Loaded by the tests here: waiting is looking again, with a limit.

# Polls a command for at most 10 s.
eventually() {
	local tries=100
	until "$@" >/dev/null 2>&1; do
		tries=$((tries - 1))
		[ "$tries" -gt 0 ] || return 1
		sleep 0.1
	done
}

gone() { ! kill -0 "$1" 2>/dev/null; }
