import type { Host } from "../host/host.ts";

/** Whether the dashboard has an operator. False also before its tables were made. @throws when the database does not answer. */
export async function hasOperator(host: Pick<Host, "query">): Promise<boolean> {
  const [table] = await host.query("system_ops", "SELECT to_regclass('public.\"user\"') IS NOT NULL AS made");
  if (table?.made !== true) return false;
  return (await host.query("system_ops", 'SELECT 1 FROM public."user" LIMIT 1')).length > 0;
}
