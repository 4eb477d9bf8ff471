import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { bundlePrograms } from "../../../iso/layers/app-layer.ts";
import { Secret } from "../../../setup/issues/secret.ts";
import { matchesDashboardHash } from "../../../setup/settings/hash-password.ts";
import { buildFullStatus } from "./build-full-status.ts";
import { buildScriptedBox } from "./build-scripted-box.ts";

const checkout = join(import.meta.dirname, "../../..");
const bundle = join(checkout, "node_modules/.cache/clawdie-admin-test");

beforeAll(async () => {
  await bundlePrograms(checkout, bundle, { "clawdie-admin": "admin-tui/main.tsx" });
}, 120_000);

/** The program as the image has it, on a terminal that the kernel made, with the programs of a scripted box. */
async function startAdmin(terminal: string, ...args: readonly string[]) {
  const box = await buildScriptedBox();
  const program = [process.execPath, join(bundle, "clawdie-admin.mjs"), ...args];
  const command = `stty rows 24 cols 80; TERM=${terminal} exec ${program.join(" ")}`;
  const child = spawn("script", ["-qfec", command, "/dev/null"], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, PATH: `${box.path}:${process.env.PATH}` },
  });
  onTestFinished(() => void child.kill());
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  const exit = new Promise<number | null>((resolve) => child.on("exit", resolve));
  /** Waits for words in what was written since the last time. */
  const see = async (words: string): Promise<string> => {
    for (let tries = 0; !stripVTControlCharacters(output).includes(words); tries += 1) {
      if (tries > 400) throw new Error(`never seen: ${words}\n${stripVTControlCharacters(output)}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const seen = output;
    output = "";
    return seen;
  };
  return { box, see, type: (text: string) => child.stdin.write(text), exit };
}

test.each(["linux", "vt220", "xterm-256color"])(
  "TERM=%s: looked at, a service restarted, a dead runtime seen, left",
  async (terminal) => {
    const { box, see, type, exit } = await startAdmin(terminal);
    const first = await see("Clawdie is ready");
    if (terminal === "vt220") expect(stripVTControlCharacters(first)).toMatch(/^[\x20-\x7e\s]*$/);
    type("2");
    await see("clawdie-controlplane");
    await box.answer("rc-service", " * Restarting\n", 1);
    type("jR");
    await see("Do it?");
    type("y");
    await see("did not restart (exit code 1)");
    type("\r1");
    await see("Upkeep");
    await box.setStatus(buildFullStatus({ runtime: { readiness: "down", reasons: [] } }));
    await see("not usable");
    type("q");
    expect(await exit).toBe(0);
    expect(await box.calls()).toContain("rc-service clawdie-runtime restart");
  },
  60_000,
);

test("a log is followed, without its escape sequences and secrets", async () => {
  const { see, type, exit } = await startAdmin("xterm", "--screen", "logs");
  const seen = await see("refused [secret]");
  expect(seen).toContain("database system is ready");
  expect(seen).not.toContain("\u001b[31mdatabase");
  expect(seen).not.toContain("0123456789abcdef");
  type("\u0003");
  expect(await exit).toBe(0);
}, 60_000);

test("the operator is made: the password goes to the command as its hash, by standard input", async () => {
  const { box, see, type, exit } = await startAdmin("linux", "--screen", "operator");
  await see("none yet");
  type("nana@example.org\rcorrect horse battery\rcorrect horse battery\r");
  await see("Do it?");
  type("y");
  await see("Done (exit code 0).");
  const hash = (await readFile(join(box.folder, "stdin"), "utf8")).trim();
  expect(await matchesDashboardHash(new Secret("correct horse battery"), new Secret(hash))).toBe(true);
  expect((await box.calls()).join("\n")).not.toContain("horse");
  type("\rq");
  expect(await exit).toBe(0);
}, 60_000);

test.each([
  ["journal", "create-cluster"],
  ["logs", "gateway ready"],
  ["settings", "Europe/Ljubljana"],
])(
  "--once prints one frame of %s",
  async (screen, words) => {
    const { see, exit } = await startAdmin("dumb", "--once", "--plain", "--screen", screen);
    await see(words);
    expect(await exit).toBe(0);
  },
  60_000,
);
