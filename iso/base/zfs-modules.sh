#!/bin/sh
# Build the OpenZFS kernel modules for Debian's current kernel as a .deb, and nothing else of the compiler's root.
#   zfs-modules.sh <sources.list> <suite> <output folder>
# The .deb provides `zfs-modules`, which zfsutils-linux asks for, so that the box needs neither DKMS nor a compiler.
set -eu
sources=$1 suite=$2 output=$3
mkdir -p "$output"

# shellcheck disable=SC2016 # the hook is expanded by the shell that runs it
mmdebstrap --quiet --variant=minbase \
	--include=linux-image-amd64,linux-headers-amd64,zfs-dkms,kmod \
	--dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' \
	--customize-hook='set -eu; root=$1
		kernel=$(basename "$(echo "$root"/usr/lib/modules/*)")
		zfs=$(dpkg-query --admindir="$root/var/lib/dpkg" -W -f "\${Version}" zfs-dkms)
		package=$root/tmp/package
		mkdir -p "$package/DEBIAN" "$package/usr/lib/modules/$kernel/updates/dkms"
		cp "$root/usr/lib/modules/$kernel/updates/dkms/zfs.ko.xz" "$root/usr/lib/modules/$kernel/updates/dkms/spl.ko.xz" \
			"$package/usr/lib/modules/$kernel/updates/dkms/"
		cp "$root/usr/src/zfs-"*/META "$root/tmp/META"
		printf "%s\n" "Package: clawdie-zfs-modules" "Version: $zfs" "Architecture: amd64" \
			"Maintainer: Clawdie Appliance" "Provides: zfs-modules" \
			"Description: OpenZFS $zfs kernel modules for Linux $kernel" \
			" Built from the zfs-dkms package (CDDL-1.0); sources: that package." >"$package/DEBIAN/control"
		chroot "$root" dpkg-deb --root-owner-group --build -Zxz /tmp/package /tmp/clawdie-zfs-modules.deb >/dev/null' \
	--customize-hook='copy-out /tmp/clawdie-zfs-modules.deb '"$output" \
	"$suite" /dev/null "$sources"
