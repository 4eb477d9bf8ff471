import type { Host } from "../host/host.ts";
import type { ModelMoves } from "../settings/move-models.ts";
import type { Profiles } from "../settings/profiles.ts";
import type { Settings } from "../settings/settings.ts";
import { buildChecks, type Observations, type RuntimeView } from "./build-checks.ts";
import { type HandoffCheck, HandoffRecord, readHandoffRecord, writeHandoffRecord } from "./handoff-record.ts";
import { planModelMoves } from "./judge-models.ts";
import { readOwnLink } from "./read-own-link.ts";
import { type AskRuntime, sendGreeting } from "./send-greeting.ts";
import type { ModelOutcome } from "./verify-model.ts";
import { verifyServices } from "./verify-services.ts";
import type { TelegramOutcome } from "./verify-telegram.ts";

export interface HandoffDeps {
  readonly settings: Settings;
  /** Where a retired model finds its successor. */
  readonly profiles: Profiles;
  /** The runtime's gateway, e.g. `http://127.0.0.1:18789`. */
  readonly gateway: { readonly url: string; readonly token: Settings["telegram"]["botToken"] };
  readonly askRuntime: AskRuntime;
  /** Our own probe of the runtime; resolves also when it is down. */
  readonly probeRuntime: () => Promise<RuntimeView>;
  readonly fetch: typeof globalThis.fetch;
  readonly host: Pick<Host, "readFile" | "writeFile" | "run" | "now" | "sleep">;
}

export interface HandoffRound {
  readonly record: HandoffRecord;
  /** What a service asked us to wait at least; null when none did. */
  readonly retryAfterSeconds: number | null;
  /** Models the service no longer serves, and what follows them; null when all may stay. */
  readonly moves: ModelMoves | null;
}

/**
 * One look at everything between the box and its owner; greets when all of it is good and nobody was greeted yet,
 * and keeps the record. A kill between the greeting and the record greets a second time: better twice than never.
 */
export async function runHandoffOnce(deps: HandoffDeps): Promise<HandoffRound> {
  const earlier = await readHandoffRecord(deps.host);
  const services = { fetch: deps.fetch, now: () => deps.host.now() };
  const { settings, profiles } = deps;
  const [outside, runtime] = await Promise.all([verifyServices(settings, services), deps.probeRuntime()]);
  const isOffline = outside.telegram.outcome === "unreachable" && outside.model.outcome === "unreachable";
  const ownLink = isOffline ? await readOwnLink(deps.host) : "up";
  const seen = { ...outside, ownLink, runtime, settings, profiles, place: "box" as const };
  const plan = planModelMoves(seen);
  const moves = plan !== null && plan.moves.length > 0 ? plan : null;
  // The greeting is to come from the model that stays.
  const greeting = moves === null ? await greetOnce(seen, earlier, deps) : recallGreeting(earlier);
  const record = buildRecord({ ...seen, greeting }, earlier, deps);
  await writeHandoffRecord(deps.host, record);
  return { record, retryAfterSeconds: longestWait(outside.telegram, outside.model), moves };
}

async function greetOnce(
  seen: Omit<Observations, "greeting">,
  earlier: HandoffRecord | null,
  deps: HandoffDeps,
): Promise<Observations["greeting"]> {
  const recalled = recallGreeting(earlier);
  if (recalled !== null || !isGreetingPossible(seen)) return recalled;
  // A full disk must show here, not after the greeting: it would be repeated at every look.
  await writeHandoffRecord(deps.host, buildRecord({ ...seen, greeting: null }, earlier, deps));
  const { telegram, assistantName, locale } = deps.settings;
  const { gateway, askRuntime, fetch } = deps;
  return sendGreeting(
    { telegram, assistantName, locale },
    { gateway, askRuntime, fetch, now: () => deps.host.now() },
  );
}

function recallGreeting(earlier: HandoffRecord | null): Observations["greeting"] {
  return earlier === null || earlier.greetedAt === null
    ? null
    : { outcome: "earlier", at: earlier.greetedAt };
}

/** A failing key check is no reason to be silent when only the check itself is in trouble. */
const modelsWorthAsking: readonly string[] = ["ok", "rate-limited", "service-error"];

function isGreetingPossible({ telegram, model, runtime }: Omit<Observations, "greeting">): boolean {
  return telegram.outcome === "ok" && runtime.state === "ready" && modelsWorthAsking.includes(model.outcome);
}

function buildRecord(seen: Observations, earlier: HandoffRecord | null, deps: HandoffDeps): HandoffRecord {
  const now = deps.host.now().toISOString();
  const checks = buildChecks(seen);
  const known = "botUsername" in seen.telegram ? seen.telegram.botUsername : earlier?.assistant.botUsername;
  return HandoffRecord.parse({
    schema: 1,
    state: judgeState(checks),
    checkedAt: now,
    greetedAt: earlier?.greetedAt ?? (seen.greeting?.outcome === "ok" ? now : null),
    assistant: { name: deps.settings.assistantName, botUsername: known ?? null },
    checks,
  });
}

/** Only another setup.txt cures these: the box stops with them, and `clawdie check --online` rejects the file. */
export const permanentCodes: readonly string[] = [
  "telegram.token-refused",
  "telegram.admin-is-bot",
  "model.key-refused",
  "model.management-key",
];

/** Pure. */
export function judgeState(checks: readonly HandoffCheck[]): HandoffRecord["state"] {
  if (checks.some((check) => permanentCodes.includes(check.code))) return "stopped";
  const greeted = checks.some((check) => check.name === "greeting" && check.outcome === "ok");
  return greeted && checks.every((check) => check.outcome !== "failed") ? "ready" : "waiting";
}

function longestWait(...outcomes: readonly (TelegramOutcome | ModelOutcome)[]): number | null {
  const waits = outcomes.flatMap((seen) =>
    seen.outcome === "rate-limited" ? [seen.retryAfterSeconds ?? 0] : [],
  );
  return waits.length === 0 ? null : Math.max(...waits);
}
