#!/bin/sh
# mmdebstrap customize hook, run outside the new root: $1 is the root, $CLAWDIE_ISO the folder iso/ of the
# checkout, $CLAWDIE_OUT the folder of the layer.
# Turns the installed packages into the base layer: initramfs, locale, no host traces, empty runlevels.
set -eu
root=$1
version=$(basename "$(echo "$root"/usr/lib/modules/*)")

# The host's name and resolver must not travel in the image.
: >"$root/etc/resolv.conf"
echo clawdie-live >"$root/etc/hostname"
printf '127.0.0.1 localhost\n127.0.1.1 clawdie-live\n::1 localhost ip6-localhost ip6-loopback\n' >"$root/etc/hosts"

# Our rc.d decides what starts: Debian's packages enable services (sshd, PostgreSQL, zfs-import) on their own.
rm -f "$root"/etc/runlevels/*/*
rm -rf "$root"/etc/rc?.d/*
# Not ours to start. OpenRC reads every script at every boot, and some of these depend on each other in a loop.
for script in zfs-import zfs-mount zfs-share zfs-load-key mountall.sh mountall-bootclean.sh mountnfs.sh \
	mountnfs-bootclean.sh checkroot.sh checkroot-bootclean.sh checkfs.sh nftables postgresql hwclock.sh \
	brightness bootlogs agetty cgroups killprocs mount-configfs rc.local savecache single sudo; do
	rm -f "$root/etc/init.d/$script"
done
# The cluster and the host keys are made on the box, never shipped.
rm -rf "$root"/var/lib/postgresql/17 "$root"/etc/postgresql/17
rm -f "$root"/etc/ssh/ssh_host_*
# No default password anywhere: root is locked from the start.
chroot "$root" passwd --quiet --lock root

chroot "$root" localedef -i en_US -f UTF-8 en_US.UTF-8

install -m 0755 "$CLAWDIE_ISO/initramfs/hooks/clawdie" "$root/etc/initramfs-tools/hooks/clawdie"
install -m 0644 "$CLAWDIE_ISO/initramfs/scripts/clawdie" "$root/etc/initramfs-tools/scripts/clawdie"
sed -i 's/^MODULES=.*/MODULES=list/; s/^# *COMPRESSLEVEL=.*/COMPRESSLEVEL=12/; s/^COMPRESS=.*/COMPRESS=zstd/' \
	"$root/etc/initramfs-tools/initramfs.conf"
# Our boot script imports the pool; zfs-initramfs is not installed, so nothing else does.
chroot "$root" depmod "$version"
rm -f "$root"/boot/initrd.img*
chroot "$root" mkinitramfs -o /tmp/initrd.img "$version"
# Beside the layer, not in it: the medium and the box keep kernel and initramfs on their own boot partition.
cp "$root/tmp/initrd.img" "$root/boot/vmlinuz-$version" "$CLAWDIE_OUT/"
mv "$CLAWDIE_OUT/vmlinuz-$version" "$CLAWDIE_OUT/vmlinuz"
# shellcheck disable=SC2016 # words of dpkg-query, not of the shell
chroot "$root" dpkg-query -W -f '${Package}\t${Version}\t${source:Package}\t${Architecture}\n' >"$CLAWDIE_OUT/packages.tsv"

# Where people look for it; mmdebstrap gives the file of the build its own name.
mv "$root/etc/apt/sources.list.d/0000sources.list" "$root/etc/apt/sources.list"

# Left behind by building: caches, logs, identity.
rm -rf "$root"/var/cache/apt/* "$root"/var/lib/apt/lists/* "$root"/var/log/* "$root"/tmp/* "$root"/var/tmp/*
rm -rf "$root"/var/cache/ldconfig "$root"/usr/share/locale "$root"/var/cache/debconf/*-old
: >"$root/etc/machine-id"
mkdir -p "$root/var/log" "$root/var/cache/apt/archives/partial" "$root/var/lib/apt/lists/partial"
