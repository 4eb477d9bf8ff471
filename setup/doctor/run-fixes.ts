import type { Host } from "../host/host.ts";
import { SetupError } from "../issues/exceptions.ts";
import { buildRetentionPlan, buildSnapshotPlan } from "../maintenance/build-maintenance-plan.ts";
import { recover, runPlan } from "../maintenance/maintenance-run.ts";
import { buildSnapshotName, listSnapshots, selectExpired } from "../maintenance/snapshots.ts";
import type { Fix } from "./diagnosis.ts";

export interface FixResult {
  readonly fix: Fix;
  /** Why it did not work; null when it did. */
  readonly failure: string | null;
}

export interface FixActions {
  /** `clawdie apply`: null when done, else why not. */
  apply(): Promise<string | null>;
}

/**
 * A snapshot of the database first: nothing is changed without one. Then each fix, whatever became of the others.
 * @throws SetupError when there is no snapshot; then nothing was changed.
 */
export async function runFixes(
  fixes: readonly Fix[],
  host: Host,
  actions: FixActions,
): Promise<{ snapshot: string; results: FixResult[] }> {
  const snapshot = buildSnapshotName("fix", host.now());
  const { failure } = await runPlan(buildSnapshotPlan(snapshot), host, {});
  if (failure !== null) {
    throw new SetupError(
      `No snapshot could be taken: ${failure.message}`,
      "Nothing was changed. Look with: zpool status",
    );
  }
  const results: FixResult[] = [];
  for (const fix of fixes) results.push({ fix, failure: await runFix(fix, host, actions) });
  const expired = selectExpired(await listSnapshots(host).catch(() => []));
  await runPlan(buildRetentionPlan(expired.map(({ name }) => name)), host, {});
  return { snapshot, results };
}

async function runFix(fix: Fix, host: Host, actions: FixActions): Promise<string | null> {
  try {
    switch (fix.kind) {
      case "apply":
        return await actions.apply();
      case "start-stopped": {
        const failed = await recover(fix.services, host, {});
        return failed.length === 0 ? null : failed.join("; ");
      }
      case "restart-service":
        await host.run("rc-service", [fix.service, "restart"], { timeoutSeconds: 300 });
        return null;
      case "set-permissions":
        return await setPermissions(fix, host);
    }
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** A link is not followed: its target may be somebody else's. */
async function setPermissions(
  fix: Extract<Fix, { kind: "set-permissions" }>,
  host: Host,
): Promise<string | null> {
  const found = await host.stat(fix.path);
  if (found === null) return `${fix.path} is missing`;
  if (found.kind !== "file" && found.kind !== "folder") return `${fix.path} is a ${found.kind}`;
  await host.run("chown", ["--no-dereference", `${fix.owner}:${fix.group}`, fix.path], {
    timeoutSeconds: 30,
  });
  await host.run("chmod", [fix.mode.toString(8), fix.path], { timeoutSeconds: 30 });
  return null;
}
