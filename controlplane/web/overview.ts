import { renderOverview } from "../pages/overview-sections.ts";
import { renderPage } from "../pages/page-layout.ts";
import type { Dashboard } from "./dashboard.ts";
import { boxName } from "./sign-in.ts";
import { type Answer, answerPage } from "./visit.ts";

/** The whole state in one page, readable as it is; live.js then keeps it current. */
export async function showOverview(dashboard: Dashboard): Promise<Answer> {
  const view = await dashboard.view();
  const frame = {
    title: "Overview",
    boxName: view.status.hostname ?? boxName(dashboard),
    signedIn: true,
    current: "overview" as const,
    scripts: ["live.js"],
  };
  return answerPage(200, renderPage(frame, renderOverview(view)));
}
