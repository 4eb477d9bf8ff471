/** Something the dashboard may ask root to do. The words after the name are the whole interface: no arguments. */
export interface BoxAction {
  readonly name: "restart-assistant" | "take-snapshot" | "maintenance-reboot" | "support-bundle";
  readonly title: string;
  readonly effect: string;
  /** What rc.d/bin/action-runner runs, to be shown. */
  readonly command: string;
}

export const boxActions: readonly BoxAction[] = [
  {
    name: "restart-assistant",
    title: "Restart the assistant",
    effect:
      "It does not answer for about half a minute. A message that comes meanwhile is answered afterwards. Three restarts within five minutes make it come up without Telegram for five minutes.",
    command: "rc-service clawdie-runtime restart",
  },
  {
    name: "take-snapshot",
    title: "Take a snapshot",
    effect:
      "Keeps the databases as they are now, data and log at the same instant. Nothing stops for it; the seven newest of the box are kept, whatever they were taken for, older ones are removed.",
    command: "clawdie snapshots take",
  },
  {
    name: "maintenance-reboot",
    title: "Restart the box",
    effect:
      "Stops everything cleanly, takes a snapshot of the databases and restarts the computer. It is back after a few minutes. When a step fails, nothing is restarted and what was stopped comes back.",
    command: "clawdie maintenance-reboot",
  },
  {
    name: "support-bundle",
    title: "Make a support bundle",
    effect:
      "Collects what helps to find a fault, as one file without keys, tokens and passwords. It may name topics you talked about: look into it before you give it away. When it is done, the overview offers it for download; it is gone after a restart of the box.",
    command: "clawdie support-bundle",
  },
];
