import type { Host } from "../host/host.ts";
import type { StepOf } from "../plan/step.ts";
import { needed, neededIf, type StepHandler } from "./handler.ts";
import { quoteIdentifier } from "./quote-identifier.ts";

type Database = Pick<StepOf<"create-database">, "database" | "role">;

/** The database belongs to `postgres`; its role may connect and work in schema public, everyone else is kept out. */
export const createDatabase: StepHandler<"create-database"> = {
  async check(step, host) {
    const role = await readRole(step, host);
    if (role === null) return needed(`there is no role ${step.role}`);
    const access = await readDatabaseAccess(step, host);
    if (access === null) return needed(`there is no database ${step.database}`);
    const schema = await readSchemaAccess(step, host);
    return neededIf(
      role.login ? null : "its role may not log in",
      role.power ? "its role has rights over other databases" : null,
      access.everyone ? "everyone may connect" : null,
      access.own ? null : "its role may not connect",
      schema.everyone ? "everyone may use its schema" : null,
      schema.own ? null : "its role may not work in its schema",
    );
  },
  async apply(step, host) {
    const role = quoteIdentifier(step.role);
    const database = quoteIdentifier(step.database);
    const admin = (sql: string) => host.query("postgres", sql);
    if ((await readRole(step, host)) === null) await admin(`CREATE ROLE ${role}`);
    await admin(`ALTER ROLE ${role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS`);
    if ((await readDatabaseAccess(step, host)) === null) await admin(`CREATE DATABASE ${database}`);
    await admin(`REVOKE ALL ON DATABASE ${database} FROM PUBLIC`);
    await admin(`GRANT CONNECT, TEMPORARY ON DATABASE ${database} TO ${role}`);
    await host.query(step.database, "REVOKE ALL ON SCHEMA public FROM PUBLIC");
    await host.query(step.database, `GRANT USAGE, CREATE ON SCHEMA public TO ${role}`);
  },
};

async function readRole({ role }: Database, host: Host) {
  const sql =
    "SELECT rolcanlogin, rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication OR rolbypassrls AS power FROM pg_roles WHERE rolname = $1";
  const [row] = await host.query("postgres", sql, [role]);
  return row === undefined ? null : { login: row.rolcanlogin === true, power: row.power === true };
}

async function readDatabaseAccess({ database, role }: Database, host: Host) {
  const sql =
    "SELECT has_database_privilege('public', oid, 'CONNECT') AS everyone, has_database_privilege($2, oid, 'CONNECT') AS own FROM pg_database WHERE datname = $1";
  return readAccess(await host.query("postgres", sql, [database, role]));
}

async function readSchemaAccess({ database, role }: Database, host: Host) {
  const sql =
    "SELECT has_schema_privilege('public', oid, 'USAGE, CREATE') AS everyone, has_schema_privilege($1, oid, 'USAGE') AND has_schema_privilege($1, oid, 'CREATE') AS own FROM pg_namespace WHERE nspname = 'public'";
  return readAccess(await host.query(database, sql, [role])) ?? { everyone: false, own: false };
}

function readAccess([row]: Record<string, unknown>[]) {
  return row === undefined ? null : { everyone: row.everyone === true, own: row.own === true };
}
