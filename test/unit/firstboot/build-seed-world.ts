import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import type { Host, RunOptions } from "../../../setup/host/host.ts";
import { createLinuxHost } from "../../../setup/host/linux-host.ts";
import { CommandError } from "../../../setup/issues/exceptions.ts";
import { buildTempRoot } from "../../build-temp-root.ts";
import { listExfat } from "./exfat-image.ts";
import { compareTree, type FolderState, readFolderState } from "./folder-state.ts";
import { listFatClusters, tool } from "./make-volume-images.ts";
import { unpackVolume } from "./unpack-volume.ts";

/** One stick or disk with one volume, as the machine sees it. */
export interface Stick {
  readonly device: string;
  readonly image: string;
  readonly model?: string;
  readonly removable?: boolean;
  readonly readOnly?: boolean;
  readonly serial?: string;
  /** It takes what is written and forgets it: worn out. */
  readonly forgetful?: boolean;
  readonly partitionName?: string;
  readonly partitionType?: string;
  /** It can be mounted, and then its directory cannot be read. */
  readonly damaged?: boolean;
}

export interface SeedWorld {
  readonly host: Host;
  /** Plugged in now; change it as a person would. */
  readonly sticks: Stick[];
  /** Command lines run so far. */
  readonly lines: string[];
  /** Lines of the kernel. */
  readonly kernel: string[];
  /** Called at each sleep with the seconds slept so far: where the world changes. */
  onSleep: (seconds: number) => void | Promise<void>;
  /** Formats whose kernel module this machine lacks. */
  readonly unknownFormats: Set<string>;
}

/**
 * A machine whose volumes are real images. blkid looks at them for real; mount unpacks them into the mount point (unpack-volume.ts)
 * and umount packs FAT again, so that no test needs to be root. What is plugged in may change while the program sleeps.
 */
export async function buildSeedWorld(...sticks: readonly Stick[]): Promise<SeedWorld> {
  const root = await buildTempRoot({ "/sys/block/sda/size": "1000\n" });
  const real = createLinuxHost(root);
  let slept = 0;
  const world: SeedWorld = {
    sticks: [...sticks],
    lines: [],
    kernel: [],
    onSleep: () => undefined,
    unknownFormats: new Set(),
    host: {
      ...real,
      run: async (command, args, options: RunOptions = {}) => {
        const line = [command, ...args].join(" ");
        world.lines.push(line);
        return runFake(world, command, args, line, options);
      },
      sleep: async (seconds) => {
        slept += seconds;
        await world.onSleep(slept);
      },
    },
  };
  return world;
}

interface Mounted {
  readonly stick: Stick;
  readonly format: string;
  readonly access: string;
  readonly before: FolderState;
}

const mounted = new Map<string, Mounted>();

function runFake(
  world: SeedWorld,
  command: string,
  args: readonly string[],
  line: string,
  { allowExit = [0] }: RunOptions,
) {
  const answer = (stdout: string, exitCode = 0) => ({ exitCode, stdout, stderr: "" });
  const fail = (exitCode: number, stderr: string): never => {
    throw new CommandError(line, exitCode, stderr);
  };
  switch (command) {
    case "blkid": {
      const blocks = world.sticks.map(identify).filter((block) => block !== "");
      if (blocks.length > 0) return answer(`${blocks.join("\n\n")}\n`);
      return allowExit.includes(2) ? answer("", 2) : fail(2, "");
    }
    case "lsblk":
      return answer(JSON.stringify({ blockdevices: world.sticks.map(toBlock) }));
    case "dmesg":
      return answer(world.kernel.join("\n"));
    case "blockdev":
    case "pkill":
      return answer("");
    case "ip":
      return answer("[]");
    case "mount":
      return answer(mount(world, args, fail));
    case "umount":
      return answer(unmount(args.at(-1) ?? ""));
    default:
      return fail(127, `no ${command} in this test`);
  }
}

/** Image and time of its last change → what blkid said: a volume is looked at every second. */
const probed = new Map<string, string>();

function probe(image: string): string {
  const key = `${image} ${statSync(image).mtimeMs}`;
  const known = probed.get(key);
  if (known !== undefined) return known;
  let found = "";
  try {
    // Low-level probing: image files have no partition table around them.
    found = tool("blkid", ["-p", "-o", "export", image]).trim();
  } catch {
    // Exit code 2: nothing known on it.
  }
  probed.set(key, found);
  return found;
}

function identify({ device, image, partitionName }: Stick): string {
  const found = probe(image);
  const name = partitionName === undefined ? [] : [`PARTLABEL=${partitionName}`];
  const tags = found.split("\n").filter((tag) => tag !== "" && !tag.startsWith("DEVNAME="));
  return [...tags, ...name].length === 0 ? "" : [`DEVNAME=${device}`, ...tags, ...name].join("\n");
}

function toBlock({ device, model, serial, removable, readOnly, partitionType, image }: Stick) {
  const disk = device.replace(/\d+$/, "");
  const part = {
    ...{ path: device, type: "part", size: statSync(image).size, rm: removable ?? true },
    ...{ ro: readOnly ?? false, parttype: partitionType ?? null, mountpoints: [null] },
  };
  return {
    ...part,
    path: disk,
    type: "disk",
    model: model ?? "Test Stick",
    serial: serial ?? null,
    tran: "usb",
    children: [part],
  };
}

function mount(
  world: SeedWorld,
  args: readonly string[],
  fail: (code: number, text: string) => never,
): string {
  const [device = "", folder = ""] = args.slice(-2);
  const options = args[args.indexOf("-o") + 1] ?? "";
  const stick = world.sticks.find((candidate) => candidate.device === device);
  if (stick === undefined) return fail(32, `mount: ${folder}: special device ${device} does not exist.`);
  const format = /^TYPE=(.*)$/m.exec(identify(stick))?.[1] ?? "";
  const rw = options.split(",").includes("rw");
  if (world.unknownFormats.has(format))
    return fail(32, `mount: ${folder}: unknown filesystem type '${format}'.`);
  if (rw && stick.readOnly === true) return fail(32, `mount: ${folder}: cannot mount ${device} read-only.`);
  const asked = args.includes("-t") ? args[args.indexOf("-t") + 1] : null;
  const known = asked === null || asked === (format === "ntfs" ? "ntfs3" : format);
  if (!known || !unpackVolume(format, stick.image, folder))
    return fail(32, `mount: ${folder}: wrong fs type, bad option, bad superblock on ${device}.`);
  if (stick.damaged === true) rmSync(folder, { recursive: true });
  const before = stick.damaged === true ? new Map() : readFolderState(folder);
  mounted.set(folder, { stick, format, access: rw ? "rw" : "ro", before });
  return "";
}

function unmount(folder: string): string {
  const found = mounted.get(folder);
  mounted.delete(folder);
  if (found?.access === "rw" && found.stick.forgetful !== true) packChanges(folder, found);
  if (!existsSync(folder)) return "";
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
  return "";
}

/** What was written where it lay goes to the same clusters, as the kernel does it; the rest is packed anew. */
function packChanges(folder: string, { stick: { image }, format, before }: Mounted): void {
  const { patched, replaced, removed } = compareTree(before, readFolderState(folder));
  for (const path of patched) {
    const places =
      format === "exfat"
        ? listExfat(image).filter(({ name }) => name === path)
        : listFatClusters(image, path);
    patchImage(image, places, readFileSync(join(folder, path)));
  }
  if (format === "exfat" && replaced.length + removed.length > 0) throw new Error("no new files on exFAT");
  for (const path of removed) tool("mdel", ["-i", image, `::${path}`]);
  for (const path of replaced) tool("mcopy", ["-o", "-Q", "-i", image, join(folder, path), `::${path}`]);
}

function patchImage(
  image: string,
  places: readonly { readonly offset: number; readonly length: number }[],
  content: Buffer,
): void {
  const file = openSync(image, "r+");
  let done = 0;
  for (const { offset, length } of places) {
    const part = content.subarray(done, done + length);
    writeSync(file, part, 0, part.length, offset);
    done += part.length;
  }
  closeSync(file);
  if (done !== content.length) throw new Error(`${image}: ${done} of ${content.length} bytes have a place`);
}
