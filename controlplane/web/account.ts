import { admitSignIn } from "../auth/admit-sign-in.ts";
import { checkPassword } from "../auth/check-password.ts";
import { isRefusal } from "../auth/is-refusal.ts";
import { recordEvent } from "../database/record-event.ts";
import { renderAccountPage } from "../pages/account-page.ts";
import type { Dashboard } from "./dashboard.ts";
import { describeDevice } from "./describe-device.ts";
import { authHeaders, type SignedIn } from "./find-session.ts";
import { boxName } from "./sign-in.ts";
import { type Answer, answerPage, redirectTo, type Visit } from "./visit.ts";

const notes: Readonly<Record<string, string>> = {
  password: "The password was changed; every other session has ended.",
  session: "The session has ended.",
};

export function showAccount(dashboard: Dashboard, visit: Visit, signedIn: SignedIn): Promise<Answer> {
  return renderAccount(dashboard, visit, signedIn, []);
}

async function renderAccount(
  dashboard: Dashboard,
  visit: Visit,
  { email, sessionId }: SignedIn,
  problems: readonly string[],
): Promise<Answer> {
  const sessions = await dashboard.auth.api.listSessions({ headers: authHeaders(visit) });
  const rows = sessions.map((session) => ({
    id: session.id,
    device: describeDevice(session.userAgent ?? ""),
    address: shortenAddress(session.ipAddress ?? ""),
    since: session.createdAt,
    isThisOne: session.id === sessionId,
  }));
  rows.sort((a, b) => Number(b.isThisOne) - Number(a.isThisOne) || b.since.getTime() - a.since.getTime());
  const done = notes[visit.query.get("done") ?? ""] ?? null;
  const page = { boxName: boxName(dashboard), email, sessions: rows, problems, done };
  return answerPage(problems.length === 0 ? 200 : 400, renderAccountPage(page));
}

/** Better Auth keeps IPv6 addresses at full length; the parser of addresses knows how to shorten them. */
function shortenAddress(address: string): string {
  if (!address.includes(":")) return address || "unknown address";
  return URL.parse(`http://[${address}]`)?.hostname.slice(1, -1) ?? address;
}

/** POST /account/password: the present password is asked for, and guessing it is limited like signing in. */
export async function changePassword(
  dashboard: Dashboard,
  visit: Visit,
  signedIn: SignedIn,
): Promise<Answer> {
  const [current, password, repeat] = ["current", "password", "repeat"].map(
    (name) => visit.form.get(name) ?? "",
  ) as [string, string, string];
  const problems = checkPassword(password, signedIn.email).map(({ message, hint }) => `${message} ${hint}`);
  if (password !== repeat) problems.push("The two new passwords differ.");
  if (problems.length > 0) return renderAccount(dashboard, visit, signedIn, problems);
  const wait = await admitSignIn(dashboard.pool, { email: signedIn.email, address: visit.address });
  if (wait > 0) return renderAccount(dashboard, visit, signedIn, ["Too many attempts. Try again later."]);
  try {
    const { headers } = await dashboard.auth.api.changePassword({
      body: { currentPassword: current, newPassword: password, revokeOtherSessions: true },
      headers: authHeaders(visit),
      returnHeaders: true,
    });
    await recordEvent(dashboard.pool, "account", `The password was changed from ${visit.address}`);
    return redirectTo("/account?done=password", headers.getSetCookie());
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return renderAccount(dashboard, visit, signedIn, ["The present password is not right."]);
  }
}

/** POST /account/end-session: only the id of a session is on the page, never its token. */
export async function endSession(dashboard: Dashboard, visit: Visit, signedIn: SignedIn): Promise<Answer> {
  const headers = authHeaders(visit);
  const id = visit.form.get("session") ?? "";
  const session = (await dashboard.auth.api.listSessions({ headers })).find((one) => one.id === id);
  if (session !== undefined) {
    await dashboard.auth.api.revokeSession({ body: { token: session.token }, headers });
    await recordEvent(dashboard.pool, "account", `A session was ended from ${visit.address}`);
  }
  return redirectTo(id === signedIn.sessionId ? "/sign-in" : "/account?done=session");
}
