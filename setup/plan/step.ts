import type { Secret } from "../issues/secret.ts";

/**
 * Step kind → arguments. A step is data: no functions, no clock, no randomness. Handlers live in `setup/steps/`,
 * one file per kind. Secrets are `Secret` values, which print and serialise masked.
 */
export interface StepArguments {
  // ---- install: empty disk → bootable system -------------------------------------------------------------
  /**
   * The first write: mark the disk as taken by this attempt, then zeros where partition tables, and labels on the
   * partitions to come, may lie. Refuses a disk that is not, to the last byte looked at, the one the consent was given
   * for. Every later step that destroys something refuses a disk without this mark.
   */
  "claim-disk": { readonly disk: TargetDisk; readonly consent: DiskConsent; readonly installId: string };
  /** Write the GPT: BIOS boot, ESP, pool. */
  "partition-disk": ClaimedDiskArguments;
  "format-esp": ClaimedDiskArguments & { readonly label: string };
  /** The pool is marked as ours, too: its property holds the installId. */
  "create-pool": ClaimedDiskArguments & {
    readonly pool: string;
    readonly mountPoint: string;
    readonly poolProperties: Readonly<Record<string, string>>;
    readonly rootProperties: Readonly<Record<string, string>>;
  };
  "create-dataset": {
    readonly dataset: string;
    readonly properties: Readonly<Record<string, string>>;
    /** Owner of the mount point, once it is mounted; null leaves it. */
    readonly owner: FileOwner | null;
  };
  /** Mount a dataset that is not mounted by itself: a boot environment. */
  "mount-dataset": { readonly dataset: string };
  /** Unpack the system layers (squashfs files, lowest first) into the mounted root. */
  "unpack-system": { readonly layers: readonly string[] };
  /** Kernel, initramfs, boot menu and GRUB itself on the disk; nothing there starts yet. */
  "copy-boot-files": BoxMenu & {
    readonly disk: TargetDisk;
    readonly pool: string;
    readonly medium: string;
  };
  /** Keep the journal of this installation (a path of the live system) on the new box. */
  "save-install-log": { readonly journal: string; readonly path: string };
  /** Unmount everything and export the pool, so that all of it is on the disk. */
  "close-pool": { readonly pool: string; readonly mountPoint: string };
  /** The last write: boot sector, EFI loader and the marker the stick's boot menu looks for. */
  "make-bootable": { readonly disk: TargetDisk; readonly installId: string; readonly medium: string };
  /** The installation is complete: take the mark off, so that no later start thinks this disk unfinished. */
  "release-disk": ClaimedDiskArguments;

  // ---- adopt: an installation of ours gets this system beside its own, and keeps its data ------------------
  /** Import the pool of this box for writing, nothing mounted; refuses any other pool. */
  "open-pool": {
    readonly disk: TargetDisk;
    readonly pool: string;
    readonly poolGuid: string;
    readonly installId: string;
    readonly mountPoint: string;
  };
  /** The accounts that own data, with their numbers, from the system so far. Refuses numbers that are taken. */
  "keep-accounts": { readonly rootDataset: string; readonly accounts: readonly string[] };
  /** Files of the system so far, with owner and mode; those it does not have are left out. */
  "keep-files": { readonly rootDataset: string; readonly paths: readonly string[] };
  /** Kernel and initramfs beside those in use; the menu does not know them yet. */
  "copy-kernel": { readonly disk: TargetDisk; readonly bootEnvironment: string; readonly medium: string };
  /** GRUB's own parts as this stick has them; touches nothing when they are. While it writes, only the stick starts the disk. */
  "renew-loader": { readonly disk: TargetDisk; readonly installId: string; readonly medium: string };
  "set-property": { readonly dataset: string; readonly property: string; readonly value: string };
  /** The last write of an adoption, one file: from now on the new system starts. */
  "switch-boot": BoxMenu & { readonly disk: TargetDisk; readonly poolGuid: string };

  // ---- first boot: installed system → assistant that answers ----------------------------------------------
  /** Take the installer's mark off the disk of this pool, if it could not do so itself. */
  "confirm-installation": { readonly pool: string };
  "make-folder": { readonly path: string } & FileOwner;
  "write-file": { readonly path: string; readonly content: string | Secret } & FileOwner;
  "set-hostname": { readonly hostname: string };
  "set-timezone": { readonly timezone: string };
  "generate-locale": { readonly locale: string };
  "create-account": {
    readonly account: string;
    readonly home: string;
    /** A login shell, or /usr/sbin/nologin. */
    readonly shell: string;
    readonly groups: readonly string[];
    /** True for accounts of services (uid below 1000). */
    readonly system: boolean;
  };
  /** Set the crypt(3) hash of an account, or lock its password when null. */
  "set-password": { readonly account: string; readonly hash: Secret | null };
  "create-cluster": {
    readonly dataFolder: string;
    readonly walFolder: string;
    readonly version: string;
  };
  "create-database": { readonly database: string; readonly role: string };
  "create-extension": { readonly database: string; readonly extension: string };
  /** Kernel parameters at once: path below /proc/sys or /sys → value. At boot sysctl.d and modprobe.d set them. */
  "set-kernel-parameters": { readonly parameters: Readonly<Record<string, string>> };
  /** An SSH host key of this box, made on it: path of the private key (`.pub` beside it). */
  "create-host-key": { readonly path: string };
  /** Key and self-signed certificate of the dashboard, for `<hostname>` and `<hostname>.local`; the account reads the key. */
  "create-certificate": {
    readonly hostname: string;
    readonly certificatePath: string;
    readonly keyPath: string;
    readonly account: string;
  };
  /** The dashboard's first account; an operator who is there already stays as they are. */
  "create-operator": { readonly email: string; readonly passwordHash: Secret };
  /** The dashboard's port is open in the firewall exactly while there is an operator. */
  "sync-dashboard": Readonly<Record<never, never>>;
  /** Load the nftables rules at once (the service loads them at every boot). */
  "load-firewall": { readonly path: string };
  /** Let the network engine read its settings (these files) again, if it has read others; it does so at its start only. */
  "load-network": { readonly service: string; readonly paths: readonly string[] };
  /** Unpack what the image brings of compiled code into the folder where the runtime keeps it, as its account. */
  "place-compiled-code": { readonly source: string; readonly destination: string; readonly account: string };
  /** `openclaw config validate` and `security audit` as the runtime account; remembered by content of the file. */
  "validate-runtime-config": { readonly configPath: string };
  "enable-service": { readonly service: string; readonly runlevel: string };
  "disable-service": { readonly service: string; readonly runlevel: string };
  "start-service": { readonly service: string };
  /** Wait until the service's own probe answers: never only an open port. */
  "wait-for-service": { readonly service: ProbedService; readonly timeoutSeconds: number };

  // ---- maintenance: stop, snapshot, roll back --------------------------------------------------------------
  "stop-service": { readonly service: string };
  /** CHECKPOINT; satisfied once a checkpoint lies at or behind this place of the log (pg_lsn). */
  "checkpoint-database": { readonly after: string };
  /** The control file says "shut down": nothing is left to replay. Never repairs anything. */
  "verify-clean-shutdown": { readonly dataFolder: string };
  /** One recursive, atomic snapshot of a dataset and all below it. */
  "create-snapshot": { readonly dataset: string; readonly snapshot: string };
  "destroy-snapshot": { readonly dataset: string; readonly snapshot: string };
  "unmount-dataset": { readonly dataset: string };
  /** Roll all children back to their newest snapshot, which must be this one, in one transaction of the pool. */
  "restore-snapshot": {
    readonly pool: string;
    readonly dataset: string;
    readonly children: readonly string[];
    readonly snapshot: string;
    /** Written in the same transaction as a user property: says that exactly this restore has happened. */
    readonly mark: string;
  };
}

/** Which system the boot menu of a box starts, and how. */
export interface BoxMenu {
  readonly bootEnvironment: string;
  readonly rootDataset: string;
  /** 8 hexadecimal digits, for spl.spl_hostid. */
  readonly hostId: string;
  /** Limit of ZFS's cache from the first second on; the initramfs loads the module before any file of ours is read. */
  readonly arcLimitBytes: number;
}

export type ProbedService = "postgresql" | "clawdie-runtime" | "clawdie-controlplane" | "clawdie-spending";

export interface FileOwner {
  readonly mode: number;
  readonly owner: string;
  readonly group: string;
}

/** The disk a plan was made for; model, serial and size are compared again just before the first write. */
export interface TargetDisk {
  readonly path: string;
  readonly serial: string | null;
  readonly model: string | null;
  readonly sizeBytes: number;
}

/** Why this disk, with this content, may be written to; made only by the choice of the disk. */
export interface DiskConsent {
  readonly basis: "empty" | "unfinished" | "erase-code";
  /** The code of ERASE_DISK, when that is the basis. */
  readonly code: string | null;
  readonly serial: string | null;
  readonly sizeBytes: number;
  /** SHA-256 of what lay on it when consent was given. */
  readonly contentHash: string;
}

export interface ClaimedDiskArguments {
  readonly disk: TargetDisk;
  /** The attempt whose mark the disk must carry: 16 hexadecimal digits. */
  readonly installId: string;
}

export type StepKind = keyof StepArguments;

export interface StepBase {
  /** Unique within the plan, kebab-case. */
  readonly id: string;
  /** Shown while it runs: an imperative, no full stop. */
  readonly title: string;
}

export type StepOf<K extends StepKind> = StepBase & { readonly kind: K } & StepArguments[K];
export type Step = { [K in StepKind]: StepOf<K> }[StepKind];
