import { renderSshdConfig } from "../../config-files/render-sshd-config.ts";
import type { Settings } from "../../settings/settings.ts";
import { boxLayout } from "../box-layout.ts";
import type { Step } from "../step.ts";
import { fileStep, folderStep } from "./file-steps.ts";
import { firewallRules } from "./network-steps.ts";
import { disableStep, enableStep, startStep } from "./service-steps.ts";

const keysFile = `${boxLayout.config}/authorized_keys`;
const sshd = "ssh";

/** Firewall at once and at every boot; SSH with a key, or not at all. */
export function buildAccessSteps({ login }: Settings): Step[] {
  const key = login.sshAuthorizedKey;
  return [
    enableStep("nftables", "boot", "Let the firewall start before the network"),
    { id: "load-firewall", kind: "load-firewall", title: "Close the firewall", path: firewallRules },
    // Emptied rather than left behind when the key is taken out of the settings.
    fileStep("write-ssh-key", "Write who may log in by SSH", keysFile, key === null ? "" : `${key}\n`),
    folderStep("folder-sshd-config", "Make the folder of the SSH settings", "/etc/ssh/sshd_config.d"),
    fileStep(
      "configure-sshd",
      "Write the SSH settings: keys only",
      "/etc/ssh/sshd_config.d/clawdie.conf",
      renderSshdConfig(boxLayout.accounts.operator, keysFile),
    ),
    ...(key === null ? [disableStep(sshd, "default", "Leave SSH switched off")] : sshSteps()),
  ];
}

function sshSteps(): Step[] {
  return [
    {
      ...{ id: "create-ssh-host-key", kind: "create-host-key", title: "Make the SSH key of this box" },
      path: "/etc/ssh/ssh_host_ed25519_key",
    },
    enableStep(sshd, "default", "Let SSH start at every boot"),
    startStep(sshd, "Start SSH"),
  ];
}
