import { boxLayout } from "../plan/box-layout.ts";
import { startStep, waitStep } from "../plan/firstboot/service-steps.ts";
import type { Plan } from "../plan/plan.ts";
import type { Step } from "../plan/step.ts";
import { databaseDatasets } from "./snapshots.ts";

const { services, pgData, postgresDataset, pool } = boxLayout;

/** In the order they are stopped: what starts others again first, the database last. */
export const maintainedServices: readonly string[] = [
  services.firstboot,
  services.runtime,
  services.control,
  services.database,
];

export interface MaintenanceWish {
  /** Services that run now. */
  readonly running: readonly string[];
  readonly snapshot: string;
  /** Where the log ends now (pg_lsn); null when the database is stopped already. */
  readonly logEnd: string | null;
}

/** Everything before the reboot; the reboot itself is no step, so that no plan can hold it too early. Pure. */
export function buildMaintenancePlan({ running, snapshot, logEnd }: MaintenanceWish): Plan {
  return {
    schema: 1,
    name: "maintenance",
    steps: [
      ...stopSteps(running.filter((service) => service !== services.database)),
      ...(logEnd === null ? [] : [checkpointStep(logEnd)]),
      ...stopSteps(running.filter((service) => service === services.database)),
      {
        ...{ id: "verify-clean-shutdown", kind: "verify-clean-shutdown" },
        ...{ title: "Verify that PostgreSQL shut down cleanly", dataFolder: pgData },
      },
      snapshotStep(snapshot),
    ],
  };
}

/** A snapshot of the running database: it recovers from it as from a power cut. Pure. */
export function buildSnapshotPlan(snapshot: string): Plan {
  return { schema: 1, name: "snapshot", steps: [snapshotStep(snapshot)] };
}

export interface RollbackWish {
  readonly running: readonly string[];
  readonly snapshot: string;
  /** Snapshots that are newer and go away. */
  readonly newer: readonly string[];
  /** Says that exactly this rollback was done. */
  readonly mark: string;
}

/** Neither checkpoint nor clean end is asked for: what is about to be undone may be why nothing ends cleanly. Pure. */
export function buildRollbackPlan({ running, snapshot, newer, mark }: RollbackWish): Plan {
  return {
    schema: 1,
    name: "rollback",
    steps: [
      ...stopSteps(running),
      ...databaseDatasets.map(
        (dataset): Step => ({
          ...{ id: `unmount-${lastPart(dataset)}`, kind: "unmount-dataset" },
          ...{ title: `Unmount ${dataset}`, dataset },
        }),
      ),
      // As late as can be: somebody with a file open there ends the rollback at the unmounting, and no snapshot is lost.
      ...newer.toReversed().map(removeStep),
      {
        ...{ id: "restore-snapshot", kind: "restore-snapshot" },
        title: `Bring back ${snapshot}: data and log in one transaction`,
        ...{ pool, dataset: postgresDataset, children: databaseDatasets, snapshot, mark },
      },
    ],
  };
}

/** One plan for each thing that must be there again, so that one failure does not stop the others. Pure. */
export function buildRecoveryPlans(running: readonly string[]): Plan[] {
  const mounts = databaseDatasets.map(
    (dataset): Step => ({
      ...{ id: `mount-${lastPart(dataset)}`, kind: "mount-dataset" },
      ...{ title: `Mount ${dataset}`, dataset },
    }),
  );
  const starts = maintainedServices
    .filter((service) => running.includes(service))
    .toReversed()
    .map((service) => startStep(service, `Start ${service} again`));
  return [...mounts, ...starts].map((step) => ({ schema: 1, name: "recovery", steps: [step] }));
}

/** The gates after a restart, for the services that ran before. Pure. */
export function buildReadinessPlan(running: readonly string[]): Plan {
  const gates = [
    waitStep("postgresql", 180, "Wait until PostgreSQL answers SELECT 1"),
    waitStep("clawdie-controlplane", 180, "Wait until the control plane answers"),
    // 204 s were measured in an emulated machine.
    waitStep("clawdie-runtime", 1200, "Wait until the assistant is up"),
  ];
  return { schema: 1, name: "readiness", steps: gates.filter(({ service }) => running.includes(service)) };
}

/** Pure. */
export function buildRetentionPlan(expired: readonly string[]): Plan {
  return { schema: 1, name: "snapshot", steps: expired.map(removeStep) };
}

function stopSteps(running: readonly string[]): Step[] {
  return maintainedServices
    .filter((service) => running.includes(service))
    .map((service) => ({
      ...{ id: `stop-${service}`, kind: "stop-service", title: `Stop ${service}`, service },
    }));
}

function checkpointStep(after: string): Step {
  return {
    ...{ id: "checkpoint-database", kind: "checkpoint-database" },
    ...{ title: "Write everything in memory into the tables", after },
  };
}

function snapshotStep(snapshot: string): Step {
  return {
    ...{ id: "create-snapshot", kind: "create-snapshot", title: `Take the snapshot ${snapshot}` },
    ...{ dataset: postgresDataset, snapshot },
  };
}

function removeStep(snapshot: string): Step {
  return {
    ...{ id: `remove-${snapshot}`, kind: "destroy-snapshot", title: `Remove the snapshot ${snapshot}` },
    ...{ dataset: postgresDataset, snapshot },
  };
}

function lastPart(dataset: string): string {
  return dataset.slice(dataset.lastIndexOf("/") + 1);
}
