import { runtimeLog } from "../handoff/build-checks.ts";
import { describeHandoffCode } from "../handoff/handoff-messages.ts";
import { boxLayout } from "../plan/box-layout.ts";
import { formatDuration } from "../status/format-figures.ts";
import { type CauseView, repeat } from "./alert-cause.ts";
import { type Sight, stateOf } from "./sight.ts";

/** The runtime starts within 4 min emulated, 10 s on real hardware; a busy one answers within the retries of two models. */
const startSeconds = 300;
const longestAnswerSeconds = 15 * 60;
/** A day later nobody waits for it any more. */
const longestWaitSeconds = 86_400;

/** Does the assistant answer? Its readiness, and whether the last question got an answer. Pure. */
export function judgeAssistant(sight: Sight): CauseView {
  const { runtime, runtimeHeld } = sight.status;
  const base = { cause: "assistant-silent", repeatSeconds: repeat.hourly } as const;
  if (sight.maintained) return { ...base, state: "unknown", graceSeconds: 0, message: "", cure: "" };
  if (runtimeHeld !== null) {
    const message = "The assistant is held: it refuses its configuration.";
    const cure = `Write it anew: sudo clawdie apply. It is tried again every ten minutes.`;
    return { ...base, state: "present", graceSeconds: 60, message, cure };
  }
  if (runtime.readiness === "ready" || runtime.readiness === "degraded") return judgeTalk(sight);
  const details = { reason: runtime.reasons.join(", "), log: runtimeLog };
  const { message, cure } = describeHandoffCode(`runtime.${runtime.readiness}`, details);
  return { ...base, state: "present", graceSeconds: startSeconds, message, cure };
}

function judgeTalk({ talk, active, key, status: { time, spending } }: Sight): CauseView {
  const { questionAt = null, answerAt = null, failedAt = null } = talk ?? {};
  // A refused key and a reached limit are causes of their own.
  const isExplained = key?.state === "bad" || spending?.state === "reached";
  const hasFailed = failedAt !== null && questionAt !== null && failedAt >= questionAt;
  const isOpen = questionAt !== null && (answerAt === null || answerAt < questionAt);
  const seconds = questionAt === null ? 0 : (Date.parse(time) - Date.parse(questionAt)) / 1000;
  const isLate = isOpen && seconds > longestAnswerSeconds && seconds < longestWaitSeconds;
  const state = stateOf(hasFailed && isExplained ? null : isLate);
  const isKnown = active.some(({ cause, unanswered }) => cause === "assistant-silent" && unanswered);
  // Only an answer ends it well: not time, not a further message that still waits, not talk that cannot be read.
  const isUnproved = isKnown && state === "absent" && (isOpen || talk === null);
  return {
    ...{ cause: "assistant-silent", graceSeconds: 0, unanswered: true },
    // A question that failed is not asked again by itself: saying so once is enough.
    repeatSeconds: hasFailed ? repeat.daily : repeat.hourly,
    state: !isUnproved ? state : seconds >= longestWaitSeconds ? "expired" : "unknown",
    ...(hasFailed ? failedWords : describeSilence(seconds)),
  };
}

const failedWords = {
  message: "The assistant could not answer the last message: no model of the model service answered it.",
  cure: `Is there credit left in the account at the model service? Then write to the assistant again. Its log: ${runtimeLog}`,
};

function describeSilence(seconds: number) {
  return {
    message: `The assistant has not answered a message for ${formatDuration(seconds)}.`,
    cure: `sudo rc-service ${boxLayout.services.runtime} restart. Its log: ${runtimeLog}`,
  };
}
