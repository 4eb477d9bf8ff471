import { accessCodes } from "./codes/access-codes.ts";
import { adoptCodes } from "./codes/adopt-codes.ts";
import { databaseCodes } from "./codes/database-codes.ts";
import { fileCodes } from "./codes/file-codes.ts";
import { machineCodes } from "./codes/machine-codes.ts";
import { modelCodes } from "./codes/model-codes.ts";
import { networkCodes } from "./codes/network-codes.ts";
import { seedCodes } from "./codes/seed-codes.ts";
import { settingsCodes } from "./codes/settings-codes.ts";
import { syntaxCodes } from "./codes/syntax-codes.ts";
import { valueCodes } from "./codes/value-codes.ts";

/** Every issue: code → severity, rule and cure. All messages come from here; the reference page too. */
export const issueCodes = {
  ...fileCodes,
  ...syntaxCodes,
  ...valueCodes,
  ...modelCodes,
  ...accessCodes,
  ...networkCodes,
  ...settingsCodes,
  ...seedCodes,
  ...machineCodes,
  ...adoptCodes,
  ...databaseCodes,
} as const;

export type IssueCode = keyof typeof issueCodes;
