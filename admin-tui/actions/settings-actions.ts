import type { AdminAction } from "../admin-action.ts";

const applyExits = { 1: "a step failed, see above", 2: "the file is not usable, see above" };

export const applyAction: AdminAction = {
  title: "Bring the box to its settings",
  effect:
    "Writes every generated file that differs and restarts what uses it. When everything is in place, nothing changes.",
  ...{ argv: ["clawdie", "apply"], root: true, consent: "key", exits: applyExits },
};

export const askModelsAction: AdminAction = {
  title: "Ask the model service which models it serves",
  effect: "Reads only: one question to the model service, with the key of this box.",
  ...{ argv: ["clawdie", "profile", "--online"], root: true, consent: "key" },
};

/** Judge a setup.txt that lies on the box. Pure. */
export function buildCheckFile(path: string): AdminAction {
  return {
    title: "Judge a setup.txt",
    effect: "Reads only: what the box would say about this file.",
    ...{ argv: ["clawdie", "check", path], root: true, consent: "key" },
    exits: { 2: "the file is not usable, see above" },
  };
}

/** Take the settings of a setup.txt that lies on the box. Pure. */
export function buildApplyFile(path: string): AdminAction {
  return {
    title: "Take the settings of a setup.txt",
    effect:
      "The file is judged first; when it is not usable, nothing changes. The assistant and the dashboard are stopped, what differs is written, and they are started again. What the file leaves out gets its default.",
    ...{ argv: ["clawdie", "apply", "--setup", path], root: true, consent: "word", exits: applyExits },
  };
}
