import type { Host } from "../host/host.ts";
import { boxLayout } from "../plan/box-layout.ts";
import type { AlertCause } from "./alert-cause.ts";
import type { Moment } from "./moment.ts";

/** What the first boot told the owner in this start of the computer, as "<step>: <message>": firstboot/failure-notifier.ts. */
const toldFile = "/run/clawdie/told.json";

const { services } = boxLayout;
/** A step about one of these failed: the same trouble, by another name. */
const causeOf: Readonly<Record<string, AlertCause>> = {
  [services.database]: "database-down",
  [services.control]: "control-plane-down",
  [services.runtime]: "assistant-silent",
};

/** What happens later than this after a start is another trouble, even by the same name. */
const bootSeconds = 3600;

/** Causes the owner has already heard of from the first boot; none when it told nothing, or long after a start. */
export async function readToldAtBoot(
  host: Pick<Host, "readFile">,
  { uptime }: Moment,
): Promise<AlertCause[]> {
  if (uptime > bootSeconds) return [];
  const bytes = await host.readFile(toldFile).catch(() => null);
  return Object.entries(causeOf).flatMap(([service, cause]) =>
    new RegExp(`"(?:start|wait-for)-${service}:`).test(String(bytes ?? "")) ? [cause] : [],
  );
}
