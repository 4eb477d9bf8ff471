import { once } from "node:events";
import type { SpendingSettings } from "../../setup/spending/spending-settings.ts";
import { askFigure } from "./ask-figure.ts";
import { createSpendingServer } from "./create-spending-server.ts";
import type { Ledger } from "./ledger.ts";
import { readLedger, writeLedger } from "./ledger-file.ts";
import { createSpendingMeter } from "./spending-meter.ts";

export interface SpendingDeps {
  /** One line for the service's log; never anything of a call. */
  readonly log: (line: string) => void;
  /** Aborting stops it: calls under way are cut, their cost is in the service's own figure. */
  readonly signal: AbortSignal;
  readonly now: () => Date;
}

/** Listens on loopback until the signal is aborted. @throws when the port is taken. */
export async function runSpending(settings: SpendingSettings, deps: SpendingDeps): Promise<void> {
  const { limitUsd, serviceUrl, port, ledger } = settings;
  const keeper = createKeeper(ledger, deps.log);
  const ask = (authorization: string) => askFigure(serviceUrl, authorization, fetch);
  const kept = await readLedger(ledger);
  const meter = createSpendingMeter({ limitUsd, now: deps.now, ask, keep: keeper.keep, kept });
  const server = createSpendingServer(serviceUrl, meter);
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  deps.log(`listening on 127.0.0.1:${port}, limit $${limitUsd} a month`);
  if (!deps.signal.aborted) await once(deps.signal, "abort");
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await closed;
  await keeper.settled();
}

/** Writes the newest ledger, one write after the other; a disk that is full is said once. */
function createKeeper(path: string, log: (line: string) => void) {
  let newest: Ledger | null = null;
  let writing: Promise<void> = Promise.resolve();
  let said = false;
  const write = async () => {
    if (newest === null) return;
    const next = newest;
    newest = null;
    try {
      await writeLedger(path, next);
      said = false;
    } catch (error) {
      if (!said) log(`the spending could not be written down: ${String(error)}`);
      said = true;
    }
  };
  return {
    keep(ledger: Ledger) {
      newest = ledger;
      writing = writing.then(write);
    },
    settled: () => writing,
  };
}
