import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Host } from "../../../setup/host/host.ts";
import { createLinuxHost } from "../../../setup/host/linux-host.ts";
import type { Step } from "../../../setup/plan/step.ts";
import { buildTempRoot } from "../../build-temp-root.ts";
import { outcomesOf, runSteps } from "../../run-steps.ts";

const step: Step = {
  ...{ id: "dataset", title: "Create it", kind: "create-dataset", dataset: "zroot/data" },
  properties: { mountpoint: "/var/lib/data", recordsize: "16K" },
  owner: { mode: 0o700, owner: "postgres", group: "postgres" },
};

/** `zfs` as far as the step uses it, for a pool imported below the host's root. There is no ZFS where tests run. */
function withDatasets(host: Host, datasets: Map<string, Record<string, string>>, calls: string[]): Host {
  const run: Host["run"] = async (command, args, options) => {
    if (command !== "zfs") return host.run(command, args, options);
    const dataset = args.at(-1) ?? "";
    const found = datasets.get(dataset);
    if (args[0] !== "get") calls.push(args[0] ?? "");
    if (args[0] === "get" && found === undefined)
      return { exitCode: 1, stdout: "", stderr: "does not exist" };
    if (args[0] === "get") {
      const value = (name: string) =>
        name === "mountpoint" ? `${host.root}${found?.mountpoint}` : (found?.[name] ?? "-");
      const rows = (args[4] ?? "").split(",").map((name) => `${name}\t${value(name)}\n`);
      return { exitCode: 0, stdout: rows.join(""), stderr: "" };
    }
    if (args[0] === "create" && found !== undefined)
      return { exitCode: 1, stdout: "", stderr: "dataset already exists" };
    const set = Object.fromEntries(args.filter((arg) => arg.includes("=")).map((arg) => arg.split("=")));
    const mounted = args[0] === "set" ? (found?.mounted ?? "no") : "yes";
    datasets.set(dataset, { canmount: "on", ...found, ...set, mounted });
    await mkdir(join(host.root, datasets.get(dataset)?.mountpoint ?? ""), { recursive: true });
    return { exitCode: 0, stdout: "", stderr: "" };
  };
  return { ...host, run };
}

async function build(existing?: Record<string, string>) {
  const datasets = new Map(existing === undefined ? [] : [["zroot/data", existing]]);
  const calls: string[] = [];
  const host = withDatasets(createLinuxHost(await buildTempRoot()), datasets, calls);
  return { host, datasets, calls };
}

test("a dataset is created with its properties and its mount point gets its owner, once", async () => {
  const { host, datasets, calls } = await build();
  expect(outcomesOf(await runSteps(host, [step]))).toEqual(["done"]);
  expect(outcomesOf(await runSteps(host, [step]))).toEqual(["skipped"]);
  expect(datasets.get("zroot/data")).toMatchObject({ mountpoint: "/var/lib/data", recordsize: "16K" });
  expect(await host.stat("/var/lib/data")).toMatchObject({ mode: 0o700, owner: "postgres" });
  expect(calls).toEqual(["create"]);
});

test("a property that differs is set, and a dataset that is not mounted is mounted", async () => {
  const { host, datasets, calls } = await build({
    ...{ mountpoint: "/var/lib/data", canmount: "on", recordsize: "128K", mounted: "no" },
  });
  expect(outcomesOf(await runSteps(host, [step]))).toEqual(["done"]);
  expect(datasets.get("zroot/data")).toMatchObject({ recordsize: "16K", mounted: "yes" });
  expect(calls).toEqual(["create", "set", "mount"]);
});
