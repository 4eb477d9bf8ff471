import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { holdLock } from "../../setup/host/hold-lock.ts";
import { SetupError } from "../../setup/issues/exceptions.ts";
import { buildTempRoot } from "../build-temp-root.ts";

const module_ = join(import.meta.dirname, "../../setup/host/hold-lock.ts");

/** Another process that holds the lock until it is killed. */
async function startHolder(path: string) {
  const code = `const { holdLock } = await import(${JSON.stringify(module_)});
    console.log((await holdLock(${JSON.stringify(path)})) === null ? "refused" : "held"); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", code], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const [said] = await once(child.stdout, "data");
  return { child, said: String(said).trim() };
}

test("one holds it, the next is refused, and after its release anybody may", async () => {
  const path = join(await buildTempRoot(), "maintenance.lock");
  const lock = await holdLock(path);
  expect(await holdLock(path)).toBeNull();
  expect((await startHolder(path)).said).toBe("refused");
  await lock?.release();
  const again = await holdLock(path);
  expect(again).not.toBeNull();
  await again?.release();
});

test("who waits gets it when the other one lets go", async () => {
  const path = join(await buildTempRoot(), "provision.lock");
  const lock = await holdLock(path);
  const order: string[] = [];
  const waiting = holdLock(path, 20).then((held) => {
    order.push("second");
    return held;
  });
  expect(await holdLock(path)).toBeNull();
  order.push("first");
  await lock?.release();
  const second = await waiting;
  expect(second).not.toBeNull();
  expect(order).toEqual(["first", "second"]);
  await second?.release();
});

test("whoever is killed holds nothing any more", async () => {
  const path = join(await buildTempRoot(), "maintenance.lock");
  const { child, said } = await startHolder(path);
  expect(said).toBe("held");
  expect(await holdLock(path)).toBeNull();
  child.kill("SIGKILL");
  const lock = await vi.waitUntil(() => holdLock(path), { timeout: 20_000 });
  await lock?.release();
});

test("ten at the same time: one gets it", async () => {
  const path = join(await buildTempRoot(), "maintenance.lock");
  const locks = await Promise.all(Array.from({ length: 10 }, () => holdLock(path)));
  expect(locks.filter((lock) => lock !== null)).toHaveLength(1);
  for (const lock of locks) await lock?.release();
});

test("a file that cannot be locked is an error, not a lock that is taken", async () => {
  await expect(holdLock("/nonexistent/maintenance.lock")).rejects.toThrow(SetupError);
});
