import type { Host } from "../../setup/host/host.ts";

/** Roles, databases and rights of a PostgreSQL, as far as the first boot asks for them. What it was not taught it refuses. */
export interface FakeDatabase {
  readonly facts: Set<string>;
  query: Host["query"];
}

/** @param isUp whether the server runs now. */
export function buildFakeDatabase(isUp: () => boolean): FakeDatabase {
  const facts = new Set<string>();
  const has = (...words: readonly unknown[]): boolean => facts.has(words.join(" "));
  const name = (sql: string, pattern: RegExp): string => pattern.exec(sql)?.[1] ?? "";
  const changes: readonly (readonly [RegExp, (found: RegExpExecArray, database: string) => string])[] = [
    [/^CREATE ROLE "(\w+)"$/, (found) => `role ${found[1]}`],
    [/^ALTER ROLE "(\w+)" LOGIN/, (found) => `login ${found[1]}`],
    [/^CREATE DATABASE "(\w+)"$/, (found) => `database ${found[1]}`],
    [/^REVOKE ALL ON DATABASE "(\w+)"/, (found) => `closed ${found[1]}`],
    [/^GRANT CONNECT.*DATABASE "(\w+)" TO "(\w+)"/, (found) => `connect ${found[1]} ${found[2]}`],
    [/^REVOKE ALL ON SCHEMA/, (_, database) => `closed schema ${database}`],
    [/^GRANT USAGE.* TO "(\w+)"/, (found, database) => `schema ${database} ${found[1]}`],
    [/^CREATE EXTENSION IF NOT EXISTS "(\w+)"/, (found, database) => `extension ${database} ${found[1]}`],
  ];
  const looks: readonly (readonly [RegExp, (database: string, values: readonly unknown[]) => unknown[]])[] = [
    [
      /FROM pg_roles/,
      (_, [role]) => (has("role", role) ? [{ rolcanlogin: has("login", role), power: false }] : []),
    ],
    [
      /FROM pg_database/,
      (_, [database, role]) =>
        has("database", database)
          ? [{ everyone: !has("closed", database), own: has("connect", database, role) }]
          : [],
    ],
    [
      /FROM pg_namespace/,
      (database, [role]) => [
        { everyone: !has("closed", "schema", database), own: has("schema", database, role) },
      ],
    ],
    [
      /FROM pg_extension/,
      (database, [extension]) => (has("extension", database, extension) ? [{ one: 1 }] : []),
    ],
    [/FROM pg_available_extensions/, () => [{ one: 1 }]],
    [/to_regclass/, () => [{ made: has("operator") }]],
    [/FROM public\."user"/, () => (has("operator") ? [{ one: 1 }] : [])],
    [/^SELECT 1$/, () => [{ one: 1 }]],
  ];
  const query: Host["query"] = async (database, sql, values = []) => {
    if (!isUp()) throw new Error("no connection to the database");
    if (database !== "postgres" && !has("database", database)) throw new Error(`no database ${database}`);
    for (const [pattern, change] of changes) {
      const found = pattern.exec(sql);
      if (found === null) continue;
      const fact = change(found, database);
      if (/^CREATE (ROLE|DATABASE)/.test(sql) && facts.has(fact))
        throw new Error(`${name(sql, /"(\w+)"/)} exists`);
      facts.add(fact);
      return [];
    }
    const look = looks.find(([pattern]) => pattern.test(sql));
    if (look === undefined) throw new Error(`unknown statement: ${sql}`);
    return look[1](database, values) as Record<string, unknown>[];
  };
  return { facts, query };
}
