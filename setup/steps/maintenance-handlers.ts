import { checkpointDatabase } from "./checkpoint-database.ts";
import { createSnapshot, destroySnapshot } from "./create-snapshot.ts";
import { restoreSnapshot } from "./restore-snapshot.ts";
import { stopService } from "./stop-service.ts";
import { unmountDataset } from "./unmount-dataset.ts";
import { verifyCleanShutdown } from "./verify-clean-shutdown.ts";

/** Handlers of the kinds that stop, snapshot and roll back. */
export const maintenanceHandlers = {
  "stop-service": stopService,
  "checkpoint-database": checkpointDatabase,
  "verify-clean-shutdown": verifyCleanShutdown,
  "create-snapshot": createSnapshot,
  "destroy-snapshot": destroySnapshot,
  "unmount-dataset": unmountDataset,
  "restore-snapshot": restoreSnapshot,
} as const;
