import type { StepKind } from "../plan/step.ts";
import { closePool } from "./close-pool.ts";
import { copyBootFiles } from "./copy-boot-files.ts";
import { createPool } from "./create-pool.ts";
import { discardUnfinished } from "./discard-unfinished.ts";
import { firstbootHandlers } from "./firstboot-handlers.ts";
import { formatEsp } from "./format-esp.ts";
import type { StepHandler } from "./handler.ts";
import { maintenanceHandlers } from "./maintenance-handlers.ts";
import { makeBootable } from "./make-bootable.ts";
import { mountDataset } from "./mount-dataset.ts";
import { partitionDisk } from "./partition-disk.ts";
import { saveInstallLog } from "./save-install-log.ts";
import { unpackSystem } from "./unpack-system.ts";
import { validateRuntimeConfig } from "./validate-runtime-config.ts";

/** Every step kind has its handler: the compiler refuses a missing one. */
export const handlers: { readonly [K in StepKind]: StepHandler<K> } = {
  ...firstbootHandlers,
  ...maintenanceHandlers,
  "discard-unfinished": discardUnfinished,
  "partition-disk": partitionDisk,
  "format-esp": formatEsp,
  "create-pool": createPool,
  "mount-dataset": mountDataset,
  "unpack-system": unpackSystem,
  "copy-boot-files": copyBootFiles,
  "save-install-log": saveInstallLog,
  "close-pool": closePool,
  "make-bootable": makeBootable,
  "validate-runtime-config": validateRuntimeConfig,
};
