#!/bin/sh
# GRUB, as finished images, so that installing is copying and the last write is one sector and one file.
#   build-grub.sh <sources.list> <suite> <folder iso/boot> <output folder>
# Writes: boot.img, core.img (BIOS, disk), disk.efi (UEFI, disk), cd-bios.img, cd-hybrid.img, cd.efi (ISO)
set -eu
sources=$1 suite=$2 boot=$3 output=$4
tree=$output/tree
mkdir -p "$tree"

# extract: unpacked, no maintainer scripts and no root needed: grub-mkimage is all that runs of it.
mmdebstrap --quiet --variant=extract --include=base-files,grub-common,grub-pc-bin,grub-efi-amd64-bin \
	"$suite" "$output/tree.tar" "$sources"
tar -xf "$output/tree.tar" -C "$tree" --exclude='./dev/*'

common="part_gpt part_msdos fat iso9660 normal configfile search search_fs_file search_fs_uuid search_label linux
	echo test serial terminal sleep halt reboot ls cat minicmd regexp loadenv true"

# grub-mkimage of the release the box gets, whatever this computer runs.
image() {
	format=$1
	shift
	"$tree/usr/lib64/ld-linux-x86-64.so.2" --library-path "$tree/usr/lib/x86_64-linux-gnu" \
		"$tree/usr/bin/grub-mkimage" -O "$format" -d "$tree/usr/lib/grub/${format%-eltorito}" "$@"
}

# On disks GRUB looks on the second partition of the disk it was started from, and nowhere else.
# shellcheck disable=SC2086 # a list of words
{
	image i386-pc -p "(,gpt2)/clawdie/grub" -o "$output/core.img" $common biosdisk
	image x86_64-efi -p /clawdie/grub -o "$output/disk.efi" $common all_video efi_gop
	image i386-pc-eltorito -p /clawdie/grub -c "$boot/cd-early.cfg" -o "$output/cd-bios.img" $common biosdisk
	image x86_64-efi -p /clawdie/grub -c "$boot/cd-early.cfg" -o "$output/cd.efi" $common all_video efi_gop
}
cp "$tree/usr/lib/grub/i386-pc/boot.img" "$output/boot.img"
cp "$tree/usr/lib/grub/i386-pc/boot_hybrid.img" "$output/cd-hybrid.img"
rm -rf "$tree" "$output/tree.tar"
