import type { Host } from "../host/host.ts";
import type { StepOf } from "../plan/step.ts";
import { needed, neededIf, type StepHandler } from "./handler.ts";
import { describeDifference } from "./owner-difference.ts";

type Dataset = Pick<StepOf<"create-dataset">, "dataset" | "properties" | "owner">;

export const createDataset: StepHandler<"create-dataset"> = {
  async check(step, host) {
    const found = await readProperties(step, host);
    if (found === null) return needed(`${step.dataset} is missing`);
    return neededIf(
      ...wrongProperties(step, found, host).map((name) => `${name} is ${found[name]}`),
      mustBeMounted(found) ? "it is not mounted" : null,
      await ownerDifference(step, found, host),
    );
  },
  async apply(step, host) {
    const existing = await createOrRead(step, host);
    if (existing !== null) await setProperties(step, existing, host);
    if (step.owner === null) return;
    const path = insideRoot((await readProperties(step, host))?.mountpoint, host);
    if (path !== null) await host.makeFolder(path, step.owner);
  },
};

/** Null when it was made (and mounted) just now. Not asked before: a look costs as much as the creation. */
async function createOrRead(step: Dataset, host: Host): Promise<Record<string, string> | null> {
  const options = Object.entries(step.properties).flatMap(([name, value]) => ["-o", `${name}=${value}`]);
  const create = ["create", ...options, step.dataset];
  const { exitCode } = await host.run("zfs", create, { allowExit: [0, 1] });
  if (exitCode === 0) return null;
  const existing = await readProperties(step, host);
  // Neither made nor there: once more, for the error.
  if (existing === null) await host.run("zfs", create);
  return existing;
}

async function setProperties(step: Dataset, found: Record<string, string>, host: Host): Promise<void> {
  const wrong = wrongProperties(step, found, host);
  const changes = wrong.map((name) => `${name}=${step.properties[name]}`);
  if (changes.length > 0) await host.run("zfs", ["set", ...changes, step.dataset]);
  const now = changes.length > 0 ? ((await readProperties(step, host)) ?? {}) : found;
  if (mustBeMounted(now)) await host.run("zfs", ["mount", step.dataset]);
}

/** The step's properties and how it is mounted, as `zfs get` prints them; null when there is no such dataset. */
async function readProperties(step: Dataset, host: Host): Promise<Record<string, string> | null> {
  const names = [...new Set([...Object.keys(step.properties), "mountpoint", "canmount", "mounted"])];
  const args = ["get", "-H", "-o", "property,value", names.join(","), step.dataset];
  const { exitCode, stdout } = await host.run("zfs", args, { allowExit: [0, 1] });
  if (exitCode !== 0) return null;
  const rows = stdout.split("\n").filter((line) => line !== "");
  return Object.fromEntries(rows.map((line) => line.split("\t").slice(0, 2)));
}

function wrongProperties(step: Dataset, found: Record<string, string>, host: Host): string[] {
  return Object.entries(step.properties)
    .filter(([name, value]) => found[name] !== value && !isSameMountPoint(name, value, found, host))
    .map(([name]) => name);
}

/** During an install the pool is imported below another root, which `zfs get` puts in front. */
function isSameMountPoint(name: string, value: string, found: Record<string, string>, host: Host): boolean {
  return name === "mountpoint" && host.root !== "/" && found.mountpoint === joinRoot(host.root, value);
}

function joinRoot(root: string, path: string): string {
  return path === "/" ? root : `${root}${path}`;
}

function mustBeMounted(found: Record<string, string>): boolean {
  const hasPlace = (found.mountpoint ?? "none").startsWith("/");
  return hasPlace && found.canmount === "on" && found.mounted === "no";
}

/** The mount point as the host port wants it; null when the dataset is not mounted. */
function insideRoot(mountPoint: string | undefined, host: Host): string | null {
  if (mountPoint === undefined || !mountPoint.startsWith("/")) return null;
  if (host.root === "/" || !mountPoint.startsWith(host.root)) return mountPoint;
  return mountPoint.slice(host.root.length) || "/";
}

async function ownerDifference(step: Dataset, found: Record<string, string>, host: Host) {
  const path = insideRoot(found.mountpoint, host);
  if (step.owner === null || path === null) return null;
  const stat = await host.stat(path);
  if (stat === null) return `${path} is missing`;
  const difference = describeDifference(stat, step.owner);
  return difference === null ? null : `${path} has ${difference}`;
}
