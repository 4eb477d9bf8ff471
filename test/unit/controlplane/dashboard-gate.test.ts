import { createServer } from "node:http";
import type { Server } from "node:https";
import { expect, onTestFinished, test } from "vitest";
import { readDashboardMode } from "../../../controlplane/auth/read-dashboard-mode.ts";
import { createDashboardGate } from "../../../controlplane/web/create-dashboard-gate.ts";
import type { DashboardMode } from "../../../controlplane/web/dashboard.ts";
import { findFreePort } from "../../../iso/vm/find-free-port.ts";
import { Secret } from "../../../setup/issues/secret.ts";

test("a link that is used while it is asked never closes the dashboard", async () => {
  for (const usedAfter of [0, 1, 2]) {
    let asked = 0;
    const query = async (text: string) => {
      const isUsed = asked >= usedAfter;
      asked += 1;
      const isThere = text.includes("operator_link") ? !isUsed : isUsed;
      return { rows: isThere ? [{ email: "owner@example.org" }] : [] };
    };
    const mode = await readDashboardMode({ query } as never);
    expect(mode, `used after question ${usedAfter}`).toBe(usedAfter === 2 ? "link" : "open");
  }
});

test("who asks for a look while one is under way gets one of what is true then", async () => {
  let now: DashboardMode = "link";
  const answers: (() => void)[] = [];
  const gate = createDashboardGate({
    readMode: () => {
      const found = now;
      return new Promise((resolve) => answers.push(() => resolve(found)));
    },
    readIdentity: async () => ({ certificate: "c", key: new Secret("k") }),
    createServer: async () => createServer() as unknown as Server,
    port: await findFreePort(),
    log: () => {},
  });
  onTestFinished(gate.close);
  const first = gate.look();
  now = "open";
  const second = gate.look();
  answers.shift()?.();
  await first;
  expect(gate.mode()).toBe("link");
  await expect.poll(() => answers.length).toBe(1);
  answers.shift()?.();
  await second;
  expect(gate.mode()).toBe("open");
});
