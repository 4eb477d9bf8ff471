import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { renderHostAccess, renderIdentityMap } from "../../../setup/config-files/render-postgres-config.ts";

export interface TestPostgres {
  readonly socketFolder: string;
  /** Starts the server; it may not answer yet when this returns. */
  start(): void;
  stop(): Promise<void>;
  /** SQL as the role postgres. */
  sql(text: string): void;
}

const isRoot = process.getuid?.() === 0;

/** An initialised cluster with the box's own pg_hba.conf, in which this account may be any role; removed at the end. */
export function createPostgres(
  onEnd: (end: () => void | Promise<void>) => void = onTestFinished,
): TestPostgres {
  const folder = mkdtempSync(join(tmpdir(), "clawdie-pg-"));
  const data = join(folder, "data");
  const bin = findPrograms();
  if (isRoot) execFileSync("chown", ["postgres:postgres", folder]);
  chmodSync(folder, 0o755);
  run(join(bin, "initdb"), [
    "-D",
    data,
    "-U",
    "postgres",
    "--auth=trust",
    "--no-sync",
    "-E",
    "UTF8",
    "--locale=C",
  ]);
  const { username: account } = userInfo();
  writeFileSync(join(data, "pg_hba.conf"), renderHostAccess());
  writeFileSync(
    join(data, "pg_ident.conf"),
    renderIdentityMap(["postgres", "system_ops"].map((role) => ({ account, role }))),
  );
  let server: ChildProcess | null = null;
  const stop = async (): Promise<void> => {
    if (server === null || server.exitCode !== null) return;
    const ended = once(server, "exit");
    server.kill("SIGINT");
    await ended;
    server = null;
  };
  onEnd(async () => {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const options = ["-D", data, "-k", folder, "-c", "listen_addresses=", "-c", "fsync=off"];
  return {
    socketFolder: folder,
    start: () => {
      const [command = "", ...args] = asServer(join(bin, "postgres"), options);
      server = spawn(command, args, { stdio: "ignore", cwd: folder });
    },
    stop,
    sql: (text) =>
      void execFileSync(
        join(bin, "psql"),
        ["-X", "-q", "-h", folder, "-U", "postgres", "-d", "postgres", "-c", text],
        {
          stdio: "pipe",
        },
      ),
  };
}

/** PostgreSQL refuses to run as root. */
function asServer(command: string, args: readonly string[]): string[] {
  const change = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"];
  return isRoot ? [...change, command, ...args] : [command, ...args];
}

function run(command: string, args: readonly string[]): void {
  const [program = "", ...rest] = asServer(command, args);
  execFileSync(program, rest, { stdio: "pipe", cwd: "/" });
}

function findPrograms(): string {
  const root = "/usr/lib/postgresql";
  const version = readdirSync(root).sort((a, b) => Number(b) - Number(a))[0];
  return join(root, version ?? "", "bin");
}
