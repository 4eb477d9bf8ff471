import type { InteractiveShell } from "../../iso/vm/interactive-shell.ts";
import type { RemoteShell } from "../../iso/vm/remote-shell.ts";
import { runAsRoot } from "./box-shell.ts";

const psql = "psql -X -q -A -t -h /run/postgresql -U postgres -d system_ops -v ON_ERROR_STOP=1";

/** The table the rows go to, beside the product's own. */
export async function createLedger(shell: RemoteShell): Promise<void> {
  await runAsRoot(shell, `${psql} -c "CREATE TABLE acknowledged (row bigserial PRIMARY KEY, word text)"`);
}

/**
 * Commits row after row on the box and notes here which ones were acknowledged: a row counts only when its number has
 * reached this side, so that a loss cannot hide.
 */
export class LedgerWriter {
  readonly #terminal: InteractiveShell;

  private constructor(terminal: InteractiveShell) {
    this.#terminal = terminal;
  }

  static async start(shell: RemoteShell): Promise<LedgerWriter> {
    const insert = "INSERT INTO acknowledged (word) VALUES (md5(random()::text)) RETURNING 'row=' || row";
    // One connection, a commit each; it ends by itself when the database is stopped.
    const command = `sudo sh -c 'printf "%s\\n\\\\watch 0.1\\n" "$0" | ${psql}' "${insert}"`;
    const terminal = await shell.openShell({ command });
    await terminal.waitFor(/row=\d+/, { timeoutSeconds: 60 });
    return new LedgerWriter(terminal);
  }

  /** Numbers of the rows known to be committed. */
  get acknowledged(): number[] {
    return [...this.#terminal.text.matchAll(/row=(\d+)\r?\n/g)].map(([, row]) => Number(row));
  }
}

/** Acknowledged rows that are no longer there. */
export async function findLostRows(shell: RemoteShell, acknowledged: readonly number[]): Promise<number[]> {
  const kept = new Set(
    (await runAsRoot(shell, `${psql} -c "SELECT row FROM acknowledged"`)).split("\n").map(Number),
  );
  return acknowledged.filter((row) => !kept.has(row));
}

/** Waits for the database after a boot. */
export async function waitForDatabase(shell: RemoteShell): Promise<void> {
  const line = `for i in $(seq 300); do ${psql} -c "SELECT 1" >/dev/null 2>&1 && exit 0; sleep 2; done; exit 1`;
  await runAsRoot(shell, line, "", [0], 700);
}
