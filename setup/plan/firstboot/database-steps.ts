import {
  renderHostAccess,
  renderIdentityMap,
  renderPostgresConfig,
} from "../../config-files/render-postgres-config.ts";
import type { BoxFacts } from "../../facts/facts.ts";
import { boxLayout } from "../box-layout.ts";
import type { Step } from "../step.ts";
import { fileStep } from "./file-steps.ts";
import { enableStep, startStep, waitStep } from "./service-steps.ts";

const { accounts, pgConfig, pgData, pgWal, pgSocket, services } = boxLayout;

/** Each database has one role of the same name (pg_hba.conf: sameuser), and one account that may act as it. */
const databases = [
  { database: "system_ops", account: accounts.control },
  { database: "system_brain", account: accounts.runtime },
  { database: "system_skills", account: accounts.runtime },
];

const administrators = [accounts.postgres, "root"].map((account) => ({ account, role: "postgres" }));

/** Cluster, configuration, start, databases. No password exists: the kernel says who is at the other end of the socket. */
export function buildDatabaseSteps({ memoryBytes }: BoxFacts): Step[] {
  const places = { dataFolder: pgData, configFolder: pgConfig, socketFolder: pgSocket };
  const mappings = databases.map(({ database, account }) => ({ account, role: database }));
  return [
    {
      ...{ id: "create-cluster", kind: "create-cluster", title: "Create the database cluster" },
      ...{ dataFolder: pgData, walFolder: pgWal, version: "17" },
    },
    fileStep(
      "configure-postgres",
      "Write the database's configuration",
      `${pgConfig}/postgresql.conf`,
      renderPostgresConfig(places, memoryBytes),
    ),
    fileStep(
      "configure-postgres-access",
      "Write who may reach which database",
      `${pgConfig}/pg_hba.conf`,
      renderHostAccess(),
    ),
    fileStep(
      "configure-postgres-identities",
      "Write which account is which role",
      `${pgConfig}/pg_ident.conf`,
      renderIdentityMap([...administrators, ...mappings]),
    ),
    enableStep(services.database, "default", "Let PostgreSQL start at every boot"),
    startStep(services.database, "Start PostgreSQL"),
    waitStep("postgresql", 180, "Wait until PostgreSQL answers"),
    ...databases.map(
      ({ database }): Step => ({
        ...{ id: `create-database-${database}`, kind: "create-database" },
        title: `Create the database ${database}`,
        ...{ database, role: database },
      }),
    ),
    {
      ...{ id: "create-extension-vector", kind: "create-extension", title: "Add vectors to system_brain" },
      ...{ database: "system_brain", extension: "vector" },
    },
  ];
}
