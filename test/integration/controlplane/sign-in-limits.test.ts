import { expect, test, vi } from "vitest";
import { admitSignIn, signInLimits } from "../../../controlplane/auth/admit-sign-in.ts";
import { openDatabase } from "../../../setup/host/open-database.ts";
import { createBrowserSession } from "./browser-session.ts";
import { operator, prepareOperator } from "./prepare-operator.ts";
import { startDashboard, startDatabase, type TestDashboard, type TestDatabase } from "./start-dashboard.ts";

const timeout = 240_000;

/** A connection of its own, as a service that was started anew has it. */
async function admitFrom(database: TestDatabase, addresses: readonly string[]): Promise<number> {
  const access = { socketFolder: database.socketFolder, port: 5432, role: "system_ops", actAs: null };
  const pool = openDatabase({ ...access, connections: 10 }, "system_ops");
  const email = operator.email;
  const waits = await Promise.all(addresses.map((address) => admitSignIn(pool, { email, address })));
  await pool.end();
  return waits.filter((wait) => wait === 0).length;
}

/** Ten tries from each of so many computers. */
function addresses(count: number): string[] {
  return Array.from({ length: count * 10 }, (_, index) => `192.0.2.${index % count}`);
}

test("of many tries at once, from many addresses, sixty an hour reach the account, whoever starts anew", {
  timeout,
}, async () => {
  const database = await startDatabase();
  await prepareOperator(database);
  expect(await admitFrom(database, addresses(10))).toBe(signInLimits.account);
  expect(await admitFrom(database, addresses(10))).toBe(0);
  await database.restart();
  expect(await admitFrom(database, addresses(10))).toBe(0);
  const later = "UPDATE sign_in_attempt SET at = at - interval '61 minutes'";
  await database.pool.query(later);
  expect(await admitFrom(database, addresses(3))).toBe(30);
  await database.pool.query("UPDATE sign_in_attempt SET at = at + interval '10 years'");
  expect(await admitFrom(database, addresses(1))).toBe(10);
});

async function waitUntilOpen(dashboard: TestDashboard): Promise<void> {
  const answers = () =>
    createBrowserSession(dashboard.port)
      .get("/sign-in")
      .then(
        ({ status }) => status === 200,
        () => false,
      );
  await vi.waitUntil(answers, { timeout: 60_000, interval: 300 });
}

test("after sixty tries from anywhere the right password has to wait too, also after a restart", {
  timeout,
}, async () => {
  const database = await startDatabase();
  await prepareOperator(database);
  const dashboard = await startDashboard(database);
  await waitUntilOpen(dashboard);
  const signIn = async (from: string, password: string) =>
    (await createBrowserSession(dashboard.port, from).post("/sign-in", { ...operator, password })).status;
  expect(await signIn("127.0.0.2", "wrong one")).toBe(401);
  // As if it had gone on from other computers.
  await database.pool.query(
    "INSERT INTO sign_in_attempt (account_sha256, address) SELECT a.account_sha256, '127.0.1.' || n % 20 FROM sign_in_attempt a, generate_series(1, 58) n",
  );
  expect(await signIn("127.0.0.3", "wrong two")).toBe(401);
  expect(await signIn("127.0.0.4", operator.password)).toBe(429);
  await dashboard.stop();
  await database.restart();
  await dashboard.start();
  await waitUntilOpen(dashboard);
  expect(await signIn("127.0.0.5", operator.password)).toBe(429);
  await database.pool.query(
    "UPDATE sign_in_attempt SET at = at - interval '61 minutes' WHERE id = (SELECT min(id) FROM sign_in_attempt)",
  );
  expect(await signIn("127.0.0.5", operator.password)).toBe(303);
  expect(await signIn("127.0.0.6", operator.password)).toBe(429);
});
