import { createHash } from "node:crypto";
import type { Host, RunOptions } from "../../setup/host/host.ts";
import { CommandError } from "../../setup/issues/exceptions.ts";
import { revealText } from "../../setup/issues/secret.ts";
import { boxLayout } from "../../setup/plan/box-layout.ts";
import { claimPlace, renderClaim } from "../../setup/plan/disk-claim.ts";
import type { Plan } from "../../setup/plan/plan.ts";
import { accountPrograms } from "./account-programs.ts";
import { buildFakeDatabase, type FakeDatabase } from "./fake-database.ts";
import { buildFakeDisk, type FakeDisk } from "./fake-disk.ts";
import { filePrograms, makers, systemPrograms } from "./firstboot-programs.ts";
import { buildFile, createMemoryFiles, type MemoryFiles } from "./memory-files.ts";

/** Output of a program, or its exit code. */
export type Program = (args: readonly string[], input: string) => string | number;

/** The attempt that installed this box. */
export const installId = "0123456789abcdef";
const espMount = "/run/clawdie/esp";
/** Lost when the power goes; everything else lies on the disk. */
const inMemory = /^\/(run|proc|tmp)\//;

/** A box that was just installed. It keeps files, datasets and databases when the power goes, and nothing else. */
export interface FirstbootBox {
  readonly host: Host;
  /** Power off and on again: what is enabled is started, as OpenRC does. */
  restart(): void;
  /** Everything that outlives a restart, as text. */
  describe(): Record<string, string>;
}

/** What the programs of the box change. */
export interface BoxState {
  readonly files: MemoryFiles;
  readonly disk: FakeDisk;
  readonly datasets: Map<string, Record<string, string>>;
  readonly database: FakeDatabase;
  readonly started: Set<string>;
  /** Text of the firewall rules that are loaded. */
  rules: string;
  espMounted: boolean;
}

export function buildFirstbootBox(plan: Plan): FirstbootBox {
  const started = new Set<string>();
  const state: BoxState = {
    ...{ files: installedFiles(plan), disk: claimedDisk(), datasets: installedDatasets(plan), started },
    database: buildFakeDatabase(() => started.has("postgresql")),
    ...{ rules: "", espMounted: false },
  };
  const programs = {
    ...{ ...systemPrograms(state), ...makers(state), ...filePrograms(state.files) },
    ...accountPrograms(state.files),
  };
  const run = async (command: string, args: readonly string[], options: RunOptions = {}) => {
    const answer = programs[command]?.(args, revealText(options.input ?? "")) ?? 127;
    const exitCode = typeof answer === "number" ? answer : 0;
    const line = [command, ...args].join(" ");
    if (!(options.allowExit ?? [0]).includes(exitCode)) throw new CommandError(line, exitCode, "refused");
    return { exitCode, stdout: typeof answer === "string" ? answer : "", stderr: "" };
  };
  const build = (root: string): Host => ({
    root,
    at: build,
    ...createMemoryFiles(root, (path) => {
      const { esp } = state.disk;
      const isEsp = state.espMounted && path.startsWith(espMount);
      return isEsp && esp !== null ? [esp.files, path.slice(espMount.length)] : [state.files, path];
    }),
    run,
    query: (...call) => state.database.query(...call),
    withDevice: () => Promise.reject(new Error("no disk is taken here")),
    now: () => new Date(),
    // What runs here answers at once: whoever has to wait waits for ever.
    sleep: () => Promise.reject(new Error("it never answers")),
  });
  return { host: build("/"), restart: () => restart(state), describe: () => describeState(state) };
}

function restart(state: BoxState): void {
  for (const path of [...state.files.keys()]) if (/^\/(run|tmp)\//.test(path)) state.files.delete(path);
  state.files.set("/proc/sys/kernel/hostname", buildFile("(none)\n", { mode: 0o644 }));
  state.espMounted = false;
  state.started.clear();
  for (const path of state.files.keys()) {
    const service = /^\/etc\/runlevels\/\w+\/([\w-]+)$/.exec(path)?.[1];
    if (service !== undefined) startService(state, service);
  }
  startService(state, "dhcpcd");
  state.rules = state.started.has("nftables") ? readRules(state) : "";
}

function describeState({ files, datasets, database, disk }: BoxState): Record<string, string> {
  const kept = [...files].filter(([path]) => !inMemory.test(path));
  return Object.fromEntries([
    ...kept.map(([path, { kind, mode, owner, group, content }]) => [
      path,
      `${kind} ${mode.toString(8)} ${owner}:${group} ${content.toString("latin1")}`,
    ]),
    ...[...datasets].map(([name, properties]) => [name, JSON.stringify(properties)]),
    ["database", [...database.facts].sort().join("; ")],
    ["claim", disk.head.toString("latin1", claimPlace.offset, claimPlace.offset + 512)],
    ["marker", String(disk.esp?.files.get("/clawdie/bootable")?.content)],
  ]);
}

/** What the image brings along and the plan looks for. */
function installedFiles(plan: Plan): MemoryFiles {
  const services = plan.steps.flatMap((step) => ("service" in step ? [step.service] : []));
  const passwd = ["root:x:0:0:root:/root:/bin/bash", "postgres:x:102:103::/var/lib/postgresql:/bin/bash"];
  const group = [
    "root:x:0:",
    "adm:x:4:",
    "sudo:x:27:",
    "shadow:x:42:",
    "postgres:x:103:",
    "systemd-journal:x:99:",
  ];
  const texts: Record<string, string> = {
    "/etc/passwd": `${passwd.join("\n")}\n`,
    "/etc/group": `${group.join("\n")}\n`,
    "/etc/shadow": "root:$6$x:1:0:99999:7:::\npostgres:*:1:0:99999:7:::\n",
    "/proc/sys/kernel/hostname": "(none)\n",
    "/proc/sys/kernel/panic": "0\n",
    "/usr/share/zoneinfo/Europe/Ljubljana": "",
    [`${boxLayout.compiledCode}/2026.1/0-1.tar`]: "compiled",
    ...Object.fromEntries(services.map((service) => [`/etc/init.d/${service}`, "#!/sbin/openrc-run\n"])),
  };
  const files = Object.entries(texts).map(
    ([path, text]) => [path, buildFile(text, { mode: 0o644 })] as const,
  );
  const folder = { ...buildFile("", { mode: 0o755 }), kind: "folder" as const };
  return new Map([...files, [boxLayout.compiledCode, folder]]);
}

function installedDatasets(plan: Plan): BoxState["datasets"] {
  const made = plan.steps.flatMap((step) => (step.kind === "create-dataset" ? [step] : []));
  return new Map(made.map(({ dataset, properties }) => [dataset, { mounted: "yes", ...properties }]));
}

/** As a power cut just before the installer's last step leaves it: the box starts, and the mark is still there. */
function claimedDisk(): FakeDisk {
  const disk = buildFakeDisk();
  renderClaim({ installId, code: null, clearing: null }, disk).copy(disk.head, claimPlace.offset);
  disk.esp = { label: "CLAWDIE-EFI", files: new Map() };
  return disk;
}

/** False when it cannot start. */
export function startService(state: BoxState, service: string): boolean {
  const hasCluster = state.files.has(`${boxLayout.pgData}/PG_VERSION`);
  if (service === "postgresql" && !hasCluster) return false;
  state.started.add(service);
  if (service === "dhcpcd") readNetwork(state);
  return true;
}

/** As rc.d/dhcpcd does at its start and when it is told to reload. */
export function readNetwork({ files }: BoxState): void {
  const paths = ["/etc/dhcpcd.conf", "/etc/dhcpcd.exit-hook"];
  const text = Buffer.concat(paths.map((path) => files.get(path)?.content ?? Buffer.alloc(0)));
  const hash = createHash("sha256").update(text).digest("hex");
  files.set(boxLayout.networkRead, buildFile(`${hash}  -\n`, { mode: 0o644 }));
}

/** The rules as the files say them now. */
export function readRules({ files }: BoxState): string {
  const text = String(files.get("/etc/nftables.conf")?.content ?? "");
  return files.has(boxLayout.dashboardOpening) ? `${text}\nelements = { ${boxLayout.dashboardPort} }` : text;
}
