import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { runSpending } from "../../../controlplane/spending/run-spending.ts";
import { findFreePort } from "../../../iso/vm/find-free-port.ts";
import { SpendingView } from "../../../setup/spending/spending-view.ts";

export interface TestGuard {
  /** Where the runtime would ask. */
  readonly baseUrl: string;
  readonly port: number;
  readonly ledger: string;
  readonly log: () => string;
  view(): Promise<SpendingView>;
  /** Moves its clock. */
  advance(seconds: number): void;
  setClock(time: string): void;
  stop(): Promise<void>;
  start(limitUsd?: number): Promise<void>;
}

/** The real guard in front of a service, with a clock of its own; its ledger survives `stop` and `start`. */
export async function startGuard(
  serviceUrl: string,
  limitUsd: number,
  onEnd: (end: () => Promise<void>) => void = onTestFinished,
): Promise<TestGuard> {
  const folder = await mkdtemp(join(tmpdir(), "clawdie-spending-"));
  const ledger = join(folder, "ledger.json");
  const port = await findFreePort();
  // Before every time a test sets: the ledger's month only moves forward.
  let offset = Date.parse("2026-11-21T10:00:00Z") - Date.now();
  let text = "";
  let running: { readonly stop: AbortController; readonly ended: Promise<void> } | null = null;
  const guard: TestGuard = {
    baseUrl: `http://127.0.0.1:${port}/api/v1`,
    port,
    ledger,
    log: () => text,
    view: async () => SpendingView.parse(await (await fetch(`http://127.0.0.1:${port}/spending`)).json()),
    advance(seconds) {
      offset += seconds * 1000;
    },
    setClock(time) {
      offset = Date.parse(time) - Date.now();
    },
    async stop() {
      running?.stop.abort();
      await running?.ended;
      running = null;
    },
    async start(limit = limitUsd) {
      const stop = new AbortController();
      const listening = Promise.withResolvers<void>();
      const log = (line: string) => {
        text += `${line}\n`;
        if (line.startsWith("listening")) listening.resolve();
      };
      const now = () => new Date(Date.now() + offset);
      const settings = { limitUsd: limit, serviceUrl, port, ledger };
      const ended = runSpending(settings, { log, signal: stop.signal, now });
      running = { stop, ended };
      await Promise.race([listening.promise, ended]);
    },
  };
  await guard.start();
  onEnd(async () => {
    await guard.stop();
    await rm(folder, { recursive: true, force: true });
  });
  return guard;
}
