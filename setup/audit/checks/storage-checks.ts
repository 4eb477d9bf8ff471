import { boxLayout } from "../../plan/box-layout.ts";
import { datasets, toPropertyRecord } from "../../plan/datasets.ts";
import { type AuditCheck, applyCure, verdict } from "../audit-check.ts";
import { type Evidence, linesOf, outputOf, textOf } from "../evidence.ts";

const { pool } = boxLayout;

/** Every property the table of datasets gives a value. */
export const datasetProperties: readonly string[] = [
  ...new Set(datasets.flatMap(({ properties }) => properties.map(({ name }) => name))),
].sort();

/** Rows of `zfs get -H -o name,property,value` → "dataset property" → value. Pure. */
function parseProperties(seen: Evidence): Record<string, string> {
  const rows = linesOf(outputOf(seen, "datasets")).map((line) => line.split("\t"));
  return Object.fromEntries(rows.map(([name, property, value]) => [`${name} ${property}`, value ?? ""]));
}

function propertyCheck(id: string, proves: string, names: readonly string[]): AuditCheck {
  return {
    ...{ id, area: "storage", proves, cure: applyCure },
    judge: (seen) => {
      const found = parseProperties(seen);
      const wanted = datasets.flatMap(({ dataset, properties }) =>
        properties
          .filter(({ name }) => names.includes(name))
          .map(({ name, value }) => ({ key: `${dataset} ${name}`, value })),
      );
      return verdict(
        `${wanted.length} properties`,
        wanted.map(
          ({ key, value }) => found[key] !== value && `${key} is ${found[key] ?? "missing"}, not ${value}`,
        ),
      );
    },
  };
}

const protection = ["setuid", "devices", "exec"];
const space = ["quota", "refreservation"];

/** Properties as they hold for a dataset: its own, or those of the nearest one above. Pure. */
function effective(dataset: string): Record<string, string> {
  const above = datasets.filter(
    (other) => dataset === other.dataset || dataset.startsWith(`${other.dataset}/`),
  );
  return Object.assign({}, ...above.map(({ properties }) => toPropertyRecord(properties)));
}

interface Mount {
  readonly device: string;
  readonly place: string;
  readonly options: readonly string[];
}

/** Rows of /proc/mounts. Pure. */
export function parseMounts(text: string): Mount[] {
  return linesOf(text).map((line) => {
    const [device = "", place = "", , options = ""] = line.split(" ");
    return { device, place, options: options.split(",") };
  });
}

/** As Debian's boot scripts mount them: /etc/init.d/mountkernfs.sh and mountdevsubfs.sh. */
const kernelMounts: Readonly<Record<string, readonly string[]>> = {
  "/proc": ["nosuid", "nodev", "noexec"],
  "/sys": ["nosuid", "nodev", "noexec"],
  "/run": ["nosuid"],
  "/dev/shm": ["nosuid", "nodev"],
};

const mountOptions = { setuid: "nosuid", devices: "nodev", exec: "noexec" } as const;

function judgeDatasetMounts(seen: Evidence) {
  const mounts = parseMounts(textOf(seen, "/proc/mounts"));
  const mounted = mounts.filter(({ device }) => datasets.some(({ dataset }) => dataset === device));
  const wrong = mounted.flatMap(({ device, options, place }) =>
    Object.entries(mountOptions)
      .filter(([name, option]) => effective(device)[name] === "off" && !options.includes(option))
      .map(([, option]) => `${place} is mounted without ${option}`),
  );
  const missing = datasets
    // `canmount` is the one property that is not inherited.
    .filter(({ properties }) => toPropertyRecord(properties).canmount !== "off")
    .filter(({ dataset }) => effective(dataset).mountpoint?.startsWith("/"))
    .filter(({ dataset }) => !mounted.some(({ device }) => device === dataset))
    .map(({ dataset }) => `${dataset} is not mounted`);
  return verdict(`${mounted.length} datasets mounted`, [...wrong, ...missing]);
}

export const storageChecks: readonly AuditCheck[] = [
  propertyCheck(
    "dataset-protection",
    "No set-uid program and no device works from a dataset of data",
    protection,
  ),
  propertyCheck("dataset-space", "No log fills the pool, and the database keeps its room", space),
  propertyCheck(
    "dataset-settings",
    "Every other property of the datasets is as planned",
    datasetProperties.filter((name) => ![...protection, ...space].includes(name)),
  ),
  {
    ...{ id: "dataset-mounts", area: "storage", cure: "sudo zfs mount -a, or restart the box" },
    proves: "The datasets are mounted, and the kernel keeps to nosuid, nodev and noexec",
    judge: judgeDatasetMounts,
  },
  {
    ...{ id: "system-mounts", area: "storage", cure: "Restart the box" },
    proves: "The kernel's own file systems run no set-uid program",
    judge: (seen) => {
      const mounts = parseMounts(textOf(seen, "/proc/mounts")).filter(({ place }) => place in kernelMounts);
      return verdict(
        mounts.map(({ place }) => place).join(", "),
        mounts.flatMap(({ place, options }) =>
          (kernelMounts[place] ?? []).map(
            (option) => !options.includes(option) && `${place} is mounted without ${option}`,
          ),
        ),
      );
    },
  },
  {
    ...{ id: "foreign-mounts", area: "storage", cure: "sudo umount <place>" },
    proves: "Neither the stick nor the boot partition nor an installation stays mounted",
    judge: (seen) => {
      const mounts = parseMounts(textOf(seen, "/proc/mounts"));
      const foreign = mounts.filter(({ device, place }) => /^\/dev\//.test(device) || place === "/target");
      return verdict(
        `${mounts.length} mounts`,
        foreign.map(({ device, place }) => `${device} is mounted on ${place}`),
      );
    },
  },
  {
    ...{ id: "pool-health", area: "storage", cure: `sudo zpool status -v ${pool}` },
    proves: "The pool is whole and every checksum was right",
    judge: (seen) => {
      const text = outputOf(seen, "pool");
      const health = /^\s*state: (\S+)/m.exec(text)?.[1] ?? "unknown";
      const errors = /^errors: (.*)$/m.exec(text)?.[1] ?? "unknown";
      return verdict(`${health}, ${errors}`, [
        health !== "ONLINE" && `the pool is ${health}`,
        !errors.startsWith("No known data errors") && `errors: ${errors}`,
      ]);
    },
  },
  {
    ...{
      id: "no-swap",
      area: "storage",
      proves: "Memory, and the keys in it, never reaches a disk",
      cure: "sudo swapoff -a",
    },
    judge: (seen) => {
      const used = linesOf(textOf(seen, "/proc/swaps")).slice(1);
      return verdict(
        used.length === 0 ? "none" : `${used.length} in use`,
        used.map((line) => `swap on ${line.split(/\s+/)[0]}`),
      );
    },
  },
];
