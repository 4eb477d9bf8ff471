import type { HandoffCheck } from "../setup/handoff/handoff-record.ts";
import { describeResult } from "./describe-result.ts";
import type { ResultState } from "./result-state.ts";

/** What the owner is told on Telegram when something does not work. */
export interface FailureNotice {
  /** The same words as on the console. */
  readonly text: string;
  /** What is wrong, for comparing: each is told once. */
  readonly causes: readonly string[];
  /** Seconds it must have lasted: much of it passes by itself. */
  readonly patience: number;
  /** Why Telegram cannot carry it, as the checks saw it; null when nothing speaks against it. */
  readonly obstacle: string | null;
}

const told: readonly string[] = ["What is missing", "What is wrong", "What happened", "What to do next"];
/** A card needs about as long for an address; and who stands beside the box may have corrected the file by then. */
const networkSeconds = 20;
/** A name server that hiccups, a service that is busy: most of it is over by then. */
const passingSeconds = 120;
/** Of a start that takes its time, or of somebody else's server. */
const passingCode =
  /^(network|clock)\.|^runtime\.|^greeting\.|\.(unreachable|no-name|intercepted|login-page|rate-limited|service-error)$/;
/** Nothing is wrong with these but that it takes some more time. */
const startingCodes: readonly string[] = ["runtime.starting", "runtime.degraded", "models.moving"];

/** Null for a result that is no failure, or one the control plane tells: after the greeting, it keeps watch. Pure. */
export function describeFailureNotice(result: ResultState): FailureNotice | null {
  switch (result.kind) {
    case "install-stopped": {
      const errors = result.issues.filter(({ severity }) => severity === "error");
      const causes = errors.map(({ code, key, line }) => `${code} ${key ?? ""} ${line ?? ""}`);
      return { text: renderNotice(result), causes, patience: networkSeconds, obstacle: null };
    }
    case "step-failed": {
      const { step, message } = result.failure;
      return { text: renderNotice(result), causes: [`${step}: ${message}`], patience: 0, obstacle: null };
    }
    case "handed-over": {
      const { checks, greetedAt, state } = result.handoff;
      const failed = checks.filter(
        ({ outcome, code }) => outcome === "failed" && !startingCodes.includes(code),
      );
      if (state === "ready" || greetedAt !== null || failed.length === 0) return null;
      const patience = failed.every(({ code }) => passingCode.test(code)) ? passingSeconds : 0;
      const causes = failed.map(({ code }) => code);
      return { text: renderNotice(result), causes, patience, obstacle: findObstacle(checks) };
    }
    default:
      return null;
  }
}

/** A message needs network, clock and a bot that may write to its owner. */
function findObstacle(checks: readonly HandoffCheck[]): string | null {
  const needed: readonly string[] = ["network", "clock", "telegram"];
  const inTheWay = checks.find(({ name, outcome }) => needed.includes(name) && outcome === "failed");
  return inTheWay?.message ?? null;
}

function renderNotice(result: ResultState): string {
  const { word, headline, sections } = describeResult(result);
  const shown = sections.filter(({ title, paragraphs }) => told.includes(title) && paragraphs.length > 0);
  return [
    `${word}: ${headline}`,
    ...shown.map(({ title, paragraphs }) =>
      [title, ...paragraphs.map((paragraph) => `- ${paragraph}`)].join("\n"),
    ),
  ].join("\n\n");
}
