import { describeHandoffCode } from "../handoff/handoff-messages.ts";
import { judgeKey } from "../handoff/judge-key.ts";
import { unreachableReasons } from "../handoff/judge-unreachable.ts";
import { type OfferedModels, readOfferedModels } from "../handoff/offered-models.ts";
import { requestService, type ServiceAnswer, type ServiceDeps } from "../handoff/service-request.ts";
import { classifyTrouble } from "../handoff/service-trouble.ts";
import { verifyModel } from "../handoff/verify-model.ts";
import type { Settings } from "../settings/settings.ts";

/** What the model service serves, and to whom. */
export interface ServedModels {
  /** null: the list could not be had; `message` says why. */
  readonly offered: OfferedModels | null;
  /** key: to this very key. public: to anybody. */
  readonly source: "key" | "public";
  readonly message: string;
}

const timeoutSeconds = 20;
const unreadable = "The list of models could not be read.";

/** The list for a key; without a key the public one. Throws nothing. */
export async function askModels(
  { baseUrl, apiKey }: { baseUrl: string; apiKey: Settings["openRouter"]["apiKey"] | null },
  deps: ServiceDeps,
): Promise<ServedModels> {
  if (apiKey === null) {
    const answer = await requestService({ url: `${baseUrl}/models`, timeoutSeconds }, deps);
    return { offered: readOfferedModels(answer), source: "public", message: explain(answer) };
  }
  const model = await verifyModel({ baseUrl, apiKey }, deps);
  if (model.outcome === "ok" && model.offered !== null) {
    return { offered: model.offered, source: "key", message: "" };
  }
  const [, code, details] = judgeKey(model, true, { place: "computer", settings: { monthlyLimitUsd: null } });
  const message =
    model.outcome === "ok" ? unreadable : describeHandoffCode(code, details ?? {}, "computer").message;
  return { offered: null, source: "key", message };
}

/** Why an answer holds no list of models; empty when nothing is wrong with it. */
function explain(answer: ServiceAnswer): string {
  const trouble = classifyTrouble(answer);
  if (trouble?.outcome === "unreachable") {
    return `The model service could not be reached: ${unreachableReasons[trouble.reason]}.`;
  }
  return readOfferedModels(answer) === null ? unreadable : "";
}
