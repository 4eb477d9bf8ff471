import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { bundlePrograms } from "../../../iso/layers/app-layer.ts";
import { findFreePort } from "../../../iso/vm/find-free-port.ts";
import { renderSpendingSettings } from "../../../setup/spending/spending-settings.ts";
import { startOpenRouter } from "../../stand-ins/openrouter/start-openrouter.ts";

const checkout = join(import.meta.dirname, "../../..");
const limitMiB = 90;

/** The options the rc script gives to Node. */
function readNodeOptions(): string[] {
  const script = readFileSync(join(checkout, "rc.d/clawdie-spending"), "utf8");
  return (/^command_args="(.*) \S+\.mjs"$/m.exec(script)?.[1] ?? "").split(" ");
}

test("the bundle of the box stays small while it is used, ends cleanly, and remembers after it was killed", {
  timeout: 180_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), "clawdie-programs-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  await bundlePrograms(checkout, folder, { spending: "controlplane/spending/main.ts" });
  const credit = { limit: null, usage: 5, isFreeTier: false };
  const service = await startOpenRouter({ apiKey: "sk-or-v1-canary", models: ["a/b"], credit });
  onTestFinished(() => service.close());
  const port = await findFreePort();
  const ledger = join(folder, "ledger.json");
  const settings = renderSpendingSettings({ limitUsd: 20, serviceUrl: service.baseUrl, port, ledger });
  writeFileSync(join(folder, "spending.json"), settings);
  const program = [...readNodeOptions(), join(folder, "spending.mjs"), join(folder, "spending.json")];
  const start = async () => {
    const child = spawn(process.execPath, program, { stdio: ["ignore", "pipe", "inherit"] });
    onTestFinished(() => void child.kill("SIGKILL"));
    await once(child.stdout, "data");
    return child;
  };
  const ask = () =>
    fetch(`http://127.0.0.1:${port}/api/v1/chat/completions`, {
      method: "POST",
      headers: { authorization: "Bearer sk-or-v1-canary" },
      body: JSON.stringify({ model: "a/b", stream: true, messages: [{ role: "user", content: "hello" }] }),
    }).then((answer) => answer.text());
  const first = await start();
  for (let round = 0; round < 30; round += 1) await Promise.all([ask(), ask(), ask()]);
  const status = readFileSync(`/proc/${first.pid}/status`, "utf8");
  const resident = Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024;
  console.log(`spending guard: ${Math.round(resident)} MiB resident`);
  expect(resident).toBeLessThan(limitMiB);
  const spent = service.readCredit().usage;
  await vi.waitUntil(() => JSON.parse(readFileSync(ledger, "utf8")).largestUsd > 0);
  first.kill("SIGKILL");
  await once(first, "exit");
  const second = await start();
  const view = await (await fetch(`http://127.0.0.1:${port}/spending`)).json();
  expect(view.spentUsd).toBeGreaterThan(5);
  expect(view.spentUsd).toBeLessThanOrEqual(spent + 1e-9);
  second.kill("SIGTERM");
  expect((await once(second, "exit"))[0]).toBe(0);
});
