import { expect, test } from "vitest";
import { readKernelReason } from "../../../firstboot/kernel-reason.ts";
import { buildScriptedHost } from "../../build-scripted-host.ts";
import { buildVolume } from "./build-volume.ts";

async function reason(kernel: string): Promise<string | null> {
  return readKernelReason(buildScriptedHost(() => kernel).host, buildVolume());
}

test("the kernel's last two different words about the volume and its disk", async () => {
  const kernel = [
    "sd 6:0:0:0: [sdb] Attached SCSI removable disk",
    "FAT-fs (sdb1): bogus number of reserved sectors error",
    "I/O error, dev sdb, sector 8 op 0x0:(READ)",
    "I/O error, dev sdb, sector 8 op 0x0:(READ)",
    "EXT4-fs error (device sda1): something else",
    "FAT-fs (sdb1): error, fat_get_cluster: invalid cluster chain.",
  ];
  expect(await reason(kernel.join("\n"))).toBe(
    "I/O error, dev sdb, sector 8 op 0x0:(READ); FAT-fs (sdb1): error, fat_get_cluster: invalid cluster chain",
  );
});

test("nothing about it is no reason", async () => {
  expect(await reason("EXT4-fs error (device sda1)\nI/O error, dev sdbc, sector 1\n")).toBeNull();
  expect(await reason("")).toBeNull();
});
