/**
 * set-operator: the first account of the dashboard, a link for it, or a new password. From a checkout:
 * npm run set-operator -- <email>. All uses: set-operator --help.
 */
import { stat } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { createLinuxHost } from "../setup/host/linux-host.ts";
import { openDatabase } from "../setup/host/open-database.ts";
import { InterruptedError, renderException, SetupError } from "../setup/issues/exceptions.ts";
import { boxLayout } from "../setup/plan/box-layout.ts";
import { migrateDatabase } from "./database/migrate-database.ts";
import { readMigrations } from "./database/read-migrations.ts";
import { operatorUsage, parseOperatorOptions } from "./operator-command/parse-operator-options.ts";
import { runSetOperator } from "./operator-command/run-set-operator.ts";
import { waitUntilServed } from "./operator-command/wait-until-served.ts";

const database = "system_ops";
/** Three seconds on real hardware. */
const servedLimitMs = 30_000;

async function main(argv: readonly string[]): Promise<number> {
  const options = parseOperatorOptions(argv);
  if (options === "help" || options === null) {
    (options === null ? process.stderr : process.stdout).write(operatorUsage);
    return options === null ? 64 : 0;
  }
  const socketFolder = options.socketFolder ?? boxLayout.pgSocket;
  // Whoever may act as postgres becomes the role of the control plane: what is made here belongs to it.
  const pool = openDatabase(
    { socketFolder, port: 5432, role: "postgres", actAs: database, connections: 2 },
    database,
  );
  const isBox = await stat(boxLayout.setupFile).then(
    () => true,
    () => false,
  );
  try {
    await migrateDatabase(pool, await readMigrations(`${import.meta.dirname}/migrations`)).catch(explain);
    return await runSetOperator(options, {
      ...{ host: createLinuxHost(), pool },
      out: (line) => void process.stdout.write(line),
      err: (line) => void process.stderr.write(line),
      terminal: process.stdin.isTTY && process.stderr.isTTY ? process.stdin : null,
      readInput: () => text(process.stdin),
      isServed: () => waitUntilServed(boxLayout.dashboardPort, servedLimitMs),
      onBox: isBox && options.socketFolder === null && process.getuid?.() === 0,
    });
  } finally {
    await pool.end();
  }
}

/** Connecting is the first thing that can go wrong, and the one people can do something about. */
function explain(cause: unknown): never {
  if (cause instanceof SetupError) throw cause;
  throw new SetupError(
    "The box's database cannot be used from here",
    "On the box: sudo set-operator … From elsewhere: ssh -t clawdie@<address> sudo set-operator …",
    { cause },
  );
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${renderException(error, null)}\n`);
  process.exitCode = error instanceof InterruptedError ? 3 : error instanceof SetupError ? 1 : 70;
}
