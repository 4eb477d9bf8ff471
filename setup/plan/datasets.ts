/** One property of a dataset, and why it has this value. */
export interface DatasetProperty {
  readonly name: string;
  /** As `zfs get` prints it. */
  readonly value: string;
  readonly why: string;
  /** Where the reason comes from; null when it follows from our own layout. */
  readonly source: string | null;
}

export interface DatasetSpec {
  readonly dataset: string;
  readonly holds: string;
  /** Owner of the mount point on the finished box; null leaves root:root 0755. */
  readonly owner: { readonly mode: number; readonly owner: string; readonly group: string } | null;
  readonly properties: readonly DatasetProperty[];
}

const manual = "zfsprops(7)";
const tuning = "OpenZFS documentation, Workload Tuning";

function property(name: string, value: string, why: string, source: string | null = null): DatasetProperty {
  return { name, value, why, source };
}

function mountedAt(path: string): DatasetProperty {
  return property("mountpoint", path, "the place every program looks for it; see box-layout.ts");
}

function container(why: string): DatasetProperty[] {
  return [property("canmount", "off", why, manual), property("mountpoint", "none", "nothing to mount")];
}

/** No program or device node belongs into data. */
const dataOnly = [
  property("setuid", "off", "data: a set-uid program here would be an attack", manual),
  property("devices", "off", "data: device nodes belong into /dev", manual),
];
const noPrograms = property("exec", "off", "nothing is ever started from here", manual);
const latency = property(
  "logbias",
  "latency",
  "one disk without a log device: `throughput` writes every commit in place and fragments; answers wait for commits",
  manual,
);

/** Inherited by all: properties of the pool's root dataset, given when the pool is created. */
export const inheritedProperties: readonly DatasetProperty[] = [
  property(
    "compression",
    "lz4",
    "about 2:1 on mixed data at next to no CPU; gives up early on what does not shrink",
    tuning,
  ),
  property("atime", "off", "reading must not write: it wears flash and makes snapshots grow", tuning),
  property("xattr", "sa", "extended attributes in the inode: one read less for each file", manual),
  property("acltype", "posix", "Debian expects POSIX ACLs", manual),
  property("dnodesize", "auto", "room for those attributes", manual),
  property("canmount", "off", "the pool's own root is a container", manual),
  property("mountpoint", "none", "nothing to mount"),
];

/** The datasets beside the boot environments, parents first. docs/datasets.md is made from this. */
export const datasets: readonly DatasetSpec[] = [
  {
    dataset: "zroot/system-runtime",
    holds: "state of the platform: journal, agent workspace, control plane",
    owner: null,
    properties: [
      mountedAt("/var/lib/clawdie"),
      ...dataOnly,
      property(
        "refreservation",
        "256M",
        "a pool filled by files in /home still starts and explains itself",
        manual,
      ),
    ],
  },
  {
    dataset: "zroot/system-runtime/postgres",
    holds: "nothing itself: data and WAL below it are snapshotted together, atomically",
    owner: null,
    properties: [
      property("canmount", "off", "a container: only its two children hold files", manual),
      noPrograms,
      latency,
    ],
  },
  {
    dataset: "zroot/system-runtime/postgres/pgdata",
    holds: "PostgreSQL's tables and indexes",
    owner: { mode: 0o700, owner: "postgres", group: "postgres" },
    properties: [
      property(
        "recordsize",
        "16K",
        "PostgreSQL writes pages of 8K. Records of 8K hardly compress on 4K sectors (8K can only become 4K); 16K does, at one extra page per random write; 128K would rewrite 16 pages for one",
        `${tuning} (PostgreSQL: match the page size)`,
      ),
      property("refreservation", "256M", "the database can still write when others filled the pool", manual),
    ],
  },
  {
    dataset: "zroot/system-runtime/postgres/pgwal",
    holds: "PostgreSQL's write-ahead log",
    owner: { mode: 0o700, owner: "postgres", group: "postgres" },
    properties: [
      property(
        "recordsize",
        "128K",
        "written in sequence in files of 16 MB: large records, few of them",
        tuning,
      ),
      property(
        "refreservation",
        "512M",
        "twice max_wal_size: PostgreSQL stops with PANIC when the log cannot be written",
        "PostgreSQL documentation, WAL Configuration",
      ),
    ],
  },
  {
    dataset: "zroot/tenants",
    holds: "one child for each additional agent",
    owner: null,
    properties: [...container("a container: each tenant mounts its own"), ...dataOnly],
  },
  {
    dataset: "zroot/home",
    holds: "home of the operator account",
    owner: null,
    properties: [mountedAt("/home"), ...dataOnly],
  },
  {
    dataset: "zroot/var",
    holds: "what is kept out of boot environments",
    owner: null,
    properties: container("a container: /var itself belongs to the boot environment"),
  },
  {
    dataset: "zroot/var/log",
    holds: "logs, which outlive a rollback of the system: that is when they are read",
    owner: null,
    properties: [
      mountedAt("/var/log"),
      ...dataOnly,
      noPrograms,
      property(
        "compression",
        "zstd",
        "written once, rarely read: text shrinks clearly better than with lz4",
        manual,
      ),
      property("quota", "1G", "a service that logs in a loop fills this, never the pool", manual),
    ],
  },
  {
    dataset: "zroot/reserved",
    holds: "nothing: it is space to give back when the pool is full",
    owner: null,
    properties: [
      ...container("never mounted"),
      property(
        "refreservation",
        "128M",
        "copy-on-write needs space even to delete; releasing this makes room",
        manual,
      ),
    ],
  },
];

/** Properties as `zfs create -o` takes them. */
export function toPropertyRecord(properties: readonly DatasetProperty[]): Record<string, string> {
  return Object.fromEntries(properties.map(({ name, value }) => [name, value]));
}
