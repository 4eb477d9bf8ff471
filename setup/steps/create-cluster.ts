import { dirname } from "node:path";
import type { Host } from "../host/host.ts";
import { buildIssue } from "../issues/build-issue.ts";
import type { Issue } from "../issues/issue.ts";
import type { StepOf } from "../plan/step.ts";
import { needed, neededIf, type StepHandler } from "./handler.ts";

type Cluster = Pick<StepOf<"create-cluster">, "dataFolder" | "walFolder" | "version">;

/** The first version with a locale provider that no update of C library or ICU can change. */
const firstWithBuiltinLocale = 17;

export const createCluster: StepHandler<"create-cluster"> = {
  async check(step, host) {
    if ((await host.stat(marker(step))) !== null) return needed("creating it was interrupted");
    const version = (await host.readFile(`${step.dataFolder}/PG_VERSION`))?.toString("utf8").trim();
    const content = await listContent(host, step.dataFolder);
    const wal = await listContent(host, step.walFolder);
    if (version === undefined && content.length + wal.length > 0) {
      return { state: "blocked", issue: describeForeign(step, "or the folder of its log is not empty") };
    }
    if (version !== undefined && version !== step.version) {
      return { state: "blocked", issue: describeForeign(step, `holds data of PostgreSQL ${version}`) };
    }
    const link = await host.readLink(`${step.dataFolder}/pg_wal`);
    return neededIf(
      version === undefined ? "there is no cluster" : null,
      link === walPath(step, host) ? null : "its log is not where it shall be",
    );
  },
  // The marker says that what lies there came from us and is incomplete: only then may it be removed.
  async apply(step, host) {
    await host.writeFile(marker(step), "", { mode: 0o600 });
    await clearFolder(host, step.dataFolder);
    await clearFolder(host, step.walFolder);
    const program = `/usr/lib/postgresql/${step.version}/bin/initdb`;
    await host.run(program, buildArguments(step, host), { user: "postgres" });
    await host.remove(marker(step));
  },
};

function buildArguments(step: Cluster, host: Host): string[] {
  const builtin = Number(step.version) >= firstWithBuiltinLocale;
  return [
    `--pgdata=${machinePath(step.dataFolder, host)}`,
    `--waldir=${walPath(step, host)}`,
    "--username=postgres",
    "--encoding=UTF8",
    "--locale=C.UTF-8",
    ...(builtin ? ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] : []),
    "--auth-local=peer",
    "--auth-host=reject",
    "--data-checksums",
    "--no-instructions",
  ];
}

function marker({ dataFolder }: Cluster): string {
  return `${dirname(dataFolder)}/.clawdie-initdb-unfinished`;
}

function machinePath(path: string, host: Host): string {
  return host.root === "/" ? path : `${host.root}${path}`;
}

function walPath(step: Cluster, host: Host): string {
  return machinePath(step.walFolder, host);
}

async function listContent(host: Host, path: string): Promise<string[]> {
  return (await host.stat(path)) === null ? [] : host.listFolder(path);
}

async function clearFolder(host: Host, path: string): Promise<void> {
  for (const name of await listContent(host, path)) await host.remove(`${path}/${name}`);
}

function describeForeign({ dataFolder }: Cluster, what: string): Issue {
  return buildIssue("database.foreign", {}, { folder: dataFolder, what });
}
