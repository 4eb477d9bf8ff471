import { copiedFiles, keptAccounts } from "../adopt/part-contract.ts";
import { zfsCacheLimit } from "../config-files/zfs-cache-limit.ts";
import type { OwnInstallation } from "../facts/facts.ts";
import { boxLayout } from "./box-layout.ts";
import type { InstallInputs } from "./build-install-plan.ts";
import { buildNetworkSteps } from "./firstboot/network-steps.ts";
import type { Plan } from "./plan.ts";
import { computerProperty, markComputer, shortHash } from "./pool-identity.ts";
import type { Step } from "./step.ts";
import { buildRecordSteps, unpackStep } from "./system-steps.ts";

export interface AdoptInputs extends Omit<InstallInputs, "consent" | "installId"> {
  readonly installation: OwnInstallation;
  /** From `nameAdoption`. */
  readonly adoption: string;
  /** From `buildSnapshotName`: the state before anything was changed. */
  readonly snapshot: string;
}

/**
 * A box → the same box with the system of this stick. Pure. Everything new lies beside what is there; the last step
 * changes one file, and until then the box starts as before. Nothing here destroys or overwrites data.
 */
export function buildAdoptPlan(inputs: AdoptInputs): Plan {
  const { installation, disk, medium, target } = inputs;
  const { installId, poolGuid } = installation;
  const { pool } = boxLayout;
  const bootEnvironment = nameBootEnvironment(inputs);
  const rootDataset = `${pool}/ROOT/${bootEnvironment}`;
  const steps: Step[] = [
    {
      ...{ id: "open-pool", kind: "open-pool", title: "Open the pool of the box" },
      ...{ disk, pool, poolGuid, installId, mountPoint: target },
    },
    {
      ...{ id: "snapshot-all", kind: "create-snapshot", title: "Take a snapshot of everything" },
      ...{ dataset: pool, snapshot: inputs.snapshot },
    },
    {
      ...{ id: "create-root", kind: "create-dataset", title: `Create the dataset ${rootDataset}` },
      ...{ dataset: rootDataset, properties: { canmount: "noauto", mountpoint: "/" }, owner: null },
    },
    { id: "mount-root", kind: "mount-dataset", title: "Mount the new system", dataset: rootDataset },
    unpackStep(medium),
    ...keepSteps(installation),
    ...buildRecordSteps({ ...inputs, installId, rootDataset }),
    // The first start already has its addresses and its closed firewall.
    ...buildNetworkSteps(inputs.settings, inputs.facts),
    {
      ...{ id: "copy-kernel", kind: "copy-kernel", title: "Copy the kernel beside the old one" },
      ...{ disk, bootEnvironment, medium },
    },
    ...endSteps(inputs, bootEnvironment, rootDataset),
  ];
  return { schema: 1, name: "adopt", steps };
}

/** The same for each try with the same file on the same system, so that a try that was cut short is continued. */
function nameBootEnvironment({ version, installation, adoption }: AdoptInputs): string {
  return `clawdie-${version}-${shortHash(adoption, installation.rootDataset).slice(0, 8)}`;
}

function keepSteps({ rootDataset }: OwnInstallation): Step[] {
  return [
    {
      ...{ id: "keep-accounts", kind: "keep-accounts", title: "Take over the accounts that own data" },
      ...{ rootDataset, accounts: keptAccounts },
    },
    {
      ...{ id: "keep-files", kind: "keep-files", title: "Take over the keys and tokens of the box" },
      ...{ rootDataset, paths: copiedFiles },
    },
  ];
}

function endSteps(inputs: AdoptInputs, bootEnvironment: string, rootDataset: string): Step[] {
  const { disk, medium, facts, installation, target } = inputs;
  const { installId, poolGuid } = installation;
  const { pool } = boxLayout;
  const computer = markComputer(facts);
  const moved = computer !== null && computer !== installation.computer;
  const mark: Step[] = moved
    ? [
        {
          ...{ id: "mark-computer", kind: "set-property", title: "Record which computer the box belongs to" },
          ...{ dataset: pool, property: computerProperty, value: computer },
        },
      ]
    : [];
  return [
    ...mark,
    {
      ...{ id: "save-install-log", kind: "save-install-log", title: "Keep the log of this renewal" },
      ...{ journal: inputs.journal, path: `${boxLayout.config}/adopt.jsonl` },
    },
    {
      ...{ id: "close-pool", kind: "close-pool", title: "Write everything to the disk" },
      ...{ pool, mountPoint: target },
    },
    {
      ...{ id: "renew-loader", kind: "renew-loader", title: "Compare the boot loader with this stick's" },
      ...{ disk, installId, medium },
    },
    {
      ...{ id: "switch-boot", kind: "switch-boot", title: "Let the new system start" },
      ...{ disk, poolGuid, bootEnvironment, rootDataset, hostId: installId.slice(0, 8) },
      arcLimitBytes: zfsCacheLimit(facts.memoryBytes),
    },
  ];
}
