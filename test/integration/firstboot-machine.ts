import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Host, RunOptions } from "../../setup/host/host.ts";
import { CommandError } from "../../setup/issues/exceptions.ts";
import { revealText } from "../../setup/issues/secret.ts";
import { boxLayout } from "../../setup/plan/box-layout.ts";
import { claimPlace, renderClaim } from "../../setup/plan/disk-claim.ts";
import type { Plan } from "../../setup/plan/plan.ts";
import { accountPrograms } from "./account-programs.ts";
import { buildFakeDatabase, type FakeDatabase } from "./fake-database.ts";
import { buildFakeDisk, type FakeDisk, writeBytes } from "./fake-disk.ts";
import { buildFile, createMemoryFiles, type MemoryFiles } from "./memory-files.ts";
import { renderDump } from "./render-dump.ts";

type Answer = string | number;
export type Program = (args: readonly string[], input: string) => Answer;

const installId = "0123456789abcdef";
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

interface State {
  readonly files: MemoryFiles;
  readonly disk: FakeDisk;
  readonly datasets: Map<string, Record<string, string>>;
  readonly database: FakeDatabase;
  readonly started: Set<string>;
  /** Text of the firewall rules that are loaded. */
  rules: string;
  espMounted: boolean;
  /** Certificate and key, made once by the real openssl. */
  pair: { readonly certificate: Buffer; readonly key: Buffer } | null;
}

export function buildFirstbootBox(plan: Plan): FirstbootBox {
  const started = new Set<string>();
  const state: State = {
    ...{ files: installedFiles(plan), disk: claimedDisk(), datasets: installedDatasets(plan), started },
    database: buildFakeDatabase(() => started.has("postgresql")),
    ...{ rules: "", espMounted: false, pair: null },
  };
  const programs = { ...systemPrograms(state), ...makers(state), ...accountPrograms(state.files) };
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

function restart(state: State): void {
  for (const path of [...state.files.keys()]) if (/^\/(run|tmp)\//.test(path)) state.files.delete(path);
  state.files.set("/proc/sys/kernel/hostname", buildFile("(none)\n", { mode: 0o644 }));
  state.espMounted = false;
  state.started.clear();
  for (const path of state.files.keys()) {
    const service = /^\/etc\/runlevels\/\w+\/([\w-]+)$/.exec(path)?.[1];
    if (service !== undefined) startService(state, service);
  }
  state.rules = state.started.has("nftables") ? readRules(state) : "";
}

function describeState({ files, datasets, database, disk }: State): Record<string, string> {
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
    ...Object.fromEntries(services.map((service) => [`/etc/init.d/${service}`, "#!/sbin/openrc-run\n"])),
  };
  return new Map(Object.entries(texts).map(([path, text]) => [path, buildFile(text, { mode: 0o644 })]));
}

function installedDatasets(plan: Plan): State["datasets"] {
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

function startService(state: State, service: string): boolean {
  const hasCluster = state.files.has(`${boxLayout.pgData}/PG_VERSION`);
  if (service === "postgresql" && !hasCluster) return false;
  state.started.add(service);
  return true;
}

function readRules({ files }: State): string {
  const text = String(files.get("/etc/nftables.conf")?.content ?? "");
  return files.has(boxLayout.dashboardOpening) ? `${text}\nelements = { ${boxLayout.dashboardPort} }` : text;
}

function systemPrograms(state: State): Record<string, Program> {
  const { disk, datasets, files, started } = state;
  const names = { model: null, serial: disk.serial, wwn: null, tran: null, size: disk.sizeBytes };
  return {
    lsblk: (args) => (args.includes("PKNAME") ? "sda\n" : JSON.stringify({ blockdevices: [names] })),
    zpool: () => "zroot\t60G\n\t/dev/sda3\t60G\n",
    od: (args) => {
      const value = (name: string) => Number(new RegExp(`${name}=(\\d+)`).exec(args.join(" "))?.[1] ?? 0);
      const [offset, length] = [value("--skip-bytes"), value("--read-bytes")];
      return renderDump(disk.head.subarray(offset, offset + length), offset);
    },
    dd: () => {
      writeBytes(disk, claimPlace.offset, Buffer.alloc(claimPlace.length));
      return "";
    },
    mount: () => {
      state.espMounted = true;
      return "";
    },
    umount: () => {
      state.espMounted = false;
      return "";
    },
    zfs: (args) => {
      const found = datasets.get(args.at(-1) ?? "");
      if (args.join(" ").includes("org.clawdie:install-id")) return `${installId}\n`;
      if (args[0] === "create" || found === undefined) return 1;
      if (args[0] !== "get") return "";
      return Object.entries(found)
        .map(([name, value]) => `${name}\t${value}\n`)
        .join("");
    },
    hostname: ([name = ""]) => {
      files.set("/proc/sys/kernel/hostname", buildFile(`${name}\n`, { mode: 0o644 }));
      return "";
    },
    tee: ([path = ""], input) => {
      files.set(path, buildFile(input, { mode: 0o644 }));
      return "";
    },
    nft: (args) => {
      if (args[0] === "list") return state.rules === "" ? 1 : state.rules;
      state.rules = readRules(state);
      return "";
    },
    "rc-service": (args) => {
      const [service = "", action] = args.filter((arg) => !arg.startsWith("--"));
      if (action === "start") return startService(state, service) ? "" : 1;
      return action === "status" && !started.has(service) ? 3 : "";
    },
    curl: (args) => {
      const port = Number(/127\.0\.0\.1:(\d+)/.exec(args.at(-1) ?? "")?.[1]);
      const service: Record<number, string> = {
        [boxLayout.gatewayPort]: "clawdie-runtime",
        [boxLayout.controlPort]: "clawdie-controlplane",
      };
      return started.has(service[port] ?? "clawdie-spending") ? "" : 7;
    },
  };
}

/** Programs that make something of their own. */
function makers(state: State): Record<string, Program> {
  const { files } = state;
  const put = (path: string, content: string | Buffer, mode = 0o600) =>
    void files.set(path, buildFile(content, { mode }));
  const after = (args: readonly string[], option: string) => args[args.indexOf(option) + 1] ?? "";
  return {
    locale: () => (files.has("/usr/lib/locale/made") ? "C.utf8\nen_us.utf8\n" : "C.utf8\n"),
    localedef: () => {
      put("/usr/lib/locale/made", "en_US");
      return "";
    },
    "ssh-keygen": (args) => {
      put(after(args, "-f"), "PRIVATE KEY");
      put(`${after(args, "-f")}.pub`, "PUBLIC KEY", 0o644);
      return "";
    },
    openssl: (args) => {
      state.pair ??= makePair(String(files.get(after(args, "-config"))?.content ?? ""));
      put(after(args, "-out"), state.pair.certificate);
      put(after(args, "-keyout"), state.pair.key);
      return "";
    },
    [`/usr/lib/postgresql/17/bin/initdb`]: (args) => {
      const option = (name: string) => args.find((arg) => arg.startsWith(name))?.slice(name.length) ?? "";
      put(`${option("--pgdata=")}/PG_VERSION`, "17\n");
      files.set(`${option("--pgdata=")}/pg_wal`, {
        ...buildFile(option("--waldir="), { mode: 0o777 }),
        kind: "link",
      });
      return "";
    },
    [boxLayout.node]: (args) => {
      if (args.includes("--hash-from-stdin")) state.database.facts.add("operator");
      if (args.includes("validate")) return JSON.stringify({ valid: true });
      return JSON.stringify({ summary: { critical: 0 }, findings: [] });
    },
  };
}

let pairs: { readonly certificate: Buffer; readonly key: Buffer } | null = null;

function makePair(config: string): { readonly certificate: Buffer; readonly key: Buffer } {
  if (pairs !== null) return pairs;
  const folder = mkdtempSync(join(tmpdir(), "clawdie-pair-"));
  const [wanted, key, certificate] = [
    join(folder, "wanted"),
    join(folder, "key"),
    join(folder, "certificate"),
  ];
  writeFileSync(wanted, config);
  const kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-days", "820"];
  const places = ["-config", wanted, "-keyout", key, "-out", certificate];
  execFileSync("openssl", ["req", "-x509", "-sha256", "-nodes", ...kind, ...places], { stdio: "pipe" });
  pairs = { certificate: readFileSync(certificate), key: readFileSync(key) };
  rmSync(folder, { recursive: true });
  return pairs;
}
