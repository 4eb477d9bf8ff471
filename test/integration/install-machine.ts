import { posix } from "node:path";
import type { Host } from "../../setup/host/host.ts";
import { CommandError, SetupError } from "../../setup/issues/exceptions.ts";
import {
  describePartition,
  describeTable,
  type FakeDisk,
  hasTable,
  writeBytes,
  writeTable,
} from "./fake-disk.ts";
import { runZfs, runZpool } from "./install-pool.ts";
import { buildFile, createMemoryFiles, type Locate, type MemoryFiles } from "./memory-files.ts";
import { readBytes } from "./read-bytes.ts";

export const diskPath = "/dev/sda";
export const medium = "/run/clawdie/medium";
export const target = "/target";
const espMount = "/run/clawdie/esp";

/** Output of a program, or its exit code. */
export type Answer = string | number;
type Program = (args: readonly string[], input: string) => Answer;

/** A computer that has just started from the stick: its memory is new, its disk as it was left. */
export function startInstallMachine(disk: FakeDisk): Host {
  const memory: MemoryFiles = new Map(stickFiles());
  const state: Memory = { disk, memory, espMounted: false, poolOpen: false, mounted: new Set() };
  const locate: Locate = (path) => {
    if (state.espMounted && isBelow(path, espMount) && disk.esp !== null)
      return [disk.esp.files, path.slice(espMount.length) || "/"];
    if (state.poolOpen && isBelow(path, target) && disk.pool !== null)
      return [disk.pool.files, path.slice(target.length) || "/"];
    return [memory, path];
  };
  const programs: Readonly<Record<string, Program>> = {
    ...diskPrograms(state),
    ...filePrograms(state, locate),
    zfs: (args) => runZfs(state, args),
    zpool: (args) => runZpool(state, args),
  };
  const build = (root: string): Host => ({
    root,
    at: build,
    ...createMemoryFiles(root, locate),
    run: async (command, args, options = {}) => {
      const line = [command, ...args].join(" ");
      const answer = programs[command]?.(args, String(options.input ?? "")) ?? 127;
      const exitCode = typeof answer === "number" ? answer : 0;
      if (!(options.allowExit ?? [0]).includes(exitCode)) throw new CommandError(line, exitCode, "refused");
      return { exitCode, stdout: typeof answer === "string" ? answer : "", stderr: "" };
    },
    withDevice: async (path, work) => {
      if (path !== diskPath || state.poolOpen) throw new SetupError(`${path} is in use`, "Wait.");
      return work({ write: async (offset, bytes) => writeBytes(disk, offset, bytes) });
    },
    query: () => Promise.reject(new Error("no database here")),
    now: () => new Date("2026-01-02T03:04:05Z"),
    sleep: async () => {},
  });
  return build("/");
}

/** What is gone when the power goes. */
export interface Memory {
  readonly disk: FakeDisk;
  readonly memory: MemoryFiles;
  espMounted: boolean;
  poolOpen: boolean;
  readonly mounted: Set<string>;
}

function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

function* stickFiles(): Generator<[string, ReturnType<typeof buildFile>]> {
  const names = ["boot/core.img", "boot/boot.img", "boot/disk.efi", "live/vmlinuz", "live/initrd.img"];
  names.push(...["base", "runtime", "app"].map((layer) => `live/${layer}.squashfs`));
  for (const name of names)
    yield [`${medium}/clawdie/${name}`, buildFile(name.repeat(100).padEnd(1024, "."), { mode: 0o444 })];
}

function diskPrograms({ disk, ...state }: Memory): Record<string, Program> {
  const signatures = () =>
    hasTable(disk) ? ["gpt", "PMBR"].map((type) => ({ type, offset: "0x200", uuid: null, label: null })) : [];
  const nameOf = { model: null, serial: disk.serial, wwn: null, tran: null, size: disk.sizeBytes };
  return {
    lsblk: () => JSON.stringify({ blockdevices: [nameOf] }),
    blockdev: () => "512\n",
    udevadm: () => "",
    wipefs: () => JSON.stringify({ signatures: signatures() }),
    sfdisk: (args, input) => {
      if (args.includes("--json")) return describeTable(disk, diskPath);
      if (state.poolOpen || input === "") return 1;
      writeTable(disk);
      return "";
    },
    blkid: (args) => {
      const last = args.at(-1) ?? "";
      if (args.includes("PART_ENTRY_UUID")) return "11111111-2222\n";
      if (args.includes("LABEL")) return disk.esp === null ? 2 : `${disk.esp.label}\n`;
      const start = Number(/--offset=(\d+)/.exec(args.join(" "))?.[1] ?? 0) / 512;
      return last === diskPath ? describePartition(disk, 1 + Math.round((start - 2048) / 1_052_672)) : 2;
    },
    "mkfs.fat": (args) => {
      disk.esp = { label: args[args.indexOf("-n") + 1] ?? "", files: new Map() };
      return "";
    },
  };
}

function filePrograms(state: Memory, locate: Locate): Record<string, Program> {
  const { disk } = state;
  const read = (path: string): Buffer | null => {
    if (path === "/dev/zero") return Buffer.alloc(1024 ** 2);
    if (path === diskPath) return disk.head;
    const [files, place] = locate(path);
    return files.get(place)?.content ?? null;
  };
  const write = (path: string, bytes: Buffer, offset: number): void => {
    if (path === diskPath) {
      writeBytes(disk, offset, bytes);
      return;
    }
    if (path === `${diskPath}1`) {
      disk.core = Buffer.from(bytes);
      return;
    }
    const [files, place] = locate(path);
    files.set(place, buildFile(bytes, { mode: 0o600 }));
  };
  const copy: Program = ([from = "", to = ""]) => {
    const bytes = read(from);
    if (bytes === null) return 1;
    write(to, bytes, 0);
    return "";
  };
  return {
    cp: copy,
    sync: () => "",
    df: () => `Used Avail\n   0 ${disk.sizeBytes}\n`,
    mv: (args, input) => {
      const answer = copy(args, input);
      const [files, place] = locate(args[0] ?? "");
      if (answer === "") files.delete(place);
      return answer;
    },
    mount: () => {
      if (disk.esp === null || state.espMounted) return 32;
      state.espMounted = true;
      return "";
    },
    umount: () => {
      state.espMounted = false;
      return "";
    },
    dd: (args) => {
      const option = Object.fromEntries(args.map((arg) => arg.split("=", 2)));
      if (option.of === undefined) return readBytes(disk.head, Number(option.skip), Number(option.count));
      const size = Number(option.bs?.replace("K", "000") ?? 512);
      const bytes = read(option.if ?? "");
      if (bytes === null) return 1;
      const part = option.count === undefined ? bytes : bytes.subarray(0, size * Number(option.count));
      write(option.of ?? "", Buffer.from(part), size * Number(option.seek ?? 0));
      return "";
    },
    unsquashfs: (args) => {
      const layer = posix.basename(args.at(-1) ?? "");
      if (!state.poolOpen) return 1;
      write(`${target}/usr/share/${layer}`, Buffer.from(layer), 0);
      return "";
    },
  };
}
