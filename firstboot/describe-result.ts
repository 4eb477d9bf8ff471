import type { HandoffCheck, HandoffRecord } from "../setup/handoff/handoff-record.ts";
import type { Issue } from "../setup/issues/issue.ts";
import { formatBytes } from "../setup/status/format-figures.ts";
import { renderDiskTable } from "./disk-table.ts";
import type { BoxName, ResultState } from "./result-state.ts";

/** A result without a layout: the file and the consoles lay out the same page. */
export interface ResultPage {
  /** One word in capitals and what it means. */
  readonly word: "DONE" | "WAITING" | "STOPPED" | "FAILED" | "INSTALLED" | "WORKING";
  readonly headline: string;
  /** Most important first: a console that is too small drops from the end. */
  readonly sections: readonly ResultSection[];
}

export interface ResultSection {
  readonly title: string;
  /** Paragraphs to wrap. */
  readonly paragraphs: readonly string[];
  /** Lines of a table, not to be wrapped. */
  readonly table?: readonly string[];
}

type Of<K extends ResultState["kind"]> = Extract<ResultState, { kind: K }>;

/** Pure. */
export function describeResult(result: ResultState): ResultPage {
  switch (result.kind) {
    case "install-stopped":
      return describeStopped(result);
    case "installed-rebooting":
      return describeInstalled(result);
    case "provisioning":
      return describeProvisioning(result);
    case "handed-over":
      return describeHandedOver(result);
    case "step-failed":
      return describeFailed(result);
  }
}

function describeStopped({ issues, disks }: Of<"install-stopped">): ResultPage {
  const inFile = issues.some((issue) => issue.key !== null || issue.line !== null);
  const next = inFile
    ? "Put the stick into your computer and correct setup.txt. Then put the stick back into the box and switch it on."
    : "When that is done, switch the box on again with the stick in.";
  return {
    word: "STOPPED",
    headline: "Nothing was installed, and no disk was changed.",
    sections: [
      describeIssues("What is wrong", issues),
      ...(disks === null ? [] : [{ title: "Disks seen", paragraphs: [], table: renderDiskTable(disks) }]),
      { title: "What to do next", paragraphs: [next] },
    ],
  };
}

function describeInstalled({ box, disk, issues }: Of<"installed-rebooting">): ResultPage {
  const name = [disk.model, disk.serial === null ? null : `serial ${disk.serial}`].filter(
    (part) => part !== null,
  );
  return {
    word: "INSTALLED",
    headline: `${box.assistantName} is on the disk; the box is restarting.`,
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
        paragraphs: [
          `Installed on ${disk.path}, ${formatBytes(disk.sizeBytes)}${name.length > 0 ? `, ${name.join(", ")}` : ""}.`,
        ],
      },
      {
        title: "Not verified yet",
        paragraphs: ["Network, clock, Telegram, model: that comes after the restart."],
      },
    ],
  };
}

function describeProvisioning({ box, step, issues }: Of<"provisioning">): ResultPage {
  const progress = step === null ? "" : ` Step ${step.index} of ${step.total}: ${step.title}.`;
  return {
    word: "WORKING",
    headline: `${box.assistantName} is being set up.`,
    sections: [
      { title: "What to do next", paragraphs: [`Nothing, this takes some minutes.${progress}`] },
      describeBox(box),
      ...describeWarnings(issues),
    ],
  };
}

function describeHandedOver({ box, handoff, issues }: Of<"handed-over">): ResultPage {
  const { checks } = handoff;
  const toDo = (check: HandoffCheck): boolean => check.cure !== "";
  return {
    ...headHandedOver(box, handoff),
    sections: [
      ...describeChecks(
        "What is missing",
        checks.filter((check) => check.outcome === "failed"),
      ),
      ...(handoff.state === "ready" ? [describeChat(handoff)] : []),
      describeBox(box),
      ...describeChecks(
        "Verified",
        checks.filter((check) => check.outcome === "ok" && !toDo(check)),
      ),
      ...describeChecks(
        "Not verified",
        checks.filter((check) => check.outcome === "not-checked"),
      ),
      ...describeChecks(
        "Good to know",
        checks.filter((check) => check.outcome === "ok" && toDo(check)),
      ),
      ...describeWarnings(issues),
    ],
  };
}

function headHandedOver(box: BoxName, handoff: HandoffRecord): Pick<ResultPage, "word" | "headline"> {
  const name = box.assistantName;
  switch (handoff.state) {
    case "ready":
      return { word: "DONE", headline: `${name} is ready and has greeted you on Telegram.` };
    case "waiting":
      return {
        word: "WAITING",
        headline: `${name} is installed, but does not work ${handoff.greetedAt === null ? "yet" : "right now"}.`,
      };
    case "stopped":
      return { word: "STOPPED", headline: `${name} is installed, but needs a correction from you.` };
  }
}

function describeFailed({ plan, failure, box, reportPath, issues }: Of<"step-failed">): ResultPage {
  const retry =
    plan === "install"
      ? "Switch the box off and on again with the stick in: the install starts over."
      : "The box tries again every minute by itself; switching it off and on does no harm.";
  const report = reportPath === null ? [] : [`Full report: ${reportPath}`];
  const details = [failure.because, ...(failure.stderrTail?.split("\n").slice(-3) ?? [])];
  return {
    word: "FAILED",
    headline: `This step did not work: ${failure.title}.`,
    sections: [
      {
        title: "What happened",
        paragraphs: [failure.message, ...details.filter((line) => line !== null && line !== "")] as string[],
      },
      { title: "What to do next", paragraphs: [failure.hint, retry, ...report] },
      ...(box === null ? [] : [describeBox(box)]),
      ...describeWarnings(issues),
    ],
  };
}

function describeBox({ hostname, addresses }: BoxName): ResultSection {
  const where = addresses.length === 0 ? "no network address yet" : addresses.join(", ");
  return { title: "The box", paragraphs: [`${hostname}, ${where}`] };
}

function describeChat({ assistant }: HandoffRecord): ResultSection {
  const link = assistant.botUsername === null ? "your bot" : `https://t.me/${assistant.botUsername}`;
  return { title: "What to do next", paragraphs: [`Write to ${assistant.name} on Telegram: ${link}`] };
}

function describeChecks(title: string, checks: readonly HandoffCheck[]): ResultSection[] {
  const paragraphs = checks.map(({ message, cure }) => `${message} ${cure}`.trim());
  return paragraphs.length === 0 ? [] : [{ title, paragraphs }];
}

function describeWarnings(issues: readonly Issue[]): ResultSection[] {
  return issues.length === 0 ? [] : [describeIssues("Warnings", issues)];
}

function describeIssues(title: string, issues: readonly Issue[]): ResultSection {
  return {
    title,
    paragraphs: issues.map(({ line, key, message, hint }) => {
      const place = [line === null ? null : `Line ${line}`, key].filter((part) => part !== null).join(", ");
      return `${place === "" ? "" : `${place}: `}${message} ${hint}`.trim();
    }),
  };
}
