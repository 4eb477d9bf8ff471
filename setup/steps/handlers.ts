import type { StepKind } from "../plan/step.ts";
import { adoptHandlers } from "./adopt-handlers.ts";
import { claimDisk } from "./claim-disk.ts";
import { closePool } from "./close-pool.ts";
import { copyBootFiles } from "./copy-boot-files.ts";
import { createPool } from "./create-pool.ts";
import { firstbootHandlers } from "./firstboot-handlers.ts";
import { formatEsp } from "./format-esp.ts";
import type { StepHandler } from "./handler.ts";
import { maintenanceHandlers } from "./maintenance-handlers.ts";
import { makeBootable } from "./make-bootable.ts";
import { mountDataset } from "./mount-dataset.ts";
import { partitionDisk } from "./partition-disk.ts";
import { releaseDisk } from "./release-disk.ts";
import { saveInstallLog } from "./save-install-log.ts";
import { unpackSystem } from "./unpack-system.ts";
import { validateRuntimeConfig } from "./validate-runtime-config.ts";

/** Every step kind has its handler: the compiler refuses a missing one. */
export const handlers: { readonly [K in StepKind]: StepHandler<K> } = {
  ...firstbootHandlers,
  ...maintenanceHandlers,
  ...adoptHandlers,
  "claim-disk": claimDisk,
  "partition-disk": partitionDisk,
  "format-esp": formatEsp,
  "create-pool": createPool,
  "mount-dataset": mountDataset,
  "unpack-system": unpackSystem,
  "copy-boot-files": copyBootFiles,
  "save-install-log": saveInstallLog,
  "close-pool": closePool,
  "make-bootable": makeBootable,
  "release-disk": releaseDisk,
  "validate-runtime-config": validateRuntimeConfig,
};
