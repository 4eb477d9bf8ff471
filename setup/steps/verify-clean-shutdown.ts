import type { Host } from "../host/host.ts";
import { StepError } from "../issues/exceptions.ts";
import { boxLayout } from "../plan/box-layout.ts";
import { needed, type StepHandler, satisfied } from "./handler.ts";

const clean = "shut down";

export const verifyCleanShutdown: StepHandler<"verify-clean-shutdown"> = {
  async check({ dataFolder }, host) {
    const state = await readClusterState(dataFolder, host);
    return state === clean ? satisfied : needed(`the cluster is "${state}"`);
  },
  async apply({ id, dataFolder }, host) {
    const state = await readClusterState(dataFolder, host);
    if (state === clean) return;
    throw new StepError(
      id,
      `PostgreSQL did not shut down cleanly: the control file says "${state}"`,
      "Look at its last lines: sudo grep postgresql /var/log/messages",
    );
  },
};

async function readClusterState(dataFolder: string, host: Host): Promise<string> {
  const { stdout } = await host.run(`${boxLayout.pgBin}/pg_controldata`, ["-D", dataFolder], {
    ...{ user: boxLayout.accounts.postgres, timeoutSeconds: 30 },
  });
  return parseClusterState(stdout);
}

/** Output of pg_controldata in the C locale → its cluster state, "unknown" when the line is missing. Pure. */
export function parseClusterState(text: string): string {
  return /^Database cluster state:\s+(.+)$/m.exec(text)?.[1]?.trim() ?? "unknown";
}
