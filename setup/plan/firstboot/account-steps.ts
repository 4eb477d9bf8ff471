import type { Settings } from "../../settings/settings.ts";
import { boxLayout } from "../box-layout.ts";
import type { Step } from "../step.ts";

const { accounts } = boxLayout;
const noLogin = "/usr/sbin/nologin";

/** The operator's login and its password; root has none. */
export function buildLoginSteps({ login }: Settings): Step[] {
  return [
    {
      ...{ id: "create-operator-account", kind: "create-account", title: "Create the operator's login" },
      account: accounts.operator,
      home: `/home/${accounts.operator}`,
      shell: "/bin/bash",
      // adm reads the logs.
      groups: ["sudo", "adm"],
      system: false,
    },
    {
      ...{ id: "lock-root", kind: "set-password", title: "Lock the password of root" },
      account: "root",
      hash: null,
    },
    {
      ...{ id: "set-operator-password", kind: "set-password" },
      title: login.passwordHash === null ? "Lock the operator's password" : "Set the operator's password",
      account: accounts.operator,
      hash: login.passwordHash,
    },
  ];
}

/** One account for each service. */
export function buildServiceAccountSteps(): Step[] {
  return [
    serviceAccount(accounts.runtime, `${boxLayout.runtimeHome}/home`, "the assistant"),
    serviceAccount(accounts.control, boxLayout.controlHome, "the control plane"),
  ];
}

export function serviceAccount(account: string, home: string, whose: string): Step {
  return {
    ...{ id: `create-account-${account}`, kind: "create-account", title: `Create the account of ${whose}` },
    ...{ account, home, shell: noLogin, groups: [], system: true },
  };
}
