import { zfsCacheLimit } from "../config-files/zfs-cache-limit.ts";
import type { Facts } from "../facts/facts.ts";
import type { Secret } from "../issues/secret.ts";
import type { Settings } from "../settings/settings.ts";
import type { SeedSource } from "../wipe/seed-source.ts";
import { boxLayout } from "./box-layout.ts";
import { datasets, inheritedProperties, toPropertyRecord } from "./datasets.ts";
import { buildNetworkSteps } from "./firstboot/network-steps.ts";
import type { Plan } from "./plan.ts";
import { computerProperty, markComputer } from "./pool-identity.ts";
import type { DiskConsent, Step, TargetDisk } from "./step.ts";
import { buildRecordSteps, unpackStep } from "./system-steps.ts";

export interface InstallInputs {
  readonly settings: Settings;
  readonly facts: Facts;
  readonly disk: TargetDisk;
  /** Why that disk may be written to. */
  readonly consent: DiskConsent;
  /** Content of setup.env: the settings as the box keeps them. */
  readonly setupEnv: Secret;
  /** Of the setup.txt the settings came from. */
  readonly seedHash: string;
  /** The stick it lies on; none when it was typed in. */
  readonly seedSources: readonly SeedSource[];
  /** 16 hexadecimal digits, new for every attempt. */
  readonly installId: string;
  readonly version: string;
  /** Where the stick's own file system is mounted. */
  readonly medium: string;
  /** Journal of the live system, in its RAM. */
  readonly journal: string;
  /** Mount point of the new system. */
  readonly target: string;
}

/** A disk that may be taken → bootable box. Pure; the order is the safety: what makes the disk start comes last, and then only the mark goes. */
export function buildInstallPlan(inputs: InstallInputs): Plan {
  const { disk, installId, medium } = inputs;
  const bootEnvironment = `clawdie-${inputs.version}`;
  const rootDataset = `${boxLayout.pool}/ROOT/${bootEnvironment}`;
  const steps: Step[] = [
    ...diskSteps(inputs),
    ...poolSteps(inputs, rootDataset),
    unpackStep(medium),
    ...buildRecordSteps({ ...inputs, rootDataset, adoption: null }),
    // The first start already has its addresses and its closed firewall.
    ...buildNetworkSteps(inputs.settings, inputs.facts),
    {
      id: "copy-boot-files",
      kind: "copy-boot-files",
      title: "Copy kernel and boot menu",
      disk,
      pool: boxLayout.pool,
      bootEnvironment,
      rootDataset,
      // Ties the pool to this box, so that no import ever needs a guess about who used it last.
      hostId: installId.slice(0, 8),
      arcLimitBytes: zfsCacheLimit(inputs.facts.memoryBytes),
      medium,
    },
    {
      id: "save-install-log",
      kind: "save-install-log",
      title: "Keep the log of the installation",
      journal: inputs.journal,
      path: boxLayout.installLog,
    },
    {
      id: "close-pool",
      kind: "close-pool",
      title: "Write everything to the disk",
      pool: boxLayout.pool,
      mountPoint: inputs.target,
    },
    { id: "make-bootable", kind: "make-bootable", title: "Make the disk bootable", disk, installId, medium },
    { id: "release-disk", kind: "release-disk", title: "Mark the installation complete", disk, installId },
  ];
  return { schema: 1, name: "install", steps };
}

function diskSteps({ disk, consent, installId }: InstallInputs): Step[] {
  return [
    {
      id: "claim-disk",
      kind: "claim-disk",
      title: consent.basis === "empty" ? "Take the disk" : `Clear the disk (${reasons[consent.basis]})`,
      disk,
      consent,
      installId,
    },
    { id: "partition-disk", kind: "partition-disk", title: "Partition the disk", disk, installId },
    {
      id: "format-esp",
      kind: "format-esp",
      title: "Format the boot partition",
      disk,
      installId,
      label: "CLAWDIE-EFI",
    },
  ];
}

const reasons = {
  unfinished: "an installation was cut short",
  "erase-code": "as ERASE_DISK allows",
} as const;

function poolSteps(inputs: InstallInputs, rootDataset: string): Step[] {
  const computer = markComputer(inputs.facts);
  const container = { canmount: "off", mountpoint: "none" };
  const dataset = (name: string, properties: Record<string, string>): Step => ({
    id: `create-${name.replaceAll("/", "-")}`,
    kind: "create-dataset",
    title: `Create the dataset ${name}`,
    dataset: name,
    properties,
    // Accounts do not exist before the system is unpacked; first boot sets the owners.
    owner: null,
  });
  return [
    {
      id: "create-pool",
      kind: "create-pool",
      title: "Create the pool",
      disk: inputs.disk,
      pool: boxLayout.pool,
      installId: inputs.installId,
      mountPoint: inputs.target,
      // ashift 12: 4 KiB sectors, right for every disk sold since 2011. autotrim keeps flash fast.
      poolProperties: { ashift: "12", autotrim: "on" },
      rootProperties: {
        ...toPropertyRecord(inheritedProperties),
        ...(computer === null ? {} : { [computerProperty]: computer }),
      },
    },
    dataset(`${boxLayout.pool}/ROOT`, container),
    dataset(rootDataset, { canmount: "noauto", mountpoint: "/" }),
    { id: "mount-root", kind: "mount-dataset", title: "Mount the new system", dataset: rootDataset },
    ...datasets.map((spec) => dataset(spec.dataset, toPropertyRecord(spec.properties))),
  ];
}
