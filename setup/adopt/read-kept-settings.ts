import type { OwnInstallation } from "../facts/facts.ts";
import { withReadOnlyBox } from "../facts/with-read-only-box.ts";
import type { Host } from "../host/host.ts";
import { SetupError } from "../issues/exceptions.ts";
import { boxLayout } from "../plan/box-layout.ts";
import type { TargetDisk } from "../plan/step.ts";
import type { Settings } from "../settings/settings.ts";
import { parseSetupEnv } from "../settings/setup-env.ts";

/** How the settings of an installation are read: on its computer, or from a file for a plan made elsewhere. */
export type ReadKept = (disk: TargetDisk, installation: OwnInstallation) => Promise<Settings>;

const startAsIs = "Start the box without the stick.";

/** The settings an installation has; nothing is written. @throws SetupError when they cannot be read. */
export async function readKeptSettings(
  machine: Host,
  disk: TargetDisk,
  { poolGuid, rootDataset }: OwnInstallation,
): Promise<Settings> {
  const content = await withReadOnlyBox(machine, { disk, poolGuid, rootDataset }, (box) =>
    box.readFile(boxLayout.setupFile).catch((cause: unknown) => {
      throw new SetupError(`${boxLayout.setupFile} cannot be read`, startAsIs, { cause });
    }),
  );
  if (content === null) {
    throw new SetupError(`${boxLayout.setupFile} is missing`, startAsIs);
  }
  return parseSetupEnv(content.toString("utf8"));
}
