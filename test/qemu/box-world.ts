import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { type DecoyDisk, makeDecoyDisk, verifyDecoyDisk } from "../../iso/vm/decoy-disk.ts";
import { createDiskImage } from "../../iso/vm/disk-image.ts";
import { findFreePort } from "../../iso/vm/find-free-port.ts";
import type { Firmware } from "../../iso/vm/machine-spec.ts";
import { copyStickWithSeed } from "../../iso/vm/make-seed-image.ts";
import type { DiskOptions, MachineOptions } from "../../iso/vm/resolve-machine.ts";
import { VirtualMachine } from "../../iso/vm/virtual-machine.ts";
import { loadProfiles } from "../../setup/settings/profiles.ts";
import { type OpenRouterStandIn, startOpenRouter } from "../stand-ins/openrouter/start-openrouter.ts";
import { startTelegram, type TelegramStandIn } from "../stand-ins/telegram/start-telegram.ts";

export interface WorldOptions {
  /** Emptied by the caller; disks, stick, keys and serial log of this box. */
  readonly folder: string;
  readonly image: string;
  readonly checkout: string;
  readonly firmware: Firmware;
  /** The setup.txt before the lines this world adds (endpoints, SSH key). */
  readonly setupText: string;
  /** More names under which the same file lies on the stick, as editors leave them. */
  readonly copies?: readonly string[];
  readonly machine?: Partial<MachineOptions>;
  /** What is other about the box's own disk. With `file`, that disk is used as it is; otherwise an empty one is made. */
  readonly disk?: Partial<DiskOptions>;
  /** More disks, behind the decoys. */
  readonly furtherDisks?: readonly DiskOptions[];
  /** Changes the finished setup.txt. */
  readonly editSetup?: (text: string) => string;
  /** Secrets of an earlier world, for a disk that knows them; default: new ones. */
  readonly secrets?: BoxWorld["canaries"];
}

/** One box, its owner's Telegram, its model service, and two disks it must not touch. */
export interface BoxWorld {
  readonly machine: VirtualMachine;
  readonly telegram: TelegramStandIn;
  readonly openRouter: OpenRouterStandIn;
  readonly adminId: number;
  /** Unique secrets of this world, to search for where they must not be. */
  readonly canaries: Readonly<Record<"apiKey" | "botToken", string>>;
  readonly stick: string;
  /** setup.txt as it was put onto the stick. */
  readonly setupText: string;
  readonly disk: string;
  readonly serialLog: string;
  /** Private key whose public half is in setup.txt. */
  readonly sshKey: string;
  readonly decoys: readonly DecoyDisk[];
  verifyDecoys(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

const telegramAddress = { guestAddress: "10.0.2.100", guestPort: 8081 };
const openRouterAddress = { guestAddress: "10.0.2.101", guestPort: 8082 };
const adminId = 424242424;
/** Serial number of the box's own disk in every world. */
export const boxDiskSerial = "CLAWDIE-BOX-01";
const gibibyte = 1024 ** 3;

/** Everything around a box, ready to be switched on. Dispose ends machine and servers; the files stay. */
export async function createBoxWorld(options: WorldOptions): Promise<BoxWorld> {
  const { folder, firmware } = options;
  await mkdir(folder, { recursive: true });
  const canaries = options.secrets ?? makeSecrets();
  const telegram = await startTelegram({
    port: await findFreePort(),
    botToken: canaries.botToken,
    users: [{ id: adminId, firstName: "Owner" }],
  });
  const openRouter = await startOpenRouter({
    port: await findFreePort(),
    apiKey: canaries.apiKey,
    models: await listModels(options.checkout),
  });
  const sshKey = await makeSshKey(folder);
  const stick = join(folder, "stick.img");
  const setup = await buildSetupText(options.setupText, canaries, sshKey);
  const edit = options.editSetup ?? ((text) => text);
  const setupNames = ["setup.txt", ...(options.copies ?? [])];
  const files = Object.fromEntries(setupNames.map((name) => [name, edit(setup)]));
  await copyStickWithSeed(options.image, stick, files);
  const disk = options.disk?.file ?? join(folder, "disk.qcow2");
  if (options.disk?.file === undefined) await createDiskImage(disk, "qcow2", 8 * gibibyte);
  const decoys = [
    await makeDecoyDisk(join(folder, "decoy-a.raw"), { kind: "random" }),
    await makeDecoyDisk(join(folder, "decoy-b.raw"), { kind: "gpt" }),
  ];
  const serialLog = join(folder, "serial.log");
  const machine = await VirtualMachine.create({
    name: `clawdie-${firmware}`,
    firmware,
    stick: { file: stick },
    disks: [
      { format: "qcow2", serial: boxDiskSerial, ...options.disk, file: disk },
      ...decoys.map(({ file }, at) => ({ file, format: "raw" as const, serial: `FAMILY-DISK-0${at + 1}` })),
      ...(options.furtherDisks ?? []),
    ],
    guestForwards: [
      { ...telegramAddress, hostAddress: "127.0.0.1", hostPort: portOf(telegram.url) },
      { ...openRouterAddress, hostAddress: "127.0.0.1", hostPort: portOf(openRouter.baseUrl) },
    ],
    serialLog,
    restartAnew: true,
    ...options.machine,
  });
  return {
    ...{
      machine,
      telegram,
      openRouter,
      adminId,
      canaries,
      stick,
      setupText: setup,
      disk,
      serialLog,
      sshKey,
      decoys,
    },
    async verifyDecoys() {
      for (const decoy of decoys) await verifyDecoyDisk(decoy);
    },
    async [Symbol.asyncDispose]() {
      await machine.destroy();
      await telegram.close();
      await openRouter.close();
    },
  };
}

function makeSecrets(): BoxWorld["canaries"] {
  const letters = randomBytes(64).toString("base64url").replaceAll(/[-_]/g, "x");
  return {
    apiKey: `sk-or-v1-${randomBytes(32).toString("hex")}`,
    botToken: `7${String(randomBytes(4).readUInt32BE()).padStart(10, "0").slice(0, 9)}:AA${letters.slice(0, 33)}`,
  };
}

/** The operator's file with this world's secrets, endpoints and key; everything else is as the example has it. */
async function buildSetupText(text: string, canaries: BoxWorld["canaries"], sshKey: string): Promise<string> {
  const values: Record<string, string> = {
    OPENROUTER_API_KEY: canaries.apiKey,
    TELEGRAM_BOT_TOKEN: canaries.botToken,
    TELEGRAM_ADMIN_ID: String(adminId),
    OPENROUTER_BASE_URL: `http://${openRouterAddress.guestAddress}:${openRouterAddress.guestPort}/api/v1`,
    TELEGRAM_API_ROOT: `http://${telegramAddress.guestAddress}:${telegramAddress.guestPort}`,
    SSH_AUTHORIZED_KEY: (await readFile(`${sshKey}.pub`, "utf8")).trim(),
  };
  const kept = text
    .split(/\r?\n/)
    .filter((line) => !Object.keys(values).some((key) => line.startsWith(`${key}=`)));
  return [...kept, ...Object.entries(values).map(([key, value]) => `${key}=${value}`), ""].join("\r\n");
}

async function makeSshKey(folder: string): Promise<string> {
  const path = join(folder, "id_ed25519");
  if (existsSync(path)) return path;
  await promisify(execFile)("ssh-keygen", [
    "-q",
    "-t",
    "ed25519",
    "-N",
    "",
    "-C",
    "owner@laptop",
    "-f",
    path,
  ]);
  return path;
}

async function listModels(checkout: string): Promise<string[]> {
  const profiles = loadProfiles(await readFile(join(checkout, "setup/profiles.toml"), "utf8"));
  return [...new Set(Object.values(profiles).flatMap((profile) => Object.values(profile).flat()))];
}

function portOf(url: string): number {
  return Number(new URL(url).port);
}
