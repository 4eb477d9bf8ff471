import { betterAuth } from "better-auth";
import type { DatabasePool } from "../../setup/host/open-database.ts";
import { Secret } from "../../setup/issues/secret.ts";
import { hashDashboardPassword, matchesDashboardHash } from "../../setup/settings/hash-password.ts";
import { createQueue } from "./create-queue.ts";

/** The header in which our own server tells Better Auth the peer's address; a client's headers never get that far. */
export const peerHeader = "x-clawdie-peer";

const daySeconds = 86_400;

/** What Better Auth needs of a database: a pg pool, or one connection that pretends to be one. */
export type AuthDatabase = Pick<DatabasePool, "connect">;

/**
 * Accounts and sessions by Better Auth. None of its HTTP routes is mounted: our pages call `auth.api`, so what we do
 * not call does not exist from outside. Sign-up is off even so.
 */
export function createAuth(database: AuthDatabase, secret: Secret) {
  // A hash takes 32 MiB: one at a time keeps the whole program small.
  const inTurn = createQueue();
  return betterAuth({
    appName: "Clawdie",
    // Only its scheme matters, for the Secure flag of the cookie; nothing is ever redirected there.
    baseURL: "https://localhost",
    secret: secret.reveal(),
    // Its own type wants all of pg.Pool; it calls connect() only.
    database: database as DatabasePool,
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      autoSignIn: false,
      minPasswordLength: 12,
      maxPasswordLength: 255,
      password: {
        hash: (password) => inTurn(async () => (await hashDashboardPassword(new Secret(password))).reveal()),
        verify: ({ hash, password }) =>
          inTurn(() => matchesDashboardHash(new Secret(password), new Secret(hash))),
      },
    },
    session: { expiresIn: 7 * daySeconds, updateAge: daySeconds, freshAge: 0 },
    advanced: {
      cookiePrefix: "clawdie",
      useSecureCookies: true,
      defaultCookieAttributes: { sameSite: "strict", httpOnly: true, secure: true, path: "/" },
      // 128: the whole address; the default keeps the network part of IPv6 only.
      ipAddress: { ipAddressHeaders: [peerHeader], ipv6Subnet: 128 },
    },
    // Ours counts in the database and by the peer's real address: sign-in-limit.ts.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
  });
}

export type Auth = ReturnType<typeof createAuth>;
