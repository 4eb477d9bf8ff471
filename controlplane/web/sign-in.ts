import { admitSignIn } from "../auth/admit-sign-in.ts";
import { isRefusal } from "../auth/is-refusal.ts";
import { recordEvent } from "../database/record-event.ts";
import { renderSignInPage } from "../pages/sign-in-page.ts";
import type { Dashboard } from "./dashboard.ts";
import { authHeaders, findSession } from "./find-session.ts";
import { type Answer, answerPage, redirectTo, type Visit } from "./visit.ts";

export async function showSignIn(dashboard: Dashboard, visit: Visit): Promise<Answer> {
  if ((await findSession(dashboard, visit, { prolong: false })) !== null) return redirectTo("/");
  return answerPage(200, renderSignInPage({ boxName: boxName(dashboard), email: "", problem: null }));
}

/** POST /sign-in: counted before it is looked at; a session of this browser from before does not live on. */
export async function signIn(dashboard: Dashboard, visit: Visit): Promise<Answer> {
  const email = (visit.form.get("email") ?? "").trim().slice(0, 320);
  const password = visit.form.get("password") ?? "";
  const wait = await admitSignIn(dashboard.pool, { email, address: visit.address });
  const refuse = (status: number, problem: string, headers = {}) => ({
    ...answerPage(status, renderSignInPage({ boxName: boxName(dashboard), email, problem })),
    headers,
  });
  if (wait > 0) {
    dashboard.log(`sign-in from ${visit.address} not looked at: too many attempts`);
    const minutes = Math.ceil(wait / 60);
    return refuse(429, `Too many attempts. The next one is possible in ${minutes} min.`, {
      "retry-after": String(wait),
    });
  }
  const before = await findSession(dashboard, visit, { prolong: false });
  const cookies = await trySignIn(dashboard, visit, { email, password });
  if (cookies === null) {
    dashboard.log(`sign-in from ${visit.address} refused`);
    await recordEvent(dashboard.pool, "sign-in", `A sign-in from ${visit.address} was refused`);
    return refuse(401, "Email or password is not right.");
  }
  if (before !== null) {
    await (await dashboard.auth.$context).internalAdapter.deleteSession(before.sessionToken);
  }
  await recordEvent(dashboard.pool, "sign-in", `Signed in from ${visit.address}`);
  return redirectTo("/", cookies);
}

/** The cookies of a new session, or null for a wrong email or password. */
async function trySignIn(
  { auth }: Dashboard,
  visit: Visit,
  body: { email: string; password: string },
): Promise<string[] | null> {
  try {
    const { headers } = await auth.api.signInEmail({
      body,
      headers: authHeaders(visit),
      returnHeaders: true,
    });
    return headers.getSetCookie();
  } catch (error) {
    if (isRefusal(error)) return null;
    throw error;
  }
}

export async function signOut({ auth }: Dashboard, visit: Visit): Promise<Answer> {
  const { headers } = await auth.api.signOut({ headers: authHeaders(visit), returnHeaders: true });
  return redirectTo("/sign-in", headers.getSetCookie());
}

export function boxName({ names }: Pick<Dashboard, "names">): string {
  return names[0] ?? "Clawdie";
}
