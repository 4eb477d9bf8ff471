import { dirname } from "node:path";
import { boxLayout } from "../../plan/box-layout.ts";
import { type AuditCheck, applyCure, verdict } from "../audit-check.ts";
import { linesOf, outputOf } from "../evidence.ts";
import { isFixed, isSecretFile } from "../expectation.ts";
import { describeOwner, describeWrongFile } from "./file-verdict.ts";

const rootOnly = { mode: 0o600, owner: "root", group: "root" };

/** Written by the installer, before there is a plan of the box. */
function ownCheck(id: string, path: string, what: string): AuditCheck {
  return {
    ...{ id, area: "secrets", proves: `Only root can read ${what}` },
    cure: `sudo chown root:root ${path} && sudo chmod 600 ${path}`,
    judge: (seen) => verdict(`${path} ${describeOwner(rootOnly)}`, [describeWrongFile(seen, path, rootOnly)]),
  };
}

function plannedCheck(id: string, path: string, who: string): AuditCheck {
  return {
    ...{ id, area: "secrets", proves: `Only ${who} can read its secrets`, cure: applyCure },
    judge: (seen, box) => {
      const step = box.files.find((file) => file.path === path);
      if (step === undefined) return verdict(path, [`${path} is not part of the settings`]);
      return verdict(`${path} ${describeOwner(step)}`, [describeWrongFile(seen, path, step)]);
    },
  };
}

export const secretChecks: readonly AuditCheck[] = [
  ownCheck("secret-settings", boxLayout.setupFile, "the settings of this box"),
  ownCheck("secret-seed-hash", boxLayout.seedHash, "what setup.txt they came from"),
  plannedCheck("secret-control", boxLayout.controlEnv, "the control plane"),
  plannedCheck("secret-runtime", boxLayout.runtimeSecrets, "the assistant"),
  plannedCheck("secret-telegram", boxLayout.runtimeTelegramToken, "the assistant"),
  {
    ...{ id: "secret-copies", area: "secrets", proves: "No copy of a secret file lies beside it" },
    cure: "Look at the files named, and remove them: sudo rm <file>",
    judge: (seen, box) => {
      const known = box.files.filter(isSecretFile).map(({ path }) => path);
      const names = [...known, boxLayout.setupFile, boxLayout.seedHash].map((path) =>
        path.slice(path.lastIndexOf("/") + 1),
      );
      const found = linesOf(outputOf(seen, "settings-files"));
      const copies = found.filter((path) => {
        const name = path.slice(path.lastIndexOf("/") + 1);
        return names.some((secret) => name !== secret && name.includes(secret));
      });
      return verdict(
        `${found.length} files in ${boxLayout.config}`,
        copies.map((path) => `${path} looks like a copy`),
      );
    },
  },
  {
    ...{ id: "secret-leaks", area: "secrets" },
    proves: "No secret stands in an argument, an environment, a log or the assistant's environment file",
    cure: "Find out who wrote it there; then make new keys, change setup.txt, and: sudo clawdie apply --setup <file>",
    judge: (seen) =>
      verdict(
        "processes, logs and settings searched",
        seen.leaks.map((place) => `a secret is in the ${place}`),
      ),
  },
  {
    ...{
      id: "secret-setup-txt",
      area: "secrets",
      proves: "No setup.txt was left on the box",
      cure: "sudo rm <file>",
    },
    judge: (seen) => {
      const found = linesOf(outputOf(seen, "setup-files"));
      return verdict(
        "homes, /tmp, /var/tmp, /root searched",
        found.map((path) => `${path} holds keys in plain text`),
      );
    },
  },
  {
    ...{
      id: "secret-stick",
      area: "secrets",
      cure: "Take the stick out; or delete the files named on your computer",
    },
    proves: "No stick with keys in plain text is plugged in",
    judge: (seen) => {
      const sticks = linesOf(outputOf(seen, "sticks"));
      const warnings = sticks.map((file) => `a stick holds keys in plain text: ${file}`);
      return { ...verdict(sticks.join(", ") || "none", []), warnings };
    },
  },
  {
    ...{ id: "settings-folders", area: "secrets", cure: applyCure },
    proves: "Only root can put files beside the settings",
    judge: (seen, box) => {
      const folders = box.folders.filter(
        ({ path }) => path === boxLayout.config || dirname(path) === boxLayout.config,
      );
      return verdict(
        `${folders.length} folders`,
        folders.map((folder) => describeWrongFile(seen, folder.path, folder, "folder")),
      );
    },
  },
  {
    ...{ id: "settings-owners", area: "secrets", cure: applyCure },
    proves: "Every file the box wrote for itself has its owner and mode",
    judge: (seen, box) => {
      const files = box.files.filter(
        (file) => isFixed(file) && !isSecretFile(file) && file.path !== boxLayout.runtimeConfig,
      );
      return verdict(
        `${files.length} files`,
        files.map((file) => describeWrongFile(seen, file.path, file)),
      );
    },
  },
  {
    ...{ id: "private-folders", area: "secrets", cure: applyCure },
    proves: "No account can look into another one's folder",
    judge: (seen, box) => {
      const folders = box.folders.filter(({ mode }) => (mode & 0o007) === 0);
      return verdict(
        `${folders.length} folders`,
        folders.map((folder) => describeWrongFile(seen, folder.path, folder, "folder")),
      );
    },
  },
  {
    ...{ id: "runtime-settings", area: "secrets", cure: applyCure },
    proves: "The assistant can read its configuration and cannot change it",
    judge: (seen) => {
      const found = seen.files[boxLayout.runtimeConfig];
      const own = found?.owner === boxLayout.accounts.runtime || ((found?.mode ?? 0) & 0o022) !== 0;
      const missing = found === undefined || found === null;
      return verdict(`${boxLayout.runtimeConfig} ${missing ? "missing" : describeOwner(found)}`, [
        missing && `${boxLayout.runtimeConfig} is missing`,
        own && `${boxLayout.accounts.runtime} can write to ${boxLayout.runtimeConfig}`,
      ]);
    },
  },
];
