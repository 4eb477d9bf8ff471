import type { HandoffCheck, HandoffRecord } from "../setup/handoff/handoff-record.ts";
import { describeInstalled, describeInstalling, describeStopped } from "./describe-install.ts";
import { describeWipe } from "./describe-wipe.ts";
import { describeWarnings, type ResultPage, type ResultSection } from "./result-page.ts";
import type { BoxName, ResultState } from "./result-state.ts";

type Of<K extends ResultState["kind"]> = Extract<ResultState, { kind: K }>;

/** Pure. */
export function describeResult(result: ResultState): ResultPage {
  switch (result.kind) {
    case "install-stopped":
      return describeStopped(result);
    case "installing":
      return describeInstalling(result);
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

function describeHandedOver({ box, handoff, seed, issues }: Of<"handed-over">): ResultPage {
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
      ...(handoff.state === "ready" && seed !== null ? describeWipe(seed) : []),
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

const retries = {
  look: "No disk was changed. Leave the box switched on with the stick in: it looks again every minute by itself. If this stays, switch it off, unplug every disk and stick it does not need, and switch it on again.",
  install: "Switch the box off and on again with the stick in: the install starts over.",
  adopt:
    "Its data is as it was. Switch the box off and on again with the stick in to go on, or without the stick to start it as before.",
  firstboot:
    "The box tries again every minute by itself; switching it off and on does no harm. By hand: log in as clawdie (SSH with your key, or the screen with your password), and: sudo clawdie apply",
} as const;

function describeFailed({ plan, failure, box, reportPath, issues }: Of<"step-failed">): ResultPage {
  const retry = retries[plan];
  const log = "The log is in SETUP-LOG.txt on the stick.";
  const report = plan === "look" ? [] : [reportPath === null ? log : `${log} On the box: ${reportPath}`];
  const details = [failure.because, ...(failure.stderrTail?.split("\n").slice(-3) ?? [])];
  return {
    word: plan === "firstboot" || plan === "look" ? "WAITING" : "STOPPED",
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

function describeBox({ hostname, addresses, sshHostKey }: BoxName): ResultSection {
  const where = addresses.length === 0 ? "no network address yet" : addresses.join(", ");
  const ssh = sshHostKey === null ? [] : [`SSH key ${sshHostKey}`];
  return { title: "The box", paragraphs: [`${hostname}, ${where}`, ...ssh] };
}

function describeChat({ assistant }: HandoffRecord): ResultSection {
  const link = assistant.botUsername === null ? "your bot" : `https://t.me/${assistant.botUsername}`;
  return { title: "What to do next", paragraphs: [`Write to ${assistant.name} on Telegram: ${link}`] };
}

function describeChecks(title: string, checks: readonly HandoffCheck[]): ResultSection[] {
  const paragraphs = checks.map(({ message, cure }) => `${message} ${cure}`.trim());
  return paragraphs.length === 0 ? [] : [{ title, paragraphs }];
}
