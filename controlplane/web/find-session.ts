import { peerHeader } from "../auth/create-auth.ts";
import type { Dashboard } from "./dashboard.ts";
import type { Visit } from "./visit.ts";

export interface SignedIn {
  readonly sessionId: string;
  readonly sessionToken: string;
  readonly email: string;
  /** To be sent when Better Auth prolonged the session. */
  readonly cookies: readonly string[];
}

/** Headers for Better Auth: cookie, browser and the peer's true address, nothing else of the request. */
export function authHeaders({ headers, address }: Pick<Visit, "headers" | "address">): Headers {
  const agent = headers["user-agent"]?.slice(0, 300) ?? "";
  return new Headers({ cookie: headers.cookie ?? "", "user-agent": agent, [peerHeader]: address });
}

/**
 * Whose session the cookie belongs to, or null. One query in the database each time: a revoked session ends at once.
 * A session more than a day old is prolonged in the database, and must be in the browser: its cookies belong into the
 * answer. Who cannot send them asks with `prolong: false`.
 */
export async function findSession(
  { auth }: Pick<Dashboard, "auth">,
  visit: Pick<Visit, "headers" | "address">,
  { prolong }: { readonly prolong: boolean },
): Promise<SignedIn | null> {
  if (visit.headers.cookie === undefined) return null;
  const { headers, response } = await auth.api.getSession({
    headers: authHeaders(visit),
    query: { disableRefresh: !prolong },
    returnHeaders: true,
  });
  if (response === null) return null;
  const { session, user } = response;
  return {
    sessionId: session.id,
    sessionToken: session.token,
    email: user.email,
    cookies: headers.getSetCookie(),
  };
}
