import type { Secret } from "../issues/secret.ts";
import { renderSeedSources, type SeedSource } from "../wipe/seed-source.ts";
import { boxLayout } from "./box-layout.ts";
import type { Step, TargetDisk } from "./step.ts";

/** What a new system is told about itself. */
export interface SystemRecord {
  readonly installId: string;
  readonly version: string;
  readonly rootDataset: string;
  readonly disk: TargetDisk;
  /** Name of the adoption that makes it; null for an installation. */
  readonly adoption: string | null;
  /** Content of setup.env: the settings as the box keeps them. */
  readonly setupEnv: Secret;
  /** Of the setup.txt the settings came from. */
  readonly seedHash: string;
  /** The stick it lies on; none when it was typed in. */
  readonly seedSources: readonly SeedSource[];
}

const layerNames = ["base", "runtime", "app"];
const rootOwner = { owner: "root", group: "root" } as const;

export function unpackStep(medium: string): Step {
  return {
    id: "unpack-system",
    kind: "unpack-system",
    title: "Copy the system (usually less than 2 minutes)",
    layers: layerNames.map((name) => `${medium}/clawdie/live/${name}.squashfs`),
  };
}

/** Folders and files that make the new system the one of this box. */
export function buildRecordSteps({ setupEnv, seedHash, seedSources, ...record }: SystemRecord): Step[] {
  const { installId, version, rootDataset, disk, adoption } = record;
  const content = { schema: 1, installId, version, rootDataset, disk, adoption };
  const folder = { ...rootOwner, mode: 0o755 };
  return [
    {
      id: "config-folder",
      kind: "make-folder",
      title: "Create the settings folder",
      path: boxLayout.config,
      ...folder,
    },
    {
      id: "log-folder",
      kind: "make-folder",
      title: "Create the log folder",
      path: boxLayout.logs,
      ...folder,
    },
    {
      id: "write-install-record",
      kind: "write-file",
      title: "Record what was installed",
      path: `${boxLayout.config}/install.json`,
      content: `${JSON.stringify(content, null, 2)}\n`,
      ...rootOwner,
      mode: 0o644,
    },
    {
      id: "write-settings",
      kind: "write-file",
      title: "Save the settings",
      path: boxLayout.setupFile,
      content: setupEnv,
      ...rootOwner,
      mode: 0o600,
    },
    {
      id: "write-seed-hash",
      kind: "write-file",
      title: "Remember which setup.txt they came from",
      path: boxLayout.seedHash,
      content: `${seedHash}\n`,
      ...rootOwner,
      mode: 0o600,
    },
    {
      id: "write-seed-sources",
      kind: "write-file",
      title: "Remember which stick it lies on",
      path: boxLayout.seedSources,
      content: renderSeedSources(seedSources),
      ...rootOwner,
      mode: 0o600,
    },
  ];
}
