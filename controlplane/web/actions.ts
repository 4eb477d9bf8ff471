import { boxActions } from "../actions/box-actions.ts";
import { requestAction } from "../actions/request-action.ts";
import { recordEvent } from "../database/record-event.ts";
import { renderActionPage } from "../pages/action-page.ts";
import { renderMessagePage } from "../pages/message-page.ts";
import type { Dashboard } from "./dashboard.ts";
import { boxName } from "./sign-in.ts";
import { type Answer, answerPage, redirectTo, type Visit } from "./visit.ts";

const prefix = "/actions/";

/** GET asks for confirmation, POST does it; both only for actions of the table. */
export async function handleAction(dashboard: Dashboard, visit: Visit): Promise<Answer> {
  const action = boxActions.find(({ name }) => visit.path === `${prefix}${name}`);
  if (action === undefined) {
    return answerPage(
      404,
      renderMessagePage(boxName(dashboard), "Not found", "There is no such action.", true),
    );
  }
  if (visit.method !== "POST") return answerPage(200, renderActionPage(boxName(dashboard), action));
  dashboard.log(`${action.name} asked for from ${visit.address}`);
  await recordEvent(dashboard.pool, "action", `${action.title}: asked for from ${visit.address}`);
  // It may take minutes; the result is an event, which the overview shows by itself.
  void follow(dashboard, action.name, action.title);
  return redirectTo("/");
}

async function follow(dashboard: Dashboard, name: string, title: string): Promise<void> {
  const message = await requestAction(dashboard.actionsFolder, name, dashboard.signal).then(
    ({ ok, output }) => `${title}: ${ok ? "done" : "failed"}${output === "" ? "" : ` (${output})`}`,
    (error: Error) => `${title}: failed (${error.message})`,
  );
  // This service was stopped meanwhile, perhaps by the action itself: its end is not known here.
  if (dashboard.signal.aborted) return;
  dashboard.log(message);
  await recordEvent(dashboard.pool, "action", message).catch(() =>
    dashboard.log("the event could not be kept"),
  );
}
