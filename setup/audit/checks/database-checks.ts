import { renderHostAccess } from "../../config-files/render-postgres-config.ts";
import { boxLayout } from "../../plan/box-layout.ts";
import { type AuditCheck, applyCure, verdict } from "../audit-check.ts";
import { type Evidence, linesOf, rowsOf } from "../evidence.ts";
import { plannedText } from "../expectation.ts";
import { describeWrongFile } from "./file-verdict.ts";

const { accounts, pgConfig, pgData, pgWal } = boxLayout;
const restart = `${applyCure} && sudo rc-service postgresql restart`;
const privateFolder = { mode: 0o700, owner: accounts.postgres, group: accounts.postgres };

/** Looks at the server itself: what its files say counts only once it was loaded. */
export const databaseQueries: Readonly<Record<string, string>> = {
  settings:
    "SELECT name, setting FROM pg_settings WHERE name IN ('listen_addresses', 'unix_socket_directories', 'data_checksums', 'log_statement', 'log_min_error_statement', 'log_min_duration_statement', 'fsync', 'hba_file', 'ident_file')",
  access:
    "SELECT type, array_to_string(database, ',') AS database, array_to_string(user_name, ',') AS role, auth_method AS method, array_to_string(options, ',') AS options, error FROM pg_hba_file_rules ORDER BY line_number",
  identities:
    "SELECT map_name || ' ' || sys_name || ' ' || pg_username AS mapping, error FROM pg_ident_file_mappings ORDER BY 1",
  roles:
    "SELECT rolname AS name, rolcanlogin AS login, rolpassword IS NOT NULL AS password, rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication OR rolbypassrls AS power FROM pg_authid WHERE rolname !~ '^pg_' ORDER BY 1",
  databases:
    "SELECT datname AS name, pg_get_userbyid(datdba) AS owner, has_database_privilege('public', oid, 'CONNECT') AS everyone FROM pg_database WHERE NOT datistemplate ORDER BY 1",
};

function setting(seen: Evidence, name: string): string {
  return String(rowsOf(seen, "settings").find((row) => row.name === name)?.setting ?? "not set");
}

function settingCheck(id: string, proves: string, name: string, wanted: string): AuditCheck {
  return {
    ...{ id, area: "database", proves, cure: restart },
    judge: (seen) => {
      const value = setting(seen, name);
      return verdict(`${name} = '${value}'`, [value !== wanted && `${name} is '${value}', not '${wanted}'`]);
    },
  };
}

/** Rows of pg_hba.conf as the server lists them. Pure. */
function plannedAccess(): string[] {
  return linesOf(renderHostAccess())
    .filter((line) => !line.startsWith("#"))
    .map((line) => line.trim().split(/\s+/).join(" "));
}

function folderCheck(id: string, path: string, what: string): AuditCheck {
  return {
    ...{ id, area: "database", proves: `Only PostgreSQL can read ${what}`, cure: applyCure },
    judge: (seen) => verdict(path, [describeWrongFile(seen, path, privateFolder, "folder")]),
  };
}

export const databaseChecks: readonly AuditCheck[] = [
  settingCheck("database-network", "The database is not on the network", "listen_addresses", ""),
  settingCheck("database-checksums", "A damaged page is noticed", "data_checksums", "on"),
  settingCheck("database-fsync", "What was committed is on the disk", "fsync", "on"),
  {
    ...{ id: "database-logging", area: "database", cure: restart },
    proves: "The log holds no statement, and so nothing private",
    judge: (seen) => {
      const wanted = {
        log_statement: "none",
        log_min_error_statement: "panic",
        log_min_duration_statement: "-1",
      };
      const shown = Object.keys(wanted).map((name) => `${name} ${setting(seen, name)}`);
      return verdict(
        shown.join(", "),
        Object.entries(wanted).map(
          ([name, value]) => setting(seen, name) !== value && `${name} is ${setting(seen, name)}`,
        ),
      );
    },
  },
  {
    ...{ id: "database-files", area: "database", cure: restart },
    proves: "The server reads the box's own rules",
    judge: (seen) => {
      const wanted = { hba_file: `${pgConfig}/pg_hba.conf`, ident_file: `${pgConfig}/pg_ident.conf` };
      return verdict(
        pgConfig,
        Object.entries(wanted).map(
          ([name, path]) => setting(seen, name) !== path && `${name} is ${setting(seen, name)}`,
        ),
      );
    },
  },
  {
    ...{ id: "database-access", area: "database", cure: restart },
    proves: "The kernel says who is at the socket; each role reaches the database of its name",
    judge: (seen) => {
      const rows = rowsOf(seen, "access");
      const found = rows.map(({ type, database, role, method, options }) =>
        [type, database, role, method, options].filter(Boolean).join(" "),
      );
      const wanted = plannedAccess();
      return verdict(found.join("; "), [
        ...found.filter((line) => !wanted.includes(line)).map((line) => `there is a rule: ${line}`),
        ...wanted.filter((line) => !found.includes(line)).map((line) => `a rule is missing: ${line}`),
        ...rows.map(({ error }) => typeof error === "string" && `a rule is broken: ${error}`),
      ]);
    },
  },
  {
    ...{ id: "database-identities", area: "database", cure: restart },
    proves: "Each account may be its own role only",
    judge: (seen, box) => {
      const found = rowsOf(seen, "identities").map(({ mapping }) => String(mapping));
      const wanted = linesOf(plannedText(box, `${pgConfig}/pg_ident.conf`)).filter(
        (line) => !line.startsWith("#"),
      );
      return verdict(`${found.length} mappings`, [
        ...found.filter((line) => !wanted.includes(line)).map((line) => `there is a mapping: ${line}`),
        ...wanted.filter((line) => !found.includes(line)).map((line) => `a mapping is missing: ${line}`),
      ]);
    },
  },
  {
    ...{
      id: "database-superusers",
      area: "database",
      cure: "sudo psql -h /run/postgresql -U postgres -c 'ALTER ROLE <role> NOSUPERUSER NOCREATEDB NOCREATEROLE'",
    },
    proves: "No role but postgres has rights over others",
    judge: (seen) => {
      const strong = rowsOf(seen, "roles")
        .filter(({ power }) => power === true)
        .map(({ name }) => String(name));
      return verdict(
        strong.join(", "),
        strong.filter((name) => name !== "postgres").map((name) => `${name} has`),
      );
    },
  },
  {
    ...{
      id: "database-roles",
      area: "database",
      cure: "sudo psql -h /run/postgresql -U postgres -c 'DROP ROLE <role>'",
    },
    proves: "Only the box's own roles can log in",
    judge: (seen, box) => {
      const known = ["postgres", ...box.databases.map(({ role }) => role)];
      const logins = rowsOf(seen, "roles")
        .filter(({ login }) => login === true)
        .map(({ name }) => String(name));
      return verdict(
        logins.join(", "),
        logins.filter((name) => !known.includes(name)).map((name) => `${name} can log in`),
      );
    },
  },
  {
    ...{
      id: "database-passwords",
      area: "database",
      cure: "sudo psql -h /run/postgresql -U postgres -c 'ALTER ROLE <role> PASSWORD NULL'",
    },
    proves: "No role has a password that could be stolen",
    judge: (seen) => {
      const roles = rowsOf(seen, "roles");
      return verdict(
        `${roles.length} roles`,
        roles.filter(({ password }) => password === true).map(({ name }) => `${name} has a password`),
      );
    },
  },
  {
    ...{ id: "database-connect", area: "database", cure: applyCure },
    proves: "Nobody but its own role may connect to a database of the box",
    judge: (seen, box) => {
      const ours = box.databases.map(({ database }) => database);
      const rows = rowsOf(seen, "databases").filter(({ name }) => ours.includes(String(name)));
      return verdict(rows.map(({ name }) => name).join(", "), [
        ...rows
          .filter(({ everyone }) => everyone === true)
          .map(({ name }) => `everyone may connect to ${name}`),
        ...ours.filter((name) => !rows.some((row) => row.name === name)).map((name) => `${name} is missing`),
      ]);
    },
  },
  {
    ...{
      id: "database-owners",
      area: "database",
      cure: "sudo psql -h /run/postgresql -U postgres -c 'ALTER DATABASE <database> OWNER TO postgres'",
    },
    proves: "Databases belong to postgres, not to who uses them",
    judge: (seen) => {
      const rows = rowsOf(seen, "databases");
      return verdict(
        `${rows.length} databases`,
        rows
          .filter(({ owner }) => owner !== "postgres")
          .map(({ name, owner }) => `${name} belongs to ${owner}`),
      );
    },
  },
  folderCheck("database-data", pgData, "the tables"),
  folderCheck("database-log", pgWal, "the write-ahead log"),
];
