import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { holdLock } from "../../setup/host/hold-lock.ts";
import { withLock } from "../../setup/host/with-lock.ts";
import { SetupError } from "../../setup/issues/exceptions.ts";
import { buildTempRoot } from "../build-temp-root.ts";

const wait = () => ({ seconds: 20, onWait: vi.fn(), work: "setting up this box", hint: "Wait." });

test("the second one hears that it waits, and begins when the first one has ended", async () => {
  const path = join(await buildTempRoot(), "provision.lock");
  const order: string[] = [];
  const { promise: mayEnd, resolve: end } = Promise.withResolvers<void>();
  const [first, second] = [wait(), wait()];
  second.onWait.mockImplementation(() => {
    order.push("second waits");
    end();
  });
  const firstWork = withLock(path, first, async () => {
    order.push("first begins");
    const secondWork = withLock(path, second, async () => order.push("second begins"));
    await mayEnd;
    order.push("first ends");
    return { secondWork };
  });
  await (await firstWork).secondWork;
  expect(order).toEqual(["first begins", "second waits", "first ends", "second begins"]);
  expect(first.onWait).not.toHaveBeenCalled();
});

test("work that fails lets the next one in", async () => {
  const path = join(await buildTempRoot(), "provision.lock");
  const broken = () => Promise.reject(new Error("no space"));
  await expect(withLock(path, wait(), broken)).rejects.toThrow("no space");
  expect(await withLock(path, wait(), async () => "done")).toBe("done");
});

test("who waited in vain says so, and has begun nothing", async () => {
  const path = join(await buildTempRoot(), "provision.lock");
  const other = await holdLock(path);
  const work = vi.fn();
  await expect(withLock(path, { ...wait(), seconds: 0 }, work)).rejects.toThrow(SetupError);
  expect(work).not.toHaveBeenCalled();
  await other?.release();
});
