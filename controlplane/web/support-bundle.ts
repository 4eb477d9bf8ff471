import { readBundle } from "../actions/read-bundle.ts";
import { recordEvent } from "../database/record-event.ts";
import { renderMessagePage } from "../pages/message-page.ts";
import type { Dashboard } from "./dashboard.ts";
import { boxName } from "./sign-in.ts";
import { type Answer, answerPage, type Visit } from "./visit.ts";

/** GET /support-bundle: the file the action runner made, free of secrets; every download is an event. */
export async function downloadBundle(dashboard: Dashboard, visit: Visit): Promise<Answer> {
  const body = await readBundle(dashboard.actionsFolder);
  if (body === null) {
    const text = "There is no support bundle. Make one on the overview, under Box.";
    return answerPage(404, renderMessagePage(boxName(dashboard), "Not found", text, true));
  }
  if (visit.method === "GET") {
    await recordEvent(dashboard.pool, "action", `The support bundle was downloaded from ${visit.address}`);
  }
  const name = `${boxName(dashboard).replaceAll(/[^a-z0-9-]/gi, "")}-support.tar.gz`;
  const headers = { "content-disposition": `attachment; filename="${name}"` };
  return { status: 200, type: "application/gzip", body, headers };
}
