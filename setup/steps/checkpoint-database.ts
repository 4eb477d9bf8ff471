import { needed, type StepHandler, satisfied } from "./handler.ts";

/** Redo starts at the last checkpoint: once it lies behind the given place, everything before it is in the tables. */
export const checkpointDatabase: StepHandler<"checkpoint-database"> = {
  async check({ after }, host) {
    const sql = "SELECT redo_lsn >= $1::pg_lsn AS reached FROM pg_control_checkpoint()";
    const [row] = await host.query("postgres", sql, [after]);
    return row?.reached === true ? satisfied : needed("the last checkpoint is older");
  },
  async apply(_step, host) {
    await host.query("postgres", "CHECKPOINT");
  },
};
