import type { Host } from "../../../setup/host/host.ts";
import { boxLayout } from "../../../setup/plan/box-layout.ts";
import { buildScriptedHost } from "../../build-scripted-host.ts";

const bootIdPath = "/proc/sys/kernel/random/boot_id";
const [pgdata, pgwal] = ["pgdata", "pgwal"].map((name) => `${boxLayout.postgresDataset}/${name}`);

interface FakeSnapshot {
  readonly name: string;
  readonly txg: number;
  readonly data: Readonly<Record<string, string>>;
}

/** A box of state and rules, as far as maintenance sees it; commands it does not know are refused. */
export interface FakeBox {
  readonly host: Host;
  readonly started: Set<string>;
  /** Content of pgdata and pgwal, as a word. */
  data: Record<string, string>;
  snapshots: FakeSnapshot[];
  clusterState: string;
  rebooted: boolean;
  /** Everything that was run. */
  readonly lines: string[];
  /** Power back on: another boot id, everything mounted and started. */
  boot(): Promise<void>;
}

export const allServices = ["clawdie-firstboot", "clawdie-runtime", "clawdie-controlplane", "postgresql"];

/** Starts running, with one old snapshot of other data. */
export async function buildFakeBox(): Promise<FakeBox> {
  // In memory: thousands of runs, each of which would wait for the disk.
  const files = new Map<string, string>([[bootIdPath, "boot-1\n"]]);
  let [txg, marked, boots] = [10, "-", 1];
  const mounted = new Set([pgdata, pgwal]);
  const box = {
    started: new Set(allServices),
    data: { [pgdata ?? ""]: "new", [pgwal ?? ""]: "new" } as Record<string, string>,
    snapshots: [
      { name: "manual-20261101T000000Z", txg: 5, data: { [pgdata ?? ""]: "old", [pgwal ?? ""]: "old" } },
    ],
    clusterState: "in production",
    rebooted: false,
  };
  const service = (name: string, action: string): number | string => {
    if (action === "status") return box.started.has(name) ? 0 : 3;
    if (action === "stop") box.started.delete(name);
    // PostgreSQL cannot start without its data.
    if (action === "start" && name === "postgresql" && mounted.size < 2) return 1;
    if (action === "start") box.started.add(name);
    if (name === "postgresql") box.clusterState = box.started.has(name) ? "in production" : "shut down";
    return 0;
  };
  const program = (args: readonly string[]): number | string => {
    const [, , , parent, snapshot, , mark, ...children] = args;
    const newest = box.snapshots.at(-1);
    if (mounted.size > 0 || newest?.name !== snapshot || parent !== boxLayout.postgresDataset) return 1;
    // One transaction: there is no moment in between.
    for (const child of children) box.data[child] = newest?.data[child] ?? "?";
    marked = mark ?? "-";
    return "";
  };
  const zfs = (args: readonly string[]): number | string => {
    const last = args.at(-1) ?? "";
    const name = last.split("@")[1] ?? "";
    if (args[0] === "program") return program(args);
    if (args[0] === "get" && args.includes("mounted")) return mounted.has(last) ? "yes\n" : "no\n";
    if (args[0] === "get") return `${marked}\n`;
    if (args[0] === "mount") mounted.add(last);
    if (args[0] === "unmount") {
      if (box.started.has("postgresql")) return 1;
      mounted.delete(last);
    }
    if (args[0] === "snapshot") {
      txg += 1;
      box.snapshots.push({ name, txg, data: { ...box.data } });
    }
    if (args[0] === "destroy") box.snapshots = box.snapshots.filter((snapshot) => snapshot.name !== name);
    if (args[0] === "list" && name !== "")
      return box.snapshots.some((snapshot) => snapshot.name === name) ? 0 : 1;
    if (args[0] !== "list") return 0;
    return box.snapshots
      .flatMap((one) =>
        [pgdata, pgwal].map(
          (child) => `${child}@${one.name}\t${1_795_000_000 + one.txg}\t4096\t${one.txg}\n`,
        ),
      )
      .join("");
  };
  const { host, lines } = buildScriptedHost((line) => {
    const [command = "", ...args] = line.split(" ");
    if (command === "rc-service")
      return args[0]?.startsWith("--") ? 0 : service(args[0] ?? "", args[1] ?? "");
    if (command === "zfs") return zfs(args);
    if (command.endsWith("pg_controldata"))
      return `Database cluster state:               ${box.clusterState}\n`;
    if (command === "curl") return 0;
    if (line === "id -u") return "0\n";
    if (line === "shutdown -r now") {
      box.rebooted = true;
      return 0;
    }
    return 127;
  });
  const query: Host["query"] = async (_database, sql) => {
    if (!box.started.has("postgresql")) throw new Error("no connection");
    if (sql === "CHECKPOINT") checkpointed = true;
    return sql.includes("redo_lsn") ? [{ reached: checkpointed }] : [{ lsn: "0/1500000" }];
  };
  let checkpointed = false;
  const boot = async (): Promise<void> => {
    boots += 1;
    files.set(bootIdPath, `boot-${boots}\n`);
    for (const child of [pgdata, pgwal]) mounted.add(child);
    for (const name of allServices) box.started.add(name);
    box.clusterState = "in production";
    box.rebooted = false;
  };
  const inMemory: Pick<Host, "readFile" | "writeFile" | "appendLine"> = {
    readFile: async (path) => (files.has(path) ? Buffer.from(files.get(path) ?? "") : null),
    writeFile: async (path, content) => void files.set(path, String(content)),
    appendLine: async (path, line) => void files.set(path, `${files.get(path) ?? ""}${line}\n`),
  };
  // What runs here answers at once: whoever has to wait waits for ever.
  const sleep = () => Promise.reject(new Error("it never answers"));
  return Object.assign(box, { host: { ...host, ...inMemory, query, sleep }, lines, boot });
}
