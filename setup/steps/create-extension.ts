import { StepError } from "../issues/exceptions.ts";
import { needed, type StepHandler, satisfied } from "./handler.ts";
import { quoteIdentifier } from "./quote-identifier.ts";

export const createExtension: StepHandler<"create-extension"> = {
  async check({ database, extension }, host) {
    const rows = await host.query(database, "SELECT 1 FROM pg_extension WHERE extname = $1", [extension]);
    return rows.length > 0 ? satisfied : needed(`${database} has no extension ${extension}`);
  },
  async apply({ id, database, extension }, host) {
    const sql = "SELECT 1 FROM pg_available_extensions WHERE name = $1";
    if ((await host.query(database, sql, [extension])).length === 0) {
      const hint = "The system is incomplete: install it again.";
      throw new StepError(id, `This PostgreSQL comes without the extension ${extension}`, hint);
    }
    await host.query(database, `CREATE EXTENSION IF NOT EXISTS ${quoteIdentifier(extension)}`);
  },
};
