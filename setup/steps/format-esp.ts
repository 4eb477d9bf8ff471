import { diskLayout, partitionPath } from "../plan/disk-layout.ts";
import { needed, type StepHandler, satisfied } from "./handler.ts";
import { requireClaim } from "./verify-disk.ts";

/** FAT32 on the boot partition. */
export const formatEsp: StepHandler<"format-esp"> = {
  async check(step, host) {
    const esp = partitionPath(step.disk.path, diskLayout.esp.number);
    const probe = ["--probe", "--output", "value", "--match-tag", "LABEL", esp];
    const { stdout } = await host.run("blkid", probe, { allowExit: [0, 2] });
    return stdout.trim() === step.label ? satisfied : needed("not formatted");
  },
  async apply(step, host) {
    await requireClaim(step, host.at("/"));
    const esp = partitionPath(step.disk.path, diskLayout.esp.number);
    await host.run("mkfs.fat", ["-F", "32", "-n", step.label, esp]);
    await host.run("udevadm", ["settle", "--timeout=60"]);
  },
};
