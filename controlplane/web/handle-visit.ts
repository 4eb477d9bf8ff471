import { boxActions } from "../actions/box-actions.ts";
import { renderMessagePage } from "../pages/message-page.ts";
import { changePassword, endSession, showAccount } from "./account.ts";
import { handleAction } from "./actions.ts";
import type { Dashboard } from "./dashboard.ts";
import { findSession, type SignedIn } from "./find-session.ts";
import { showOverview } from "./overview.ts";
import { boxName, showSignIn, signIn, signOut } from "./sign-in.ts";
import { downloadBundle } from "./support-bundle.ts";
import { type Answer, answerPage, redirectTo, type Visit } from "./visit.ts";
import { setFirstPassword, showWelcome } from "./welcome.ts";

type Page = (dashboard: Dashboard, visit: Visit, signedIn: SignedIn) => Answer | Promise<Answer>;

/** While a link waits for its one use, nothing else is here. */
const linkPages: Readonly<Record<string, (dashboard: Dashboard, visit: Visit) => Answer | Promise<Answer>>> =
  {
    "GET /welcome": showWelcome,
    "POST /welcome": setFirstPassword,
  };

const publicPages: typeof linkPages = { "GET /sign-in": showSignIn, "POST /sign-in": signIn };

const operatorPages: Readonly<Record<string, Page>> = {
  "GET /": showOverview,
  "GET /account": showAccount,
  "POST /account/password": changePassword,
  "POST /account/end-session": endSession,
  "POST /sign-out": signOut,
  "GET /support-bundle": downloadBundle,
  ...Object.fromEntries(
    boxActions.flatMap(({ name }) => [
      [`GET /actions/${name}`, handleAction],
      [`POST /actions/${name}`, handleAction],
    ]),
  ),
};

/** The answer to a request that passed the guard; live updates are apart (`streamStatus`). */
export async function handleVisit(dashboard: Dashboard, visit: Visit): Promise<Answer> {
  const route = `${visit.method === "POST" ? "POST" : "GET"} ${visit.path}`;
  const asset = visit.method === "POST" ? undefined : dashboard.assets.get(visit.path);
  if (asset !== undefined) return { status: 200, ...asset, headers: { "cache-control": "no-cache" } };
  const isOpen = dashboard.mode() === "open";
  const page = (isOpen ? publicPages : linkPages)[route];
  if (page !== undefined) return page(dashboard, visit);
  if (!isOpen) return notFound(dashboard, "This box has no operator yet.");
  const signedIn = await findSession(dashboard, visit, { prolong: true });
  if (signedIn === null) return redirectTo("/sign-in");
  const own = operatorPages[route] ?? (() => notFound(dashboard, "There is no such page."));
  const answer = await own(dashboard, visit, signedIn);
  // A page that signs out or changes the password has cookies of its own.
  return answer.cookies?.length ? answer : { ...answer, cookies: signedIn.cookies };
}

function notFound(dashboard: Dashboard, text: string): Answer {
  return answerPage(404, renderMessagePage(boxName(dashboard), "Not found", text));
}
