/**
 * npm run try: the main job, end to end, on this computer.
 *
 * Builds the stick image, installs it in QEMU from seed-examples/minimal against local stand-ins for Telegram and
 * OpenRouter, and waits until the assistant has answered a message. With a terminal it then opens the admin TUI of
 * the box over SSH. Takes about 25 minutes the first time (8 of them for the image), about 15 later, emulated.
 *
 *   --firmware bios|uefi   default uefi
 *   --json FILE            write the summary
 */
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { buildImage } from "../iso/build-image.ts";
import { detectAcceleration } from "../iso/vm/detect-acceleration.ts";
import { type BoxWorld, createBoxWorld } from "./qemu/box-world.ts";
import { waitForResult } from "./qemu/wait-for-result.ts";
import { readArguments, refuseArgument } from "./read-arguments.ts";

const checkout = resolve(import.meta.dirname, "..");
const say = (line: string) => void process.stdout.write(`${line}\n`);

interface Summary {
  readonly schema: 1;
  readonly outcome: "answered" | "failed";
  readonly seconds: Readonly<Record<string, number>>;
  readonly greeting: string;
  readonly answer: string;
}

const usage = `Usage: npm run try -- [--firmware uefi|bios] [--json <file>]
`;

async function main(): Promise<number> {
  const values = readArguments(usage, {
    firmware: { type: "string", default: "uefi" },
    json: { type: "string" },
  });
  const { firmware } = values;
  if (firmware !== "bios" && firmware !== "uefi")
    return refuseArgument(`--firmware is uefi or bios, not ${firmware}.`, usage);
  say("try: 1/4 build the stick image (usually 8 min the first time, 10 s when nothing changed)");
  const output = join(checkout, "dist");
  const image = await buildImage({
    checkout,
    output,
    env: process.env,
    say: (line) => say(`  ${line}`),
  });
  const acceleration = await detectAcceleration({ kernel: join(output, "vmlinuz"), env: process.env });
  const folder = await mkdtemp(join(tmpdir(), "clawdie-try-"));
  try {
    await using world = await createBoxWorld({
      folder,
      checkout,
      firmware,
      image: join(output, `clawdie-${image.version}-amd64.img`),
      setupText: await readFile(join(checkout, "seed-examples/minimal/setup.txt"), "utf8"),
      machine: { acceleration },
    });
    const summary = await run(world, image.seconds, acceleration);
    if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(summary, null, 2)}\n`);
    if (process.stdin.isTTY && process.stdout.isTTY) await openAdmin(world);
    await world.machine.stop({ timeoutSeconds: 60 });
    await rm(folder, { recursive: true });
    return 0;
  } catch (error) {
    say(`try: failed: ${error instanceof Error ? error.message : String(error)}`);
    say(`try: serial log and disks are kept in ${folder}`);
    return 1;
  }
}

async function run(world: BoxWorld, imageSeconds: number, acceleration: string): Promise<Summary> {
  const { machine, telegram, adminId } = world;
  say(
    `try: 2/4 plug in the stick, power on (${machine.spec.firmware}, ${acceleration}; usually 3 min emulated)`,
  );
  machine.serial.on("line", ({ text, seconds }) => {
    if (/clawdie: (?!RESULT)/.test(text))
      say(`  ${String(Math.round(seconds)).padStart(4)} s  ${text.trim()}`);
  });
  await machine.start();
  await waitForResult(machine, "installed", 1800);
  const installed = machine.serial.seconds;
  say(
    "try: 3/4 first start from its own disk: provisioning, the assistant, the greeting (usually 11 min emulated)",
  );
  await waitForResult(machine, "ready", 1800);
  const ready = machine.serial.seconds;
  const greeting = await telegram.waitForMessage((message) => message.chatId === adminId, 60);
  say("try: 4/4 ask the assistant something");
  const asked = machine.serial.seconds;
  const nonce = `nonce-${Date.now().toString(36)}`;
  telegram.userSays(adminId, `Please repeat this word: ${nonce}`);
  const answer = await telegram.waitForMessage((message) => message.text.includes(nonce), 300);
  const answered = machine.serial.seconds;
  const seconds = {
    image: imageSeconds,
    install: Math.round(installed),
    "power-on to ready": Math.round(ready),
    "question to answer": Math.round((answered - asked) * 10) / 10,
  };
  await world.verifyDecoys();
  say("");
  say("try: it works. The owner's phone shows:");
  say(`  ${greeting.text}`);
  say(`  > Please repeat this word: ${nonce}`);
  say(`  ${answer.text}`);
  for (const [name, value] of Object.entries(seconds)) say(`  ${name.padEnd(20)} ${value} s`);
  say("  the two other disks of the computer are untouched");
  return { schema: 1, outcome: "answered", seconds, greeting: greeting.text, answer: answer.text };
}

/** The operator account's own screen, as a sysadmin would open it. */
async function openAdmin({ machine, sshKey }: BoxWorld): Promise<void> {
  say("try: opening the admin screen of the box over SSH (q ends it, and the box with it)");
  const port = String(machine.spec.network.sshPort);
  const trust = [
    "-o",
    "StrictHostKeyChecking=no",
    "-o",
    "UserKnownHostsFile=/dev/null",
    "-o",
    "LogLevel=ERROR",
  ];
  const child = spawn(
    "ssh",
    ["-t", ...trust, "-i", sshKey, "-p", port, "clawdie@127.0.0.1", "clawdie-admin"],
    { stdio: "inherit" },
  );
  await new Promise((done) => child.on("close", done));
}

process.exitCode = await main();
