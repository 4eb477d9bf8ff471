import { boxLayout } from "../../setup/plan/box-layout.ts";
import type { AdminAction } from "../admin-action.ts";

const { services } = boxLayout;

const whenDown: Readonly<Record<string, string>> = {
  [services.runtime]: "The assistant does not answer meanwhile; messages that come are answered afterwards.",
  [services.database]:
    "The assistant and the dashboard use the database and are stopped and started with it.",
  [services.control]: "The dashboard and the alerts are away meanwhile; the assistant answers.",
  [services.actions]: "The buttons of the dashboard do nothing meanwhile.",
  [services.firstboot]: "It verifies everything again, as at a boot, and tells the result.",
};

const verbs = { start: "Start", stop: "Stop", restart: "Restart" } as const;

/** Start, stop or restart one service. Pure. */
export function buildServiceAction(verb: keyof typeof verbs, service: string): AdminAction {
  const crashLoop =
    verb === "restart" && service === services.runtime
      ? " Three restarts within five minutes make it come up without Telegram for five minutes."
      : "";
  return {
    title: `${verbs[verb]} ${service}`,
    effect: `${verb === "start" ? "It runs afterwards, also after a restart of the box." : (whenDown[service] ?? "What it does is not done meanwhile.")}${crashLoop}`,
    argv: ["rc-service", service, verb],
    root: true,
    consent: verb === "stop" ? "word" : "key",
    exits: { 1: `${service} did not ${verb}` },
  };
}

/** The whole check of a boot once more. */
export const verifyAction: AdminAction = {
  ...buildServiceAction("restart", services.firstboot),
  title: "Verify everything again",
};
