import { z } from "zod";
import { readJournal } from "../execute/journal.ts";
import type { RuntimeView } from "../handoff/build-checks.ts";
import { readHandoffRecord } from "../handoff/handoff-record.ts";
import type { Host } from "../host/host.ts";
import { boxLayout } from "../plan/box-layout.ts";
import type { SpendingView } from "../spending/spending-view.ts";
import { gatherDatabases } from "./gather-databases.ts";
import { gatherDatasets } from "./gather-datasets.ts";
import { gatherMachine } from "./gather-machine.ts";
import { gatherOperatorView } from "./gather-operator-view.ts";
import { gatherServices } from "./gather-services.ts";
import { gatherSpending } from "./gather-spending.ts";
import { gatherUpkeep } from "./gather-upkeep.ts";
import { judgeStatus } from "./judge-status.ts";
import type { Status } from "./status.ts";

export interface StatusDeps {
  readonly version: string;
  /** Our own probe of the runtime; resolves also when it is down. */
  readonly probeRuntime: () => Promise<RuntimeView>;
  /** What the control plane's /health says about the database; null when it does not answer. */
  readonly probeDatabase: () => Promise<boolean | null>;
  /** What the spending guard counts; null (also when left out) when it does not answer. */
  readonly probeSpending?: () => Promise<SpendingView | null>;
  /** This account may be the database's superuser; another one's attempts would fill the log. */
  readonly asksDatabase?: boolean;
}

/** Everything `clawdie status`, the admin TUI and the tests show. Reads only; works as any account. */
export async function gatherStatus(host: Host, deps: StatusDeps): Promise<Status> {
  const notReadable: string[] = [];
  const readable = async <T>(what: string, reading: Promise<T>, otherwise: T): Promise<T> => {
    try {
      return await reading;
    } catch {
      notReadable.push(what);
      return otherwise;
    }
  };
  const [machine, services, handoff, lock, lastInstall, runtime, database, datasets, databases, spending] =
    await Promise.all([
      gatherMachine(host),
      gatherServices(host),
      readable("handoff", readHandoffRecord(host), null),
      readable("models", readProfileLock(host), null),
      readable("install log", readLastInstall(host), null),
      deps.probeRuntime(),
      gatherDatabase(host, deps),
      gatherDatasets(host),
      deps.asksDatabase === true ? gatherDatabases(host) : null,
      gatherSpending(host, deps.probeSpending ?? (async () => null)),
    ]);
  if (database.ready === null) notReadable.push("database");
  const upkeep = await gatherUpkeep(host, {
    ...{ readiness: runtime.state, database: database.ready, control: database.control },
  });
  const seen = {
    schema: 1 as const,
    version: deps.version,
    time: host.now().toISOString(),
    notReadable: notReadable.sort(),
    ...machine,
    assistantName: handoff?.assistant.name ?? null,
    handoff,
    services,
    runtime: { readiness: runtime.state, reasons: [...runtime.reasons] },
    database: { ready: database.ready },
    profile: lock?.profile ?? null,
    models: lock?.models ?? null,
    lastInstall,
    ...upkeep,
    datasets,
    databases,
    ...(await gatherOperatorView(host, machine)),
    spending,
  };
  return { ...seen, ...judgeStatus(seen) };
}

interface DatabaseView {
  readonly ready: boolean | null;
  /** The control plane answered. */
  readonly control: boolean;
}

/** The control plane asks first: it may, while peer authentication would refuse (and log) most accounts. */
async function gatherDatabase(host: Host, deps: StatusDeps): Promise<DatabaseView> {
  const told = await deps.probeDatabase();
  if (told !== null) return { ready: told, control: true };
  try {
    await host.query("system_ops", "SELECT 1");
    return { ready: true, control: false };
  } catch (error) {
    // 28000: the server is there, but this account has no role in it.
    const isRefused = error instanceof Error && "code" in error && error.code === "28000";
    return { ready: isRefused ? null : false, control: false };
  }
}

const ProfileLock = z.object({
  profile: z.string(),
  models: z.object({ chat: z.string(), fallback: z.string(), compaction: z.string() }),
});

async function readProfileLock(host: Host): Promise<z.infer<typeof ProfileLock> | null> {
  const bytes = await host.readFile(boxLayout.profileLock);
  return bytes === null ? null : ProfileLock.parse(JSON.parse(bytes.toString("utf8")));
}

async function readLastInstall(host: Host): Promise<Status["lastInstall"]> {
  const entries = await readJournal(host, boxLayout.installLog);
  const [first, last] = [entries.at(0), entries.at(-1)];
  if (first === undefined || last === undefined) return null;
  const failed = entries.filter((entry) => entry.outcome === "failed" || entry.outcome === "blocked").length;
  const startedAt = new Date(Date.parse(first.time) - first.seconds * 1000).toISOString();
  return { startedAt, finishedAt: last.time, steps: entries.length, failed };
}
