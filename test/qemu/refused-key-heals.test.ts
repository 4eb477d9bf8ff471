import { expect, test } from "vitest";
import { readSeedFile } from "../../iso/vm/make-seed-image.ts";
import type { RemoteShell } from "../../iso/vm/remote-shell.ts";
import { runAsRoot } from "./box-shell.ts";
import { createBoxWorld } from "./box-world.ts";
import { expectWipedStick } from "./expect-wiped-stick.ts";
import { checkout, findMedium, readExample } from "./story-files.ts";
import { withStoryFolder } from "./temporary-folder.ts";
import { waitForResult } from "./wait-for-result.ts";

test("UEFI, with a limit and a dashboard: a key that is refused and an owner who has not pressed Start are named everywhere, and heal by themselves", async () => {
  await withStoryFolder("heals", async (folder) => {
    const setupText = await readExample("dashboard-account");
    const image = await findMedium("img");
    await using world = await createBoxWorld({ folder, checkout, image, firmware: "uefi", setupText });
    const { machine, telegram, openRouter, adminId, sshKey, stick } = world;
    openRouter.setFault({ kind: "key-refused" });
    telegram.setChat(adminId, "not-started");
    await machine.start();
    await waitForResult(machine, "installed", 1200);
    const { line } = await machine.waitForSerial(/clawdie: RESULT .*"state":"(stopped|waiting)"/, {
      timeoutSeconds: 1500,
    });
    expect(line.text).toMatch(/handed-over/);
    const told = String(await readSeedFile(stick, "SETUP-RESULT.txt"));
    expect(told).toMatch(/^STOPPED|^WAITING/);
    expect(told).toMatch(/OPENROUTER_API_KEY|key/i);
    expect(told).toMatch(/Start/);
    const shell = await machine.ssh(sshKey, "clawdie", { timeoutSeconds: 120 });
    const status = await shell.run("clawdie status");
    expect(status.exitCode).toBe(1);
    expect(status.stdout).toMatch(/key/i);

    const consoleLines = machine.serial.lines.map(({ text }) => text).join("\n");
    expect(consoleLines).toMatch(/you could not be told by Telegram: You have not pressed Start/);
    expect(telegram.sent).toEqual([]);

    telegram.userSays(adminId, "/start");
    const failure = await telegram.waitForMessage(({ chatId }) => chatId === adminId, 600);
    expect(failure.text).toMatch(/^STOPPED: .*\n\nWhat is missing\n- The model service refuses the key/);
    const mark = machine.serial.mark();
    openRouter.setFault(null);
    await machine.waitForSerial(/clawdie: RESULT .*"state":"ready"/, { timeoutSeconds: 900, after: mark });
    await telegram.waitForMessage(({ chatId, text }) => chatId === adminId && text !== failure.text, 5);
    expect(telegram.sent.filter(({ text }) => text.includes("refuses the key"))).toHaveLength(1);
    expect(String(await readSeedFile(stick, "SETUP-RESULT.txt"))).toMatch(/^DONE/);
    await expectWipedStick(world);
    await expectLimitAndDashboard(shell);
    await world.verifyDecoys();
    expect(machine.serialProblems()).toEqual([]);
  });
});

/** What the two other lines of this setup.txt ask for. */
async function expectLimitAndDashboard(shell: RemoteShell): Promise<void> {
  const { stdout } = await shell.run("clawdie status --json");
  expect(JSON.parse(stdout)).toMatchObject({ spending: { limitUsd: 20, state: "ok" } });
  expect(await runAsRoot(shell, "set-operator --show")).toMatch(/^Operator +operator@example\.org$/m);
  const page = await runAsRoot(shell, "curl --silent --insecure https://127.0.0.1:8443/sign-in");
  expect(page).toMatch(/<title>/);
}
