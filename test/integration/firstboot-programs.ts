import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { boxLayout } from "../../setup/plan/box-layout.ts";
import { claimPlace } from "../../setup/plan/disk-claim.ts";
import { writeBytes } from "./fake-disk.ts";
import {
  type BoxState,
  installId,
  type Program,
  readNetwork,
  readRules,
  startService,
} from "./firstboot-machine.ts";
import { buildFile, type MemoryFiles } from "./memory-files.ts";
import { readBytes } from "./read-bytes.ts";

/** Programs that look at the system or set it. */
export function systemPrograms(state: BoxState): Record<string, Program> {
  const { disk, datasets, files, started } = state;
  const names = { model: null, serial: disk.serial, wwn: null, tran: null, size: disk.sizeBytes };
  return {
    lsblk: (args) => (args.includes("PKNAME") ? "sda\n" : JSON.stringify({ blockdevices: [names] })),
    zpool: () => "zroot\t60G\n\t/dev/sda3\t60G\n",
    dd: (args) => {
      const value = (name: string) => Number(new RegExp(`${name}=(\\d+)`).exec(args.join(" "))?.[1] ?? 0);
      if (!args.some((arg) => arg.startsWith("of=")))
        return readBytes(disk.head, value("skip"), value("count"));
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
      if (action === "reload") readNetwork(state);
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
export function makers(state: BoxState): Record<string, Program> {
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
      pair ??= makePair(String(files.get(after(args, "-config"))?.content ?? ""));
      put(after(args, "-out"), pair.certificate);
      put(after(args, "-keyout"), pair.key);
      return "";
    },
    "/usr/lib/postgresql/17/bin/initdb": (args) => {
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
      if (args.includes("--print")) return "v26-x64-0\n";
      if (args.includes("validate")) return JSON.stringify({ valid: true });
      return JSON.stringify({ summary: { critical: 0 }, findings: [] });
    },
  };
}

/** Programs that move files and folders about. */
export function filePrograms(files: MemoryFiles): Record<string, Program> {
  const below = (folder: string) =>
    [...files.keys()].filter((path) => path === folder || path.startsWith(`${folder}/`));
  return {
    rm: (args) => {
      for (const path of below(args.at(-1) ?? "")) files.delete(path);
      return "";
    },
    mkdir: (args) => {
      for (const path of args.slice(1))
        files.set(path, { ...buildFile("", { mode: 0o755 }), kind: "folder" });
      return "";
    },
    tar: (args) => {
      files.set(`${args.at(-1)}/entry`, buildFile("compiled", { mode: 0o600 }));
      return "";
    },
    mv: ([, from = "", to = ""]) => {
      for (const path of below(from)) {
        files.set(`${to}${path.slice(from.length)}`, files.get(path) ?? buildFile("", { mode: 0o600 }));
        files.delete(path);
      }
      // What only lies below a folder makes it a folder.
      files.set(to, { ...buildFile("", { mode: 0o755 }), kind: "folder" });
      return "";
    },
  };
}

interface Pair {
  readonly certificate: Buffer;
  readonly key: Buffer;
}

/** Made once by the real openssl: what is read from it is checked. */
let pair: Pair | null = null;

function makePair(config: string): Pair {
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
  const made = { certificate: readFileSync(certificate), key: readFileSync(key) };
  rmSync(folder, { recursive: true });
  return made;
}
