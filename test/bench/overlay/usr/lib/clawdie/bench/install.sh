#!/bin/sh
# The same installation as a plain script without checks, journal or messages: the practical lower limit.
set -eu
disk=/dev/vda
live=/run/clawdie/medium/clawdie
started=$(cut -d' ' -f1 /proc/uptime)
say() { printf 'clawdie: %s\r\n' "$1" >/dev/ttyS0; }
trap 'say "RESULT {\"schema\":1,\"stage\":\"install\",\"state\":\"stopped\"}"; cat /run/bench.log >/dev/ttyS0' EXIT

sfdisk --quiet --wipe=always "$disk" <<-TABLE
	label: gpt
	start=2048, size=1MiB, type=21686148-6449-6E6F-744E-656564454649, name="CLAWDIE-BIOS"
	size=512MiB, type=C12A7328-F81F-11D2-BA4B-00A0C93EC93B, name="CLAWDIE-EFI"
	type=6A898CC3-1DD2-11B2-99A6-080020736631, name="CLAWDIE-POOL"
TABLE
udevadm settle
mkfs.fat -F 32 -n CLAWDIE-EFI ${disk}2
mkdir -p /target
zpool create -R /target -o ashift=12 -o autotrim=on -o cachefile=none -O compression=lz4 -O atime=off -O xattr=sa \
	-O acltype=posix -O dnodesize=auto -O canmount=off -O mountpoint=none zroot ${disk}3
zfs create -o canmount=off -o mountpoint=none zroot/ROOT
zfs create -o canmount=noauto -o mountpoint=/ zroot/ROOT/bench
zfs mount zroot/ROOT/bench
zfs create -o mountpoint=/var/lib/clawdie -o setuid=off -o devices=off -o refreservation=256M zroot/system-runtime
zfs create -o canmount=off -o exec=off -o logbias=latency zroot/system-runtime/postgres
zfs create -o recordsize=16K -o refreservation=256M zroot/system-runtime/postgres/pgdata
zfs create -o recordsize=128K -o refreservation=512M zroot/system-runtime/postgres/pgwal
zfs create -o canmount=off -o mountpoint=none zroot/tenants
zfs create -o mountpoint=/home -o setuid=off -o devices=off zroot/home
zfs create -o canmount=off -o mountpoint=none zroot/var
zfs create -o mountpoint=/var/log -o compression=zstd -o exec=off -o quota=1G zroot/var/log
zfs create -o canmount=off -o mountpoint=none -o refreservation=128M zroot/reserved
for layer in base runtime app; do
	unsquashfs -force -quiet -no-progress -dest /target $live/live/$layer.squashfs >/dev/null
done
echo clawdie >/target/etc/hostname
mkdir -p /run/esp
mount -t vfat ${disk}2 /run/esp
mkdir -p /run/esp/EFI/BOOT /run/esp/clawdie/grub /run/esp/clawdie/bench
cp $live/live/vmlinuz $live/live/initrd.img /run/esp/clawdie/bench/
cp $live/boot/disk.efi /run/esp/EFI/BOOT/BOOTX64.EFI
cat >/run/esp/clawdie/grub/grub.cfg <<-MENU
	linux /clawdie/bench/vmlinuz boot=clawdie clawdie.pool=$(zpool get -H -o value guid zroot) clawdie.root=zroot/ROOT/bench nomodeset console=tty0 console=ttyS0,115200 quiet
	initrd /clawdie/bench/initrd.img
	boot
MENU
echo bench >/run/esp/clawdie/bootable
umount /run/esp
zpool export zroot
# GRUB's sectors stay as they are: the stick's menu starts the box, which is all this comparison needs.
sync
trap - EXIT
say "BENCH install $(awk -v a="$started" '{print $1 - a}' /proc/uptime)"
say 'RESULT {"schema":1,"stage":"install","state":"installed"}'
reboot -d -f
