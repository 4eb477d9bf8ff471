import { describeHandoffCode, type HandoffCode } from "../handoff/handoff-messages.ts";
import { requestService, type ServiceDeps } from "../handoff/service-request.ts";
import { classifyKey, type ModelAccess } from "../handoff/verify-model.ts";
import type { AlertRecord } from "./alert-record.ts";
import { type Moment, secondsSince } from "./moment.ts";

/** A quarter of an hour while all is well; sooner while it is not, because people wait for it. */
const wellSeconds = 900;
const unwellSeconds = 240;

type KeyLook = Pick<AlertRecord, "key" | "clock">;

/** Asks the model service about the key (one small request), unless it was asked lately: then the answer from before. */
export async function lookAtKey(
  access: ModelAccess,
  earlier: KeyLook,
  now: Moment,
  deps: ServiceDeps,
): Promise<KeyLook> {
  const pause = earlier.key?.state === "good" && earlier.clock.wrong !== true ? wellSeconds : unwellSeconds;
  const isFresh = earlier.key !== null && earlier.key.at.boot === now.boot;
  if (earlier.key !== null && isFresh && secondsSince(earlier.key.at, now) < pause) {
    return { key: earlier.key, clock: earlier.clock };
  }
  const request = { url: `${access.baseUrl}/key`, bearer: access.apiKey, timeoutSeconds: 20 };
  const seen = classifyKey(await requestService(request, deps));
  const { outcome, skewSeconds } = seen;
  const wrong = outcome === "clock-wrong" ? true : skewSeconds === null ? null : false;
  const clock = { wrong, skewSeconds };
  if (outcome === "key-refused" || outcome === "management-key" || outcome === "no-credit") {
    const code: HandoffCode = `model.${outcome}`;
    return { clock, key: { at: now, state: "bad", ...describeHandoffCode(code, {}) } };
  }
  // A self-hosted endpoint says nothing about keys: only the assistant's own answers prove it.
  const state = outcome === "ok" && seen.key !== null ? "good" : "unknown";
  return { clock, key: { at: now, state, message: "", cure: "" } };
}
