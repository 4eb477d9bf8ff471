import { expect, test } from "vitest";
import { readSeedFile, writeSeedFiles } from "../../iso/vm/make-seed-image.ts";
import type { RemoteShell } from "../../iso/vm/remote-shell.ts";
import { runAsRoot } from "./box-shell.ts";
import { type BoxWorld, createBoxWorld } from "./box-world.ts";
import { checkout, findMedium, readExample } from "./story-files.ts";
import { withStoryFolder } from "./temporary-folder.ts";
import { waitForResult } from "./wait-for-result.ts";

const asked = "restarting from the stick";

test("BIOS: INSTALL_MODE=adopt on the stick that stayed in renews the box once, with its data, its secrets and another name and profile", async () => {
  await withStoryFolder("adopt", async (folder) => {
    const image = await findMedium("img");
    const setupText = await readExample("minimal");
    await using world = await createBoxWorld({ folder, checkout, image, firmware: "bios", setupText });
    const { machine, telegram, adminId } = world;
    await machine.start();
    await waitForResult(machine, "installed", 1200);
    await waitForResult(machine, "ready", 1500);
    const greeting = await telegram.waitForMessage(({ chatId }) => chatId === adminId, 60);

    const shell = await machine.ssh(world.sshKey, "clawdie", { timeoutSeconds: 120 });
    await queryBrain(shell, "CREATE TABLE kept (word text); INSERT INTO kept VALUES ('nonce-row')");
    const before = await readIdentity(shell);
    const oldRoot = await readRoot(shell);
    await askOnStick(world);
    const sentBefore = telegram.sent.length;
    const mark = machine.serial.mark();
    await reboot(shell);
    await machine.waitForSerial(asked, { timeoutSeconds: 600, after: mark });
    await waitForResult(machine, "installed", 1500, mark);
    const installed = machine.serial.mark();
    await waitForResult(machine, "ready", 1500, installed);

    const renewed = await machine.ssh(world.sshKey, "clawdie", { timeoutSeconds: 120 });
    expect(await readIdentity(renewed)).toBe(before);
    expect(await queryBrain(renewed, "SELECT word FROM kept")).toBe("nonce-row\n");
    expect(await readRoot(renewed)).not.toBe(oldRoot);
    expect(await runAsRoot(renewed, "zfs list -H -o name")).toContain(oldRoot);
    expect(await runAsRoot(renewed, "zfs list -H -t snapshot -o name")).toMatch(
      /^zroot\/system-runtime\/postgres\/pgdata@adopt-\d{8}T\d{6}Z$/m,
    );
    expect(await runAsRoot(renewed, "hostname")).toBe("clawdie-renewed\n");
    const lock = JSON.parse(await runAsRoot(renewed, "cat /etc/clawdie/profile.lock.json"));
    expect(lock).toMatchObject({ profile: "economy" });
    const again = await runAsRoot(renewed, "clawdie apply");
    expect(again, "the second run found something to do").not.toMatch(/: done in /);
    const sent = telegram.sent.slice(sentBefore).map(({ text }) => text);
    expect(sent, "the owner was greeted again").not.toContain(greeting.text);
    await expectAnswer(world, "nonce-renewed");

    const later = machine.serial.mark();
    await reboot(renewed);
    await waitForResult(machine, "ready", 1500, later);
    const lines = machine.serial.lines.slice(-3000).map(({ text }) => text);
    expect(
      lines.filter((text) => text.includes(asked)),
      "the box was renewed twice",
    ).toHaveLength(1);
    await expectAnswer(world, "nonce-last");
    await world.verifyDecoys();
    await machine.stop({ timeoutSeconds: 120 });
    expect(machine.serialProblems()).toEqual([]);
  });
});

/** By now the secrets on the stick are overwritten: they count as blank, and the box keeps its own. */
async function askOnStick({ machine, stick, canaries }: BoxWorld): Promise<void> {
  await machine.unplug("stick");
  const text = String(await readSeedFile(stick, "setup.txt"));
  for (const secret of Object.values(canaries)) expect(text).not.toContain(secret);
  const kept = text.split(/\r?\n/).filter((line) => !/^(INSTALL_MODE|HOSTNAME|PROFILE)=/.test(line));
  const lines = [...kept, "INSTALL_MODE=adopt", "HOSTNAME=clawdie-renewed", "PROFILE=economy", ""];
  await writeSeedFiles(stick, { "setup.txt": lines.join("\r\n") });
  await machine.plugStick();
}

/** What a box makes for itself once, as hashes: tokens, keys, the database cluster. */
async function readIdentity(shell: RemoteShell): Promise<string> {
  const parts = [
    "grep -E '^(GATEWAY|CONTROL)_TOKEN=' /etc/clawdie/control.env | sha256sum",
    "sha256sum /etc/ssh/ssh_host_ed25519_key",
    "zfs get -H -o value org.clawdie:install-id zroot",
    "/usr/lib/postgresql/17/bin/pg_controldata /var/lib/clawdie/postgres/pgdata | grep 'system identifier'",
    "id postgres; id -u clawdie-runtime; id -u clawdie-control; id -u clawdie",
  ];
  const outputs: string[] = [];
  for (const part of parts) outputs.push(await runAsRoot(shell, part));
  return outputs.join("");
}

async function readRoot(shell: RemoteShell): Promise<string> {
  return (await runAsRoot(shell, "findmnt --noheadings --output SOURCE /")).trim();
}

function queryBrain(shell: RemoteShell, sql: string): Promise<string> {
  return runAsRoot(shell, "psql -X -q -A -t -h /run/postgresql -U postgres -d system_brain", `${sql};\n`);
}

async function expectAnswer({ telegram, adminId }: BoxWorld, nonce: string): Promise<void> {
  telegram.userSays(adminId, `Please repeat: ${nonce}`);
  await telegram.waitForMessage(({ text }) => text.includes(nonce), 300);
}

async function reboot(shell: RemoteShell): Promise<void> {
  // The connection ends with the box; that is no failure.
  await runAsRoot(shell, "(sleep 1; reboot) >/dev/null 2>&1 &").catch(() => undefined);
}
