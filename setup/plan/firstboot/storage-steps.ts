import { dirname } from "node:path";
import { kernelParameters, renderSysctl } from "../../config-files/kernel-settings.ts";
import { renderZfsOptions, zfsCacheLimit, zfsCacheLimitPath } from "../../config-files/zfs-cache-limit.ts";
import type { BoxFacts } from "../../facts/facts.ts";
import { boxLayout } from "../box-layout.ts";
import { datasets, toPropertyRecord } from "../datasets.ts";
import type { Step } from "../step.ts";
import { fileStep, folderStep, privateTo } from "./file-steps.ts";

/** Kernel settings and the limit of ZFS's cache, for this run and for every boot. There is no swap, see docs/decisions/0004-no-swap.md. */
export function buildKernelSteps({ memoryBytes }: BoxFacts): Step[] {
  return [
    fileStep("write-sysctl", "Write the kernel settings", "/etc/sysctl.d/60-clawdie.conf", renderSysctl()),
    folderStep("folder-modprobe", "Make the folder of the module options", "/etc/modprobe.d"),
    fileStep(
      "limit-zfs-cache",
      "Limit the cache of ZFS",
      "/etc/modprobe.d/clawdie-zfs.conf",
      renderZfsOptions(memoryBytes),
    ),
    {
      ...{ id: "set-kernel-parameters", kind: "set-kernel-parameters", title: "Apply the kernel settings" },
      parameters: { ...kernelParameters, [zfsCacheLimitPath]: String(zfsCacheLimit(memoryBytes)) },
    },
  ];
}

/** The installer made them; here they are compared with the table, and their mount points get their owners. */
export function buildDatasetSteps(): Step[] {
  return datasets.map(({ dataset, properties, owner }) => ({
    id: `dataset-${dataset.replaceAll("/", "-")}`,
    kind: "create-dataset",
    title: `Check the dataset ${dataset}`,
    dataset,
    properties: toPropertyRecord(properties),
    owner,
  }));
}

const runtimeFolders = ["home", "state", "tmp", "workspace"];

export function buildFolderSteps(): Step[] {
  const { accounts, runtimeHome, controlHome, config, pgConfig, logs } = boxLayout;
  const runtime = privateTo(accounts.runtime, 0o700);
  const operator = accounts.operator;
  return [
    folderStep("folder-home", "Make the operator's home", `/home/${operator}`, {
      ...{ mode: 0o750, owner: operator, group: operator },
    }),
    // On the way to the cluster: PostgreSQL's account must be able to pass.
    folderStep("folder-postgres", "Open the way to the database", dirname(boxLayout.pgData)),
    folderStep("folder-config-runtime", "Make the folder of the assistant's settings", `${config}/runtime`),
    folderStep("folder-config-postgres", "Make the folder of the database's settings", pgConfig),
    folderStep("folder-logs", "Make the folder of the logs", logs),
    folderStep("folder-logs-runtime", "Make the folder of the assistant's logs", `${logs}/runtime`, {
      ...{ mode: 0o750, owner: accounts.runtime, group: "adm" },
    }),
    folderStep("folder-runtime", "Make the folder of the assistant", runtimeHome, runtime),
    ...runtimeFolders.map((name) =>
      folderStep(`folder-runtime-${name}`, `Make the assistant's ${name}`, `${runtimeHome}/${name}`, runtime),
    ),
    folderStep(
      "folder-control",
      "Make the folder of the control plane",
      controlHome,
      privateTo(accounts.control, 0o700),
    ),
  ];
}
