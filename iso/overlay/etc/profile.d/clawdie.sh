#!/bin/sh
# Read by every login shell. At the box's own screen the operator account gets the admin screen, and the shell when that
# is left; over SSH and a serial line only a word about it, since programs log in there too. touch ~/.hushlogin ends it.
clawdie_offer() {
	case $- in *i*) ;; *) return 0 ;; esac
	[ "$(id -un)" = clawdie ] && [ ! -e "$HOME/.hushlogin" ] || return 0
	[ -t 0 ] && [ -t 1 ] || return 0
	case $(tty) in
	/dev/tty[1-9]*) clawdie-admin ;;
	esac
	echo "Admin screen: clawdie-admin. In one look: clawdie status. Root: sudo. The box explains itself with --help."
}
clawdie_offer
unset -f clawdie_offer
