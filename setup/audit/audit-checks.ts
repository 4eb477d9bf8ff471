import type { AuditCheck } from "./audit-check.ts";
import { accountChecks } from "./checks/account-checks.ts";
import { databaseChecks } from "./checks/database-checks.ts";
import { kernelChecks } from "./checks/kernel-checks.ts";
import { networkChecks } from "./checks/network-checks.ts";
import { secretChecks } from "./checks/secret-checks.ts";
import { serviceChecks } from "./checks/service-checks.ts";
import { sshChecks } from "./checks/ssh-checks.ts";
import { storageChecks } from "./checks/storage-checks.ts";
import { systemChecks } from "./checks/system-checks.ts";

/** Every check of `clawdie audit`, by area. docs/reference/audit.md is made from this. */
export const auditChecks: readonly AuditCheck[] = [
  ...secretChecks,
  ...networkChecks,
  ...sshChecks,
  ...accountChecks,
  ...databaseChecks,
  ...storageChecks,
  ...serviceChecks,
  ...kernelChecks,
  ...systemChecks,
];
