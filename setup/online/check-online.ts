import { buildServiceChecks } from "../handoff/build-service-checks.ts";
import { describeHandoffCode } from "../handoff/handoff-messages.ts";
import type { HandoffCheck } from "../handoff/handoff-record.ts";
import { permanentCodes } from "../handoff/run-handoff-once.ts";
import type { ServiceDeps } from "../handoff/service-request.ts";
import { verifyServices } from "../handoff/verify-services.ts";
import type { Profiles } from "../settings/profiles.ts";
import type { Settings } from "../settings/settings.ts";

/** The part `online` of `clawdie check --online --json`. */
export interface OnlineReport {
  /** ISO 8601, UTC; null when nobody was asked. */
  readonly checkedAt: string | null;
  readonly checks: readonly HandoffCheck[];
}

export interface OnlineDeps extends ServiceDeps {
  /** Whether a proxy of this computer is used for this address. */
  usesProxy(url: string): boolean;
}

/** Asks both services what the box will ask them at its first boot, with the same code. Throws nothing. */
export async function checkOnline(
  settings: Settings,
  profiles: Profiles,
  deps: OnlineDeps,
): Promise<OnlineReport> {
  const { telegram, openRouter } = settings;
  const viaProxy = deps.usesProxy(telegram.apiRoot) || deps.usesProxy(openRouter.baseUrl);
  const seen = await verifyServices(settings, deps);
  const checks = buildServiceChecks({ ...seen, settings, profiles, place: "computer", viaProxy });
  return { checkedAt: deps.now().toISOString(), checks };
}

/** For a file that has to be corrected first. Pure. */
export function buildUnasked(): OnlineReport {
  const code = "network.not-checked";
  const texts = describeHandoffCode(code, {}, "computer");
  return { checkedAt: null, checks: [{ name: "network", outcome: "not-checked", code, ...texts }] };
}

/** Whether the box would stop with this file; whatever heals by itself or by the owner's phone is only a warning. Pure. */
export function judgeOnline({ checks }: OnlineReport): "accept" | "accept-with-warnings" | "reject" {
  if (checks.some(({ code }) => permanentCodes.includes(code))) return "reject";
  const isWarning = ({ outcome, cure }: HandoffCheck) =>
    outcome === "failed" || (outcome === "ok" && cure !== "");
  return checks.some(isWarning) ? "accept-with-warnings" : "accept";
}
