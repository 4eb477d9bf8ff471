import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Host, RunOptions } from "../../../setup/host/host.ts";
import { createLinuxHost } from "../../../setup/host/linux-host.ts";
import { CommandError } from "../../../setup/issues/exceptions.ts";
import { renderBoxMenu } from "../../../setup/steps/render-box-menu.ts";
import { buildTempRoot } from "../../build-temp-root.ts";

/** One box that is switched off, and the live system of a stick beside it. */
export interface AdoptWorld {
  readonly root: string;
  /** The machine; plans run at `host.at("/target")`. */
  readonly host: Host;
  /** Command lines so far. */
  readonly lines: string[];
  /** Snapshots taken, as `dataset@name`. */
  readonly snapshots: Set<string>;
  readonly properties: Map<string, string>;
  /** Free space of the pool. */
  availableBytes: number;
  /** What a power cut leaves: nothing open, nothing mounted. */
  cutPower(): void;
}

export const oldRoot = "zroot/ROOT/clawdie-0.1.0";
export const installId = "0123456789abcdef";
export const poolGuid = "1234567890123456789";
export const oldMenu = renderBoxMenu(
  { bootEnvironment: "clawdie-0.1.0", rootDataset: oldRoot, hostId: "01234567", arcLimitBytes: 1 },
  poolGuid,
);

const passwd = "root:x:0:0::/root:/bin/bash\npostgres:x:102:103::/var/lib/postgresql:/bin/bash\n";
const group = "root:x:0:\nadm:x:4:\nshadow:x:42:\npostgres:x:103:\n";
/** The layers of the stick: what a new system begins with. */
const freshSystem = {
  "etc/passwd": passwd,
  "etc/group": group,
  "etc/shadow": "root:*::::::\npostgres:!::::::\n",
  "etc/gshadow": "root:*::\npostgres:!::\n",
  "etc/hostname": "live\n",
  "usr/share/new-program": "new",
  "usr/lib/clawdie/.keep": "",
};
const oldSystem = {
  ...freshSystem,
  "etc/passwd": `${passwd}clawdie-control:x:998:998::/var/lib/clawdie/control:/usr/sbin/nologin\nclawdie:x:1000:1000::/home/clawdie:/bin/bash\n`,
  "etc/group": `${group}clawdie-control:x:998:\nclawdie:x:1000:\n`,
  "etc/shadow": "root:*::::::\npostgres:!::::::\nclawdie-control:!::::::\nclawdie:$6$old:1::::::\n",
  "etc/hostname": "clawdie-shelf\n",
  "etc/clawdie/control.env": "CONTROL_TOKEN='canary-control-token'\n",
  "etc/clawdie/dashboard/key.pem": "canary-dashboard-key\n",
  "etc/ssh/ssh_host_ed25519_key": "canary-host-key\n",
  "etc/ssh/ssh_host_ed25519_key.pub": "public half\n",
  "etc/by-hand.conf": "changed by hand\n",
};
const boot = { "boot.img": Buffer.alloc(512, 7), "core.img": Buffer.alloc(2048, 8), "disk.efi": "loader" };
const live = {
  vmlinuz: "new kernel",
  "initrd.img": "new initramfs",
  "base.squashfs": "",
  "runtime.squashfs": "",
  "app.squashfs": "",
};

/** @param files more files of the machine: path → content. */
export async function buildAdoptWorld(): Promise<AdoptWorld> {
  const root = await buildTempRoot();
  put(root, `pool/${oldRoot}`, oldSystem);
  put(root, "pool/zroot/system-runtime/postgres/pgdata", { PG_VERSION: "17\n", table: "canary-row" });
  put(root, "fresh", freshSystem);
  put(root, "run/clawdie/medium/clawdie/boot", boot);
  put(root, "run/clawdie/medium/clawdie/live", live);
  put(root, "esp/clawdie/grub", { "grub.cfg": oldMenu });
  put(root, "esp/clawdie", { bootable: `${installId}\n`, adopt: "hash of the request\n" });
  put(root, "esp/clawdie/clawdie-0.1.0", { vmlinuz: "old kernel", "initrd.img": "old initramfs" });
  put(root, "esp/EFI/BOOT", { "BOOTX64.EFI": "old loader" });
  put(root, "dev", { sda: Buffer.alloc(2 * 1024 ** 2), sda1: Buffer.alloc(4096) });
  put(root, "run/clawdie", { "install.jsonl": "{}\n" });
  return createWorld(root);
}

function put(root: string, folder: string, files: Readonly<Record<string, string | Buffer>>): void {
  for (const [name, content] of Object.entries(files)) {
    const path = join(root, folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content, { mode: /key$|\.env$|key\.pem$/.test(name) ? 0o600 : 0o644 });
  }
}

function createWorld(root: string): AdoptWorld {
  const lines: string[] = [];
  const snapshots = new Set<string>();
  const properties = new Map([
    ["zroot org.clawdie:install-id", installId],
    ["zroot org.clawdie:computer", "-"],
  ]);
  const mounts = new Map<string, string>();
  let open = false;

  const run: Host["run"] = async (command, args, { allowExit = [0] }: RunOptions = {}) => {
    const line = [command, ...args].join(" ");
    lines.push(line);
    const answer = perform(command, args, line);
    const exitCode = typeof answer === "number" ? answer : 0;
    if (!allowExit.includes(exitCode)) throw new CommandError(line, exitCode, "refused");
    return { exitCode, stdout: typeof answer === "string" ? answer : "", stderr: "" };
  };
  const at = (path: string): Host => {
    const files = createLinuxHost(path === "/" ? root : path.startsWith(root) ? path : join(root, path));
    return { ...files, run, at, now: () => new Date(0), sleep: async () => undefined };
  };
  const world: AdoptWorld = {
    ...{ root, host: at("/"), lines, snapshots, properties, cutPower },
    availableBytes: 60e9,
  };
  return world;

  function cutPower(): void {
    for (const point of mounts.keys()) rmSync(point, { force: true });
    mounts.clear();
    open = false;
  }

  /** A path of the machine, whether it was given below the test's root or not. */
  function real(path: string): string {
    return path.startsWith(root) ? path : join(root, path);
  }

  function mount(from: string, to: string): string | number {
    if (!existsSync(from) || mounts.has(real(to))) return 32;
    rmSync(real(to), { recursive: true, force: true });
    mkdirSync(dirname(real(to)), { recursive: true });
    symlinkSync(from, real(to));
    mounts.set(real(to), from);
    return "";
  }

  function perform(command: string, args: readonly string[], line: string): string | number {
    const last = args.at(-1) ?? "";
    switch (command) {
      case "lsblk":
        return JSON.stringify({
          blockdevices: [{ model: "EXAMPLE SSD", serial: "S1", wwn: null, tran: "sata", size: 64e9 }],
        });
      case "mount":
        if (args.includes("vfat")) return mount(join(root, "esp"), last);
        return open ? mount(join(root, "pool", args.at(-2) ?? ""), last) : 1;
      case "umount":
        mounts.delete(real(last));
        rmSync(real(last), { force: true });
        return "";
      case "zpool":
        return pool(args);
      case "zfs":
        return open ? dataset(args, last) : 1;
      case "unsquashfs":
        execFileSync("cp", ["-a", `${join(root, "fresh")}/.`, real(args[args.indexOf("-dest") + 1] ?? "")]);
        return "";
      case "df":
        return `Used Avail\n   0 ${world.availableBytes}\n`;
      case "cmp":
      case "cp":
      case "mv":
      case "dd":
        return tool(command, args);
      case "sync":
      case "udevadm":
      case "hostname":
        return "";
      default:
        throw new Error(`no ${line} in this test`);
    }
  }

  function tool(command: string, args: readonly string[]): string | number {
    const mapped = args.map((arg) =>
      arg.replace(/^((?:if=|of=)?)(\/.*)$/, (_, key, path) => key + real(path)),
    );
    try {
      return execFileSync(command, mapped, { encoding: "latin1", stdio: ["ignore", "pipe", "ignore"] });
    } catch (error) {
      return (error as { status: number }).status;
    }
  }

  function pool([action = ""]: readonly string[]): string | number {
    if (action === "import") open = true;
    if (action === "export") cutPower();
    if (action === "list") return open ? `${poolGuid}\n` : 1;
    return "";
  }

  function dataset(args: readonly string[], name: string): string | number {
    const folder = join(root, "pool", name);
    switch (args[0]) {
      case "snapshot":
        snapshots.add(name);
        return "";
      case "list":
        return snapshots.has(name) ? name : 1;
      case "create":
        if (existsSync(folder)) return 1;
        mkdirSync(folder, { recursive: true });
        return "";
      case "mount":
        return mount(folder, "/target");
      case "set": {
        const [property = "", value = ""] = (args[1] ?? "").split("=");
        properties.set(`${name} ${property}`, value);
        return "";
      }
      default:
        return get(args, name, folder);
    }
  }

  function get(args: readonly string[], name: string, folder: string): string | number {
    if (args.includes("property,value")) {
      if (!existsSync(folder)) return 1;
      const mounted = [...mounts.values()].includes(folder) ? "yes" : "no";
      return `canmount\tnoauto\nmountpoint\t${root}/target\nmounted\t${mounted}\n`;
    }
    if (args.includes("mounted")) return [...mounts.values()].includes(folder) ? "yes\n" : "no\n";
    return `${properties.get(`${name} ${args.at(-2)}`) ?? "-"}\n`;
  }
}

export function readMenu({ root }: Pick<AdoptWorld, "root">): string {
  return readFileSync(join(root, "esp/clawdie/grub/grub.cfg"), "utf8");
}
