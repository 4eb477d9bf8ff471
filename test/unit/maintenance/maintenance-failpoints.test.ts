import { describe, expect, test } from "vitest";
import { finishMaintenance } from "../../../setup/maintenance/finish-maintenance.ts";
import { readMaintenanceRecord } from "../../../setup/maintenance/maintenance-record.ts";
import { runMaintenance } from "../../../setup/maintenance/run-maintenance.ts";
import { runRollback } from "../../../setup/maintenance/run-rollback.ts";
import { buildFailingHost } from "../../integration/failing-host.ts";
import { allServices, buildFakeBox, type FakeBox } from "./build-fake-box.ts";

/** A host whose Nth call is refused, once; everything before and after works. */
const buildFlakyHost = (host: FakeBox["host"], failAt: number) =>
  buildFailingHost(host, failAt, "before", { once: true });
const never = Number.MAX_SAFE_INTEGER;
const target = { snapshot: "manual-20261101T000000Z", discardNewer: false };

function isWhole(box: FakeBox): boolean {
  return new Set(Object.values(box.data)).size === 1;
}

async function countCalls(work: (box: FakeBox, host: FakeBox["host"]) => Promise<unknown>): Promise<number> {
  const box = await buildFakeBox();
  const flaky = buildFlakyHost(box.host, never);
  await work(box, flaky.host);
  return flaky.calls();
}

describe("maintenance reboot", () => {
  const run = (_box: FakeBox, host: FakeBox["host"]) => runMaintenance(host, {});

  test("stops, checkpoints, verifies, snapshots, and only then restarts", async () => {
    const box = await buildFakeBox();
    const result = await runMaintenance(box.host, {});
    expect(result).toMatchObject({ exitCode: 0, failure: null, notRestarted: [] });
    const acts = box.lines.filter((line) => / stop$|^zfs snapshot|controldata|^shutdown/.test(line));
    expect(acts.map((line) => line.replace(result.snapshot ?? "", "NAME"))).toEqual([
      "rc-service clawdie-firstboot stop",
      "rc-service clawdie-runtime stop",
      "rc-service clawdie-controlplane stop",
      "rc-service postgresql stop",
      "/usr/lib/postgresql/17/bin/pg_controldata -D /var/lib/clawdie/postgres/pgdata",
      "zfs snapshot -r zroot/system-runtime/postgres@NAME",
      "shutdown -r now",
    ]);
    await box.boot();
    expect(await finishMaintenance(box.host)).toMatchObject({ state: "ok", snapshot: result.snapshot });
    expect(await finishMaintenance(box.host)).toBeNull();
  });

  test("a database that ended uncleanly is never snapshotted nor restarted over", async () => {
    const box = await buildFakeBox();
    const run = box.host.run;
    const host: FakeBox["host"] = {
      ...box.host,
      run: async (command, args, options) => {
        const result = await run(command, args, options);
        if (args.join(" ") === "postgresql stop") box.clusterState = "in production";
        return result;
      },
    };
    const result = await runMaintenance(host, {});
    expect(result.exitCode).toBe(12);
    expect(box.rebooted).toBe(false);
    expect(box.snapshots).toHaveLength(1);
    expect([...box.started].sort()).toEqual([...allServices].sort());
  });

  test("refused at every call: no reboot before all succeeded, all runs again, the next one succeeds", async () => {
    const calls = await countCalls(run);
    expect(calls).toBeGreaterThan(25);
    for (let failAt = 1; failAt <= calls; failAt += 1) {
      const box = await buildFakeBox();
      const result = await runMaintenance(buildFlakyHost(box.host, failAt).host, {});
      const at = `refused at call ${failAt} of ${calls}`;
      expect(result.exitCode, at).not.toBe(0);
      expect(result.failure, at).not.toBeNull();
      expect(box.rebooted, at).toBe(false);
      expect([...box.started].sort(), at).toEqual([...allServices].sort());
      expect((await runMaintenance(box.host, {})).exitCode, at).toBe(0);
      expect(box.rebooted, at).toBe(true);
    }
  });

  test.each(["before", "after"] as const)(
    "killed %s every call: a reboot only after the snapshot, the next one goes on",
    async (moment) => {
      const calls = await countCalls(run);
      for (let failAt = 1; failAt <= calls; failAt += 1) {
        const box = await buildFakeBox();
        await runMaintenance(buildFailingHost(box.host, failAt, moment).host, {});
        const at = `killed ${moment} call ${failAt} of ${calls}`;
        if (box.rebooted) expect(box.snapshots.length, at).toBe(2);
        if (box.rebooted) continue;
        const again = await runMaintenance(box.host, {});
        expect(again.exitCode, at).toBe(0);
        await box.boot();
        expect(await finishMaintenance(box.host), at).toMatchObject({ state: "ok" });
        expect((await readMaintenanceRecord(box.host))?.services.sort(), at).toEqual([...allServices].sort());
      }
    },
  );

  test("killed and then failing: what the first attempt stopped is started by the second", async () => {
    const box = await buildFakeBox();
    const isSnapshot = (args: readonly string[]) => args[0] === "snapshot";
    const killed: FakeBox["host"] = {
      ...box.host,
      run: (command, args, options) => {
        if (box.started.size === 0) throw new Error("killed");
        return box.host.run(command, args, options);
      },
    };
    expect((await runMaintenance(killed, {})).exitCode).toBe(19);
    expect(box.started.size).toBe(0);
    const failing: FakeBox["host"] = {
      ...box.host,
      run: (command, args, options) => {
        if (isSnapshot(args)) throw new Error("no space");
        return box.host.run(command, args, options);
      },
    };
    const second = await runMaintenance(failing, {});
    expect(second.exitCode).toBe(13);
    expect([...box.started].sort()).toEqual([...allServices].sort());
  });

  test("the power goes at every call: the start after it says how it went", async () => {
    const calls = await countCalls(run);
    for (let failAt = 1; failAt <= calls; failAt += 1) {
      const box = await buildFakeBox();
      await runMaintenance(buildFailingHost(box.host, failAt, "after").host, {});
      await box.boot();
      const record = await finishMaintenance(box.host);
      expect([undefined, "ok", "interrupted"], `call ${failAt}`).toContain(record?.state);
      expect(isWhole(box)).toBe(true);
    }
  });

  test("an interruption during the last step leaves out the reboot, too", async () => {
    const box = await buildFakeBox();
    const controller = new AbortController();
    const host: FakeBox["host"] = {
      ...box.host,
      run: (command, args, options) => {
        if (args[0] === "snapshot") controller.abort();
        return box.host.run(command, args, options);
      },
    };
    const result = await runMaintenance(host, { signal: controller.signal });
    expect(result).toMatchObject({
      exitCode: 14,
      failure: { message: expect.stringMatching(/^Interrupted/) },
    });
    expect(box.rebooted).toBe(false);
    expect([...box.started].sort()).toEqual([...allServices].sort());
    expect(await readMaintenanceRecord(box.host)).toMatchObject({ state: "failed" });
  });

  test("an interruption ends it before the next step and starts everything again", async () => {
    const box = await buildFakeBox();
    const controller = new AbortController();
    const onEvent = () => controller.abort();
    const result = await runMaintenance(box.host, { signal: controller.signal, onEvent });
    expect(result.exitCode).toBe(10);
    expect(box.rebooted).toBe(false);
    expect([...box.started].sort()).toEqual([...allServices].sort());
  });
});

describe("rollback", () => {
  const run = (_box: FakeBox, host: FakeBox["host"]) => runRollback(target, host, {});

  test("brings data and log back together and starts everything again", async () => {
    const box = await buildFakeBox();
    expect(await runRollback(target, box.host, {})).toMatchObject({ exitCode: 0, snapshot: target.snapshot });
    expect(Object.values(box.data)).toEqual(["old", "old"]);
    expect([...box.started].sort()).toEqual([...allServices].sort());
    expect(await readMaintenanceRecord(box.host)).toMatchObject({ kind: "rollback", state: "ok" });
  });

  test("newer snapshots are named and kept, unless they may go", async () => {
    const box = await buildFakeBox();
    await box.host.run("zfs", ["snapshot", "-r", "zroot/system-runtime/postgres@newer"]);
    const refused = await runRollback(target, box.host, {});
    expect(refused).toMatchObject({ exitCode: 1, failure: { message: expect.stringContaining("newer") } });
    expect(box.lines.some((line) => line.endsWith(" stop"))).toBe(false);
    const agreed = await runRollback({ ...target, discardNewer: true }, box.host, {});
    expect(agreed.exitCode).toBe(0);
    expect(box.snapshots.map(({ name }) => name)).toEqual([target.snapshot]);
  });

  test("a dataset that is busy ends it before any newer snapshot is gone", async () => {
    const box = await buildFakeBox();
    await box.host.run("zfs", ["snapshot", "-r", "zroot/system-runtime/postgres@newer"]);
    const run = box.host.run;
    const busy: FakeBox["host"] = {
      ...box.host,
      run: (command, args, options) => {
        if (args[0] === "unmount") throw new Error("pool or dataset is busy");
        return run(command, args, options);
      },
    };
    const result = await runRollback({ ...target, discardNewer: true }, busy, {});
    expect(result.exitCode).toBe(16);
    expect(box.snapshots.map(({ name }) => name)).toEqual([target.snapshot, "newer"]);
    expect([...box.started].sort()).toEqual([...allServices].sort());
  });

  test("refused at every call: both or neither, and all runs again", async () => {
    const calls = await countCalls(run);
    for (let failAt = 1; failAt <= calls; failAt += 1) {
      const box = await buildFakeBox();
      const result = await runRollback(target, buildFlakyHost(box.host, failAt).host, {});
      const at = `refused at call ${failAt} of ${calls}: ${result.exitCode}`;
      expect(isWhole(box), at).toBe(true);
      if (result.exitCode === 0) expect(box.data, at).toEqual({ ...box.snapshots[0]?.data });
      if (result.exitCode !== 19) expect([...box.started].sort(), at).toEqual([...allServices].sort());
      expect((await runRollback(target, box.host, {})).exitCode, at).toBe(0);
      expect([...box.started].sort(), at).toEqual([...allServices].sort());
    }
  });

  test.each(["before", "after"] as const)(
    "the power goes %s every call: both or neither, and the box says which",
    async (moment) => {
      const calls = await countCalls(run);
      for (let failAt = 1; failAt <= calls; failAt += 1) {
        const box = await buildFakeBox();
        await runRollback(target, buildFailingHost(box.host, failAt, moment).host, {});
        const at = `cut ${moment} call ${failAt} of ${calls}`;
        await box.boot();
        expect(isWhole(box), at).toBe(true);
        const record = await finishMaintenance(box.host);
        if (record === null) continue;
        expect(record.state, at).toBe("interrupted");
        const done = Object.values(box.data)[0] === "old";
        expect(record.message, at).toContain(
          done ? "after data and log were back" : "before data and log were changed",
        );
      }
    },
  );
});
