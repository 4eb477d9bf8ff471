import { describe, expect, test } from "vitest";
import { claimPlace, renderClaim } from "../../../setup/plan/disk-claim.ts";
import { confirmInstallation } from "../../../setup/steps/confirm-installation.ts";
import { buildScriptedHost } from "../../build-scripted-host.ts";
import { buildTempRoot } from "../../build-temp-root.ts";

const own = { serial: "S1", sizeBytes: 64e9 };
const installId = "0123456789abcdef";
const step = { id: "confirm-installation", title: "Test", pool: "zroot" };
const claim = { installId, code: null, clearing: null };

const isRead = (line: string) => /^dd if=\S+ (?!of=)/.test(line);
const isWrite = (line: string) => line.startsWith("dd ") && !isRead(line);

async function buildBox(block: Buffer, poolId = installId) {
  const root = await buildTempRoot({ "/run/clawdie/esp/clawdie/.keep": "" });
  const { host, lines } = buildScriptedHost((line) => {
    if (line.startsWith("zpool list")) return "zroot\t60G\n\t/dev/nvme0n1p3\t60G\n";
    if (line.startsWith("lsblk --noheadings")) return line.endsWith("/dev/nvme0n1p3") ? "nvme0n1\n" : 1;
    if (line.startsWith("lsblk ")) {
      return JSON.stringify({
        blockdevices: [{ model: "M", serial: "S1", wwn: null, tran: "nvme", size: 64e9 }],
      });
    }
    if (isRead(line)) return line.startsWith("dd if=/dev/nvme0n1 ") ? block.toString("latin1") : 1;
    if (line.startsWith("zfs get")) return `${poolId}\n`;
    return "";
  }, root);
  const machine = { ...host, at: (path: string) => (path === "/" ? machine : host.at(`${root}${path}`)) };
  return { host: machine, lines };
}

describe("a box that has started", () => {
  test("without the installer's mark has nothing to do and writes nothing", async () => {
    const { host, lines } = await buildBox(Buffer.alloc(claimPlace.length));
    expect(await confirmInstallation.check(step, host)).toEqual({ state: "satisfied" });
    expect(lines.filter((line) => isWrite(line) || line.startsWith("mount "))).toEqual([]);
  });

  test("takes the mark of its own installation off its own disk, and there only", async () => {
    const { host, lines } = await buildBox(renderClaim(claim, own));
    expect(await confirmInstallation.check(step, host)).toMatchObject({ state: "needed" });
    await confirmInstallation.apply(step, host);
    const writes = lines.filter(isWrite);
    expect(writes).toEqual([
      "dd if=/dev/zero of=/dev/nvme0n1 bs=4096 seek=255 count=1 conv=notrunc,fsync status=none",
    ]);
    expect(lines.find((line) => line.startsWith("mount "))).toContain("/dev/nvme0n1p2");
  });

  test("takes off the mark of an attempt to install over it that was cut short before it cleared anything", async () => {
    const clearing = { contentHash: "c0ffee".repeat(5), signatures: ["gpt", "PMBR"] };
    const { host, lines } = await buildBox(renderClaim({ ...claim, clearing }, own), "f".repeat(16));
    await confirmInstallation.apply(step, host);
    expect(lines.filter(isWrite)).toHaveLength(1);
    expect(String(await host.readFile("/run/clawdie/esp/clawdie/bootable"))).toBe(`${"f".repeat(16)}\n`);
  });

  test("leaves a mark that is not its own", async () => {
    const { host, lines } = await buildBox(renderClaim(claim, own), "f".repeat(16));
    await expect(confirmInstallation.apply(step, host)).rejects.toThrow(/mark of another installation/);
    expect(lines.filter(isWrite)).toEqual([]);
  });
});
