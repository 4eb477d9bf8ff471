import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createDiskImage } from "../../iso/vm/disk-image.ts";
import { parseBoxResult } from "../../iso/vm/serial-stages.ts";
import { VirtualMachine } from "../../iso/vm/virtual-machine.ts";
import { findMedium } from "./story-files.ts";
import { withStoryFolder } from "./temporary-folder.ts";
import { waitForResult } from "./wait-for-result.ts";

const secrets = {
  apiKey: `sk-or-v1-${"5eed0123456789ab".repeat(4)}`,
  botToken: `7000000999:AA${"Wizard".repeat(5)}Wiz`,
};

test("UEFI, an ISO and no stick: the box says what to do and stays; the settings are typed at the serial console, and the box installs itself", async () => {
  await withStoryFolder("wizard", async (folder) => {
    const disk = join(folder, "disk.qcow2");
    const serialLog = join(folder, "serial.log");
    await createDiskImage(disk, "qcow2", 8 * 1024 ** 3);
    await using machine = await VirtualMachine.create({
      firmware: "uefi",
      cdrom: { file: await findMedium("iso"), bootIndex: 1 },
      disks: [{ file: disk, format: "qcow2", serial: "CLAWDIE-BOX-01", bootIndex: 0 }],
      serialLog,
    });
    await machine.start();
    const { line } = await machine.waitForSerial(/clawdie: RESULT .*"state":"stopped"/, {
      timeoutSeconds: 600,
    });
    expect(parseBoxResult(line.text)?.codes).toEqual(["seed.not-found"]);
    const shown = machine.serial.lines.map(({ text }) => text).join("\n");
    expect(shown).toMatch(/CLAWDIESEED/);
    expect(shown).toMatch(/Clawdie looks by itself/);
    const answers: [question: string, keys: string][] = [
      ["Press Enter to fill in", "\r"],
      ["There is no setup.txt to read", "\r"],
      ["(OPENROUTER_API_KEY)", `${secrets.apiKey}\r`],
      ["(TELEGRAM_BOT_TOKEN)", `${secrets.botToken}\r`],
      ["(TELEGRAM_ADMIN_ID)", "424242424\r"],
      ["(ASSISTANT_NAME)", "Clawdie\r"],
      ["(PROFILE)", "\r"],
      ["Install now", "\r"],
    ];
    let after = 0;
    for (const [question, keys] of answers) {
      await machine.waitForSerial(question, { timeoutSeconds: 120, after, unfinished: true });
      after = machine.serial.mark();
      machine.sendSerial(keys);
    }
    await waitForResult(machine, "installed", 900, after);
    // It restarts from its own disk although the medium is still in, and sets itself up with what was typed.
    await machine.waitForSerial("Starting the first boot", { timeoutSeconds: 600 });
    await machine.waitForSerial("validate-runtime-config: done", { timeoutSeconds: 1200 });
    await machine.stop({ timeoutSeconds: 120 });
    const log = await readFile(serialLog, "utf8");
    for (const secret of Object.values(secrets)) expect(log).not.toContain(secret);
    expect(machine.serialProblems()).toEqual([]);
  });
});
