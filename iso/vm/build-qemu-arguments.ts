import { buildBlockArguments } from "./build-block-arguments.ts";
import { buildNetworkArguments } from "./build-network-arguments.ts";
import type { DirectKernel, MachineSpec } from "./machine-spec.ts";

/** UEFI firmware of the Debian package `ovmf`; the variables file is a template to copy. */
export const uefiFirmware = {
  code: "/usr/share/OVMF/OVMF_CODE_4M.fd",
  variables: "/usr/share/OVMF/OVMF_VARS_4M.fd",
} as const;

/**
 * Everything after `qemu-system-x86_64`. Pure and deterministic. The machine is created paused, its serial port is
 * QEMU's standard input and output, and it is controlled over `spec.qmpSocket`.
 */
export function buildQemuArguments(spec: MachineSpec): string[] {
  return [
    ...["-name", `${escapeOption(spec.name)},process=clawdie-vm`],
    ...["-nodefaults", "-no-user-config", "-S"],
    ...(spec.restartAnew ? ["-no-reboot"] : []),
    ...["-machine", "q35,smm=off"],
    ...buildProcessor(spec),
    ...["-smp", String(spec.cpus), "-m", String(spec.memoryMebibytes)],
    ...["-rtc", `base=${spec.rtcBase},clock=${spec.countInstructions ? "vm" : "host"}`],
    ...(spec.uuid === null ? [] : ["-uuid", spec.uuid]),
    ...buildFirmware(spec),
    ...["-display", "none", "-vga", "std"],
    ...["-chardev", "stdio,id=serial0,signal=off", "-serial", "chardev:serial0"],
    ...["-chardev", `socket,id=qmp0,path=${escapeOption(spec.qmpSocket)},server=on,wait=off`],
    ...["-mon", "chardev=qmp0,mode=control"],
    ...["-device", "virtio-rng-pci", "-device", "qemu-xhci,id=xhci", "-device", "usb-kbd,bus=xhci.0"],
    ...buildBlockArguments(spec),
    ...buildNetworkArguments(spec.network),
    ...(spec.kernel === null ? [] : buildKernel(spec.kernel)),
    ...spec.extraArguments,
  ];
}

function buildProcessor({ acceleration, countInstructions }: MachineSpec): string[] {
  // One thread for all processors: QEMU counts in no other way. While every processor sleeps, time goes on as outside.
  if (countInstructions) return ["-accel", "tcg,thread=single", "-icount", "shift=1,sleep=on", "-cpu", "max"];
  if (acceleration === "kvm") return ["-accel", "kvm", "-cpu", "host"];
  return ["-accel", "tcg,thread=multi", "-cpu", "max"];
}

function buildFirmware(spec: MachineSpec): string[] {
  if (spec.firmware === "bios") return [];
  return [
    ...["-drive", `if=pflash,format=raw,unit=0,readonly=on,file=${uefiFirmware.code}`],
    ...["-drive", `if=pflash,format=raw,unit=1,file=${escapeOption(spec.uefiVariables)}`],
  ];
}

function buildKernel(boot: DirectKernel): string[] {
  return ["-kernel", boot.kernel, "-initrd", boot.initramfs, "-append", boot.commandLine];
}

/** QEMU reads a comma as the end of a value unless it is doubled. */
function escapeOption(value: string): string {
  return value.replaceAll(",", ",,");
}
