import { spawn } from "node:child_process";
import { copyFile, mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { bundlePrograms } from "../../../iso/layers/app-layer.ts";
import { runCheck } from "../../../setup/commands/check.ts";
import { boxLayout } from "../../../setup/plan/box-layout.ts";
import { buildDisk } from "../../build-disk.ts";
import { buildFacts } from "../../build-facts.ts";
import { canaries } from "../../build-settings.ts";
import { buildTempRoot } from "../../build-temp-root.ts";

const checkout = join(import.meta.dirname, "../../..");
const bundle = join(checkout, "node_modules/.cache/clawdie-wizard-test");

beforeAll(async () => {
  await mkdir(join(bundle, "programs"), { recursive: true });
  await copyFile(join(checkout, "setup/profiles.toml"), join(bundle, "profiles.toml"));
  const programs = { "clawdie-wizard": "admin-tui/wizard/main.tsx" };
  await bundlePrograms(checkout, join(bundle, "programs"), programs);
}, 120_000);

/** The program as the image has it, on a terminal that the kernel made, over the folder of a live system. */
async function startWizard(refused: string, terminal: string) {
  const root = await buildTempRoot({ [boxLayout.refusedSetup]: refused });
  const facts = join(root, "facts.json");
  await writeFile(facts, JSON.stringify(buildFacts({ disks: [buildDisk()] })));
  const program = [
    process.execPath,
    join(bundle, "programs/clawdie-wizard.mjs"),
    "--root",
    root,
    "--facts",
    facts,
  ];
  const command = `stty rows 24 cols 80; TERM=${terminal} exec ${program.join(" ")}`;
  const child = spawn("script", ["-qfec", command, "/dev/null"], { stdio: ["pipe", "pipe", "inherit"] });
  onTestFinished(() => void child.kill());
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  const exit = new Promise<number | null>((resolve) => child.on("exit", resolve));
  /** Waits for words in what was written since the last time. */
  const see = async (words: string): Promise<void> => {
    for (let tries = 0; !stripVTControlCharacters(output).includes(words); tries += 1) {
      if (tries > 300) throw new Error(`never seen: ${words}\n${stripVTControlCharacters(output)}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    output = "";
  };
  return { root, see, type: (text: string) => child.stdin.write(text), exit, written: () => output };
}

test.each(["linux", "vt220"])(
  "TERM=%s: from an empty file to one that the checker accepts",
  async (terminal) => {
    const { root, see, type, exit } = await startWizard("", terminal);
    await see("There is no setup.txt to read");
    type("\r");
    await see("(OPENROUTER_API_KEY)");
    type(`${canaries.openRouterKey}\r`);
    await see("(TELEGRAM_BOT_TOKEN)");
    type(`wrong\u0015${canaries.telegramToken}\r`);
    await see("(TELEGRAM_ADMIN_ID)");
    type("424242424\r");
    await see("(ASSISTANT_NAME)");
    type("Žiga\r");
    await see("(PROFILE)");
    type("\u001b[B\r");
    await see("Install now");
    type("\r");
    await see("with the installer");
    expect(await exit).toBe(0);
    const typed = join(root, boxLayout.typedSetup);
    expect((await stat(typed)).mode & 0o777).toBe(0o600);
    expect((await stat(join(typed, ".."))).mode & 0o777).toBe(0o700);
    const answers: string[] = [];
    const say = (text: string) => void answers.push(text);
    expect(
      await runCheck([typed, "--json"], { stdout: say, stderr: say, cwd: () => "/", color: false, env: {} }),
    ).toBe(0);
    const { decision, settings } = JSON.parse(answers.join(""));
    expect(decision).toBe("accept-with-warnings");
    expect(settings).toMatchObject({ assistantName: "Žiga", profile: "economy" });
  },
  60_000,
);

test("when the installer goes on with another file meanwhile, it ends and says so", async () => {
  const { root, see, type, exit } = await startWizard("LOCALE=xx\n", "linux");
  await see("kept as far as it is right");
  type("\r");
  await see("1 of");
  await writeFile(join(root, boxLayout.refusedSetup), "LOCALE=en_US\n");
  await see("goes on with another setup.txt");
  expect(await exit).toBe(0);
  await expect(readFile(join(root, boxLayout.typedSetup))).rejects.toThrow("ENOENT");
}, 60_000);

test("left by Ctrl-C twice, nothing is handed over and the exit code says so", async () => {
  const { root, see, type, exit } = await startWizard("LOCALE=xx\n", "vt100");
  await see("kept as far as it is right");
  type("\u0003");
  await see("leave?");
  type("\u0003");
  expect(await exit).toBe(3);
  await expect(readFile(join(root, boxLayout.typedSetup))).rejects.toThrow("ENOENT");
}, 60_000);
