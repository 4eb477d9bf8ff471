import { expect, test } from "vitest";
import type { Host } from "../../../setup/host/host.ts";
import { finishMaintenance } from "../../../setup/maintenance/finish-maintenance.ts";
import { runMaintenance } from "../../../setup/maintenance/run-maintenance.ts";
import { buildSnapshotName, keptSnapshots } from "../../../setup/maintenance/snapshots.ts";
import { buildFakeBox } from "./build-fake-box.ts";

const parent = "zroot/system-runtime/postgres";

/** A box with more old snapshots than are kept, restarted after a maintenance. */
async function buildRestartedBox() {
  const box = await buildFakeBox();
  for (let day = 1; day <= keptSnapshots + 2; day += 1) {
    const name = buildSnapshotName("maintenance", new Date(Date.UTC(2026, 0, day)));
    await box.host.run("zfs", ["snapshot", "-r", `${parent}@${name}`]);
  }
  const { snapshot } = await runMaintenance(box.host, {});
  await box.boot();
  return { box, snapshot };
}

test("after a good restart only the kept snapshots are left, the new one among them", async () => {
  const { box, snapshot } = await buildRestartedBox();
  expect(box.snapshots.length).toBeGreaterThan(keptSnapshots);
  expect(await finishMaintenance(box.host)).toMatchObject({ state: "ok", message: null });
  expect(box.snapshots).toHaveLength(keptSnapshots);
  expect(box.snapshots.at(-1)?.name).toBe(snapshot);
});

test("a database that does not answer is recorded with its cure, and no snapshot is removed", async () => {
  const { box } = await buildRestartedBox();
  const before = box.snapshots.length;
  const query: Host["query"] = () => Promise.reject(new Error("the database system is starting up"));
  const record = await finishMaintenance({ ...box.host, query });
  expect(record?.state).toBe("failed");
  expect(record?.message).toContain("After the restart");
  expect(record?.cure).not.toBe("");
  expect(box.snapshots).toHaveLength(before);
});

test("without a maintenance, or still in the same start, there is nothing to finish", async () => {
  const box = await buildFakeBox();
  expect(await finishMaintenance(box.host)).toBeNull();
  await runMaintenance(box.host, {});
  expect(await finishMaintenance(box.host)).toBeNull();
});
