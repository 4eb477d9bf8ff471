import { expect, test } from "vitest";
import { runSnapshots } from "../../../setup/commands/snapshots.ts";
import {
  buildSnapshotName,
  databaseDatasets,
  keptSnapshots,
  parseSnapshots,
  type Snapshot,
  selectExpired,
} from "../../../setup/maintenance/snapshots.ts";
import { parseClusterState } from "../../../setup/steps/verify-clean-shutdown.ts";
import { buildFakeBox } from "./build-fake-box.ts";

const parent = "zroot/system-runtime/postgres";

function build(name: string): Snapshot {
  return { name, createdAt: "2026-11-21T00:00:00.000Z", usedBytes: 0, complete: true };
}

test("data and log are the datasets below the common parent", () => {
  expect(databaseDatasets).toEqual([`${parent}/pgdata`, `${parent}/pgwal`]);
});

test("a snapshot is complete only when both have it from the same transaction", () => {
  const rows = [
    [`${parent}@whole`, 100, 0, 7],
    [`${parent}/pgdata@whole`, 100, 10, 7],
    [`${parent}/pgwal@whole`, 100, 20, 7],
    [`${parent}/pgdata@one`, 200, 1, 8],
    [`${parent}/pgdata@two-moments`, 300, 1, 9],
    [`${parent}/pgwal@two-moments`, 300, 1, 10],
  ];
  const found = parseSnapshots(`${rows.map((row) => row.join("\t")).join("\n")}\n`);
  expect(found.map(({ name, complete, usedBytes }) => [name, complete, usedBytes])).toEqual([
    ["whole", true, 30],
    ["one", false, 1],
    ["two-moments", false, 2],
  ]);
  expect(parseSnapshots("")).toEqual([]);
});

test("only our own snapshots expire, the oldest first", () => {
  const ours = Array.from({ length: 9 }, (_, day) =>
    build(buildSnapshotName(day % 2 === 0 ? "maintenance" : "manual", new Date(Date.UTC(2026, 10, day + 1)))),
  );
  const all = [build("before-my-experiment"), build("maintenance-of-mine"), ...ours];
  expect(selectExpired(all)).toEqual(ours.slice(0, 9 - keptSnapshots));
  expect(selectExpired(all, 20)).toEqual([]);
});

test("the cluster state is read from what pg_controldata prints", () => {
  const text =
    "pg_control version number:            1700\nDatabase cluster state:               shut down\n";
  expect(parseClusterState(text)).toBe("shut down");
  expect(parseClusterState(text.replace("shut down", "in production"))).toBe("in production");
  expect(parseClusterState("")).toBe("unknown");
});

test("taking one removes those beyond the kept, and lists what is there", async () => {
  const box = await buildFakeBox();
  for (let day = 1; day <= keptSnapshots; day += 1) {
    const name = buildSnapshotName("manual", new Date(Date.UTC(2026, 0, day)));
    await box.host.run("zfs", ["snapshot", "-r", `${parent}@${name}`]);
  }
  const said: string[] = [];
  const io = {
    stdout: (text: string) => void said.push(text),
    stderr: () => undefined,
    cwd: () => "/",
    color: false,
    env: {},
  };
  expect(await runSnapshots(["take", "--json"], io, box.host)).toBe(0);
  const { taken, snapshots, schema } = JSON.parse(said.join(""));
  expect(schema).toBe(1);
  expect(snapshots).toHaveLength(keptSnapshots);
  expect(snapshots.at(-1).name).toBe(taken);
  expect(await runSnapshots(["drop"], io, box.host)).toBe(64);
});
