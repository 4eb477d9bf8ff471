import type { Issue } from "../setup/issues/issue.ts";
import { renderDiskTable } from "../setup/settings/render-disk-table.ts";
import { formatBytes } from "../setup/status/format-figures.ts";
import { describeIssues, describeWarnings, type ResultPage } from "./result-page.ts";
import type { ResultState } from "./result-state.ts";

type Of<K extends ResultState["kind"]> = Extract<ResultState, { kind: K }>;

/** Refused: nothing was written. */
export function describeStopped({ issues, disks }: Of<"install-stopped">): ResultPage {
  return {
    word: "STOPPED",
    headline: "Nothing was installed, and no disk was changed.",
    sections: [
      describeIssues(
        "What is wrong",
        issues.filter(({ severity }) => severity === "error"),
      ),
      ...(disks === null ? [] : [{ title: "Disks seen", paragraphs: [], table: renderDiskTable(disks) }]),
      { title: "What to do next", paragraphs: nextAfterStop(issues), always: true },
      ...describeWarnings(issues),
    ],
  };
}

/** What a person does depends on where the trouble lies: in the file, in the stick, or in this computer. */
function nextAfterStop(issues: readonly Issue[]): string[] {
  const errors = issues.filter(({ severity }) => severity === "error");
  const area = (names: readonly string[]) =>
    errors.some(({ code }) => names.includes(code.split(".")[0] ?? ""));
  const seed = area(["seed"]);
  const small = errors.some(({ code }) => code === "machine.too-little-memory");
  const machine = area(["disk", "install", "adopt"]);
  const file = errors.some(({ key, line }) => key !== null || line !== null) || area(["file", "encoding"]);
  if (small) {
    // With this little memory the stick was not read into it: it has to stay in.
    const correct = file ? "Correct setup.txt on your computer. " : "";
    return [`Switch the box off. ${correct}Then start a computer with more memory from the stick.`];
  }
  const back = "Put the corrected stick back in: Clawdie looks by itself.";
  const next = [
    file ? `Correct setup.txt on your computer. ${back}` : null,
    seed && !file ? "Put the right stick in: Clawdie looks by itself." : null,
    machine ? "For other disks, switch the box off, and on again with the stick in." : null,
    machine && !file ? `Or change setup.txt on your computer. ${back}` : null,
    machine ? null : "Leave the box switched on.",
  ];
  return next.filter((line) => line !== null);
}

export function describeInstalling({ box, disk, issues, mode }: Of<"installing">): ResultPage {
  const adopts = mode === "adopt";
  const again = adopts ? "it goes on where it was" : "the install starts over";
  return {
    word: "WORKING",
    headline: `${box.assistantName} is being ${adopts ? "renewed. Its data stays" : "installed"}.`,
    sections: [
      {
        title: "What to do next",
        paragraphs: [
          `Nothing. Leave the stick in and the power on: this takes some minutes, then the box restarts by itself. If you still read this after an hour, switch it off and on again: ${again}.`,
        ],
      },
      ...describeWarnings(issues),
      {
        title: "What happens",
        paragraphs: [`${adopts ? "Renewing the box" : "Installing"} on ${describeDisk(disk)}.`],
      },
    ],
  };
}

export function describeInstalled({ box, disk, issues, mode }: Of<"installed-rebooting">): ResultPage {
  const adopts = mode === "adopt";
  return {
    word: "WORKING",
    headline: adopts
      ? `The new system of ${box.assistantName} is on the disk; the box is restarting.`
      : `${box.assistantName} is on the disk; the box is restarting.`,
    sections: [
      {
        title: "What to do next",
        paragraphs: [
          "Nothing. The box sets itself up now, which takes some minutes. Leave the stick in: this file is written again when it is done.",
        ],
      },
      ...describeWarnings(issues),
      {
        title: "What happened",
        paragraphs: adopts
          ? [
              `Renewed on ${describeDisk(disk)}. A snapshot of everything was taken first; data, secrets and the system so far are kept.`,
            ]
          : [`Installed on ${describeDisk(disk)}.`],
      },
      {
        title: "Not verified yet",
        paragraphs: ["Network, clock, Telegram, model: that comes after the restart."],
      },
    ],
  };
}

function describeDisk({ path, model, serial, sizeBytes }: Of<"installing">["disk"]): string {
  const parts = [path, formatBytes(sizeBytes), model, serial === null ? null : `serial ${serial}`];
  return parts.filter((part) => part !== null).join(", ");
}
