import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { createOperator } from "../../../controlplane/auth/operator-account.ts";
import { bundlePrograms } from "../../../iso/layers/app-layer.ts";
import { Secret } from "../../../setup/issues/secret.ts";
import { hashDashboardPassword } from "../../../setup/settings/hash-password.ts";
import { createBrowserSession } from "./browser-session.ts";
import { startDashboard, startDatabase } from "./start-dashboard.ts";

const checkout = join(import.meta.dirname, "../../..");
const limitMiB = 120;

/** The options the rc script gives to Node. */
function readNodeOptions(): string[] {
  const script = readFileSync(join(checkout, "rc.d/clawdie-controlplane"), "utf8");
  const line = /^command_args="(.*) \S+\.mjs"$/m.exec(script)?.[1] ?? "";
  return line.split(" ");
}

function readResident(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024;
}

test("the bundle of the box stays below its memory limit while it is used", {
  timeout: 120_000,
}, async () => {
  const programs = mkdtempSync(join(tmpdir(), "clawdie-programs-"));
  onTestFinished(() => rmSync(programs, { recursive: true, force: true }));
  await bundlePrograms(checkout, programs, { controlplane: "controlplane/main.ts" });
  for (const name of ["migrations", "assets"]) {
    cpSync(join(checkout, "controlplane", name), join(programs, name), { recursive: true });
  }
  const options = readNodeOptions();
  expect(options.join(" ")).toContain("--max-old-space-size");

  const database = await startDatabase();
  const dashboard = await startDashboard(database, {
    program: [...options, join(programs, "controlplane.mjs")],
  });
  await vi.waitUntil(() => dashboard.log().includes("0001-accounts"), { timeout: 20_000 });
  const password = "a sentence for this test";
  const passwordHash = await hashDashboardPassword(new Secret(password));
  await createOperator(database.pool, { email: "op@example.org", passwordHash });
  await vi.waitUntil(() => dashboard.log().includes("listens on port"), { timeout: 20_000 });

  const browser = createBrowserSession(dashboard.port);
  for (let round = 0; round < 8; round += 1) {
    const answer = await browser.post("/sign-in", { email: "op@example.org", password });
    expect(answer.status).toBe(303);
    for (let page = 0; page < 10; page += 1) expect((await browser.get("/")).status).toBe(200);
  }
  const resident = readResident(dashboard.pid);
  console.log(`control plane: ${Math.round(resident)} MiB resident`);
  expect(resident).toBeLessThan(limitMiB);
});
