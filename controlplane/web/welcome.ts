import { Secret } from "../../setup/issues/secret.ts";
import { hashDashboardPassword } from "../../setup/settings/hash-password.ts";
import { admitSignIn } from "../auth/admit-sign-in.ts";
import { checkPassword } from "../auth/check-password.ts";
import { readOperatorLink, redeemOperatorLink } from "../auth/operator-link.ts";
import { renderMessagePage } from "../pages/message-page.ts";
import { renderWelcomePage } from "../pages/welcome-page.ts";
import type { Dashboard } from "./dashboard.ts";
import { boxName } from "./sign-in.ts";
import { type Answer, answerPage, redirectTo, type Visit } from "./visit.ts";

export function showWelcome(dashboard: Dashboard): Answer {
  return answerPage(200, renderWelcomePage({ boxName: boxName(dashboard), token: "", problems: [] }));
}

/** POST /welcome: sets the first password. The link works once; a refused password leaves it good. */
export async function setFirstPassword(dashboard: Dashboard, { form, address }: Visit): Promise<Answer> {
  const token = new Secret((form.get("token") ?? "").slice(0, 200));
  if ((await admitSignIn(dashboard.pool, { email: "link", address })) > 0) {
    return answerPage(429, renderMessagePage(boxName(dashboard), "Too many attempts", "Try again later."));
  }
  const email = await readOperatorLink(dashboard.pool, token);
  if (email === null) return refuseLink(dashboard);
  const password = form.get("password") ?? "";
  const problems = checkPassword(password, email).map(({ message, hint }) => `${message} ${hint}`);
  if (password !== (form.get("repeat") ?? "")) problems.push("The two passwords differ.");
  if (problems.length > 0) {
    const page = { boxName: boxName(dashboard), token: token.reveal(), problems };
    return answerPage(400, renderWelcomePage(page));
  }
  const hash = await hashDashboardPassword(new Secret(password));
  if ((await redeemOperatorLink(dashboard.pool, token, hash)) === null) return refuseLink(dashboard);
  dashboard.log(`the operator ${email} was set up by link from ${address}`);
  await dashboard.onOperator();
  return redirectTo("/sign-in");
}

function refuseLink(dashboard: Dashboard): Answer {
  const text =
    "It was used, has expired or is not complete. Make a new one on the box: sudo set-operator --link <email>";
  return answerPage(403, renderMessagePage(boxName(dashboard), "This link is not good", text));
}
