import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { readSeedFile } from "../../iso/vm/make-seed-image.ts";
import type { RemoteShell } from "../../iso/vm/remote-shell.ts";
import { findLeaks, readDoneSteps, readManifest, runAsRoot } from "./box-shell.ts";
import { type BoxWorld, createBoxWorld } from "./box-world.ts";
import { expectWipedStick } from "./expect-wiped-stick.ts";
import { checkout, findMedium, readExample } from "./story-files.ts";
import { withStoryFolder } from "./temporary-folder.ts";
import { waitForResult } from "./wait-for-result.ts";

test("BIOS: four lines on a stick become an assistant that answers, and a second run and a second boot change nothing", async () => {
  await withStoryFolder("answer", async (folder) => {
    const setupText = await readExample("minimal");
    const image = await findMedium("img");
    const copies = ["setup.txt.bak", "setup (1).txt"];
    await using world = await createBoxWorld({
      folder,
      checkout,
      image,
      firmware: "bios",
      setupText,
      copies,
    });
    const { machine, telegram, adminId } = world;
    await machine.start();
    await waitForResult(machine, "installed", 1200);
    await waitForResult(machine, "ready", 1500);

    const greeting = await telegram.waitForMessage(({ chatId }) => chatId === adminId, 5);
    expect(greeting.text).not.toBe("");
    await expectAnswer(world, "nonce-firstboot");
    expect(String(await readSeedFile(world.stick, "SETUP-RESULT.txt"))).toMatch(/^DONE: Clawdie is ready/);
    await expectWipedStick(world);

    const shell = await machine.ssh(world.sshKey, "clawdie", { timeoutSeconds: 120 });
    await expectGoodBox(shell, world);
    const before = await readManifest(shell);
    const doneBefore = await readDoneSteps(shell);
    const again = await runAsRoot(shell, "clawdie apply");
    expect(again).toMatch(/firstboot: done/);
    expect(again, "the second run found something to do").not.toMatch(/: done in /);
    expect(await readManifest(shell)).toBe(before);

    const sentBefore = telegram.sent.length;
    await restart(world, shell);
    await expectAnswer(world, "nonce-secondboot");
    await expectWipedStick(world);
    expect(telegram.sent.length, "the owner was greeted again").toBe(sentBefore + 1);
    const later = await machine.ssh(world.sshKey, "clawdie", { timeoutSeconds: 120 });
    expect(await readManifest(later)).toBe(before);
    const doneLater = (await readDoneSteps(later)).slice(doneBefore.length);
    expect(doneLater.filter((step) => !step.startsWith("wait-for-"))).toEqual([]);
    expect(await findLeaks(later, Object.values(world.canaries))).toEqual([]);
    await world.verifyDecoys();
    await expectCleanSerial(world);
  });
});

async function expectAnswer({ telegram, adminId }: BoxWorld, nonce: string): Promise<void> {
  telegram.userSays(adminId, `Please repeat: ${nonce}`);
  await telegram.waitForMessage(({ text }) => text.includes(nonce), 300);
}

async function restart({ machine }: BoxWorld, shell: RemoteShell): Promise<void> {
  const mark = machine.serial.mark();
  // The connection ends with the box; that is no failure.
  await runAsRoot(shell, "(sleep 1; reboot) >/dev/null 2>&1 &").catch(() => undefined);
  await waitForResult(machine, "ready", 1500, mark);
}

/** The promises of the box that only the running box can show. */
async function expectGoodBox(shell: RemoteShell, { machine }: BoxWorld): Promise<void> {
  const { stdout, exitCode } = await shell.run("clawdie status --json");
  expect(JSON.parse(stdout)).toMatchObject({ schema: 1, handoff: { state: "ready" } });
  // 2: usable with warnings (no spending limit is one).
  expect([0, 2]).toContain(exitCode);
  const overview = await shell.run("clawdie-admin --once --plain");
  expect(overview.stdout).toMatch(/Clawdie/);
  for (const account of ["root", "clawdie", "clawdie-runtime", "clawdie-control"]) {
    expect(await runAsRoot(shell, `passwd -S ${account}`)).toMatch(/ L /);
  }
  const listening = await runAsRoot(shell, "ss -Htuln");
  const open = listening
    .split("\n")
    .filter((line) => line !== "" && !/\s(127\.[\d.]+|\[::1\]):\d+\s/.test(line));
  const ports = open.map((line) => /:(\d+)\s/.exec(line)?.[1]);
  // SSH because there is a key; 68 and 546 are DHCP.
  expect(ports.filter((port) => !["22", "68", "546"].includes(port ?? ""))).toEqual([]);
  expect(await runAsRoot(shell, "zpool list -H -o name,health")).toBe("zroot\tONLINE\n");
  expect(machine.serialProblems()).toEqual([]);
}

async function expectCleanSerial({ machine, serialLog, canaries }: BoxWorld): Promise<void> {
  await machine.stop({ timeoutSeconds: 120 });
  const text = await readFile(serialLog, "utf8");
  for (const secret of Object.values(canaries)) expect(text).not.toContain(secret);
  expect(machine.serialProblems()).toEqual([]);
}
