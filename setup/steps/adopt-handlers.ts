import { copyKernel } from "./copy-kernel.ts";
import { keepAccounts } from "./keep-accounts.ts";
import { keepFiles } from "./keep-files.ts";
import { openPool } from "./open-pool.ts";
import { renewLoader } from "./renew-loader.ts";
import { setProperty } from "./set-property.ts";
import { switchBoot } from "./switch-boot.ts";

/** Handlers of the kinds that renew an installation and keep its data. */
export const adoptHandlers = {
  "open-pool": openPool,
  "keep-accounts": keepAccounts,
  "keep-files": keepFiles,
  "copy-kernel": copyKernel,
  "renew-loader": renewLoader,
  "set-property": setProperty,
  "switch-boot": switchBoot,
} as const;
