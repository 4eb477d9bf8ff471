#!/usr/bin/env bats
# What a login shell offers, on a real terminal (util-linux script), with programs that say who logs in and where.

setup() {
	offer="$BATS_TEST_DIRNAME/../../iso/overlay/etc/profile.d/clawdie.sh"
	folder=$BATS_TEST_TMPDIR
	export HOME="$folder/home"
	mkdir -p "$folder/bin" "$HOME"
	program id 'echo "${WHO-clawdie}"'
	program tty 'echo "${WHERE-/dev/tty1}"'
	program clawdie-admin 'echo STARTED; exit 1'
}

program() {
	printf '#!/bin/sh\n%s\n' "$2" >"$folder/bin/$1"
	chmod +x "$folder/bin/$1"
}

# login <shell>: the shell reads the offer, then says that it is there.
login() {
	printf '. %s\necho SHELL-$((40 + 2))\nexit\n' "$offer" |
		PATH="$folder/bin:$PATH" script -qec "$1" /dev/null 2>&1
}

@test "the programs of this test say what they are told" {
	[ "$(PATH="$folder/bin:$PATH" WHO=root id -un)" = root ]
	[ "$(PATH="$folder/bin:$PATH" tty)" = /dev/tty1 ]
	run "$folder/bin/clawdie-admin"
	[ "$status" -eq 1 ] && [ "$output" = STARTED ]
}

@test "at the box's own screen the admin screen starts, and the shell comes after it even when it fails" {
	for shell in "sh -i" "bash --noprofile --norc -i"; do
		run login "$shell"
		[[ $output == *STARTED*SHELL-42* ]]
		[[ $output == *"Admin screen: clawdie-admin"* ]]
	done
}

@test "over SSH and a serial line there is only a word about it" {
	for WHERE in /dev/pts/0 /dev/ttyS0; do
		export WHERE
		run login "sh -i"
		[[ $output != *STARTED* ]]
		[[ $output == *"Admin screen: clawdie-admin"*SHELL-42* ]]
	done
}

@test "other accounts, programs and whoever hushed it get nothing" {
	WHO=root run login "sh -i"
	[[ $output != *STARTED* && $output != *"Admin screen"* && $output == *SHELL-42* ]]
	touch "$HOME/.hushlogin"
	run login "sh -i"
	[[ $output != *STARTED* && $output != *"Admin screen"* && $output == *SHELL-42* ]]
	rm "$HOME/.hushlogin"
	PATH="$folder/bin:$PATH" run sh -c ". '$offer'; echo SHELL-42"
	[ "$output" = SHELL-42 ]
}
