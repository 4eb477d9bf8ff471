import { sendToOwner } from "../setup/alerts/send-to-owner.ts";
import type { TelegramAccess } from "../setup/handoff/verify-telegram.ts";
import type { Host } from "../setup/host/host.ts";
import type { Secret } from "../setup/issues/secret.ts";
import type { Consoles } from "./consoles.ts";
import { describeFailureNotice, type FailureNotice } from "./describe-failure-notice.ts";
import { redact } from "./redact.ts";
import type { ResultState } from "./result-state.ts";

export interface FailureNotifier {
  /** A new result; a failure in it is told now or at a later `retry`. Null access: nobody to tell it to. */
  take(result: ResultState, access: TelegramAccess | null, secrets: readonly Secret[]): Promise<void>;
  /** Called now and then: what could not be sent, or may pass by itself, gets its next chance. */
  retry(): Promise<void>;
  /** Something is still to be told. */
  isWaiting(): boolean;
}

export interface NotifierDeps {
  readonly fetch: typeof globalThis.fetch;
  /** Seconds of a clock that never jumps. */
  seconds(): number;
}

interface Pending {
  readonly notice: FailureNotice;
  readonly access: TelegramAccess;
  readonly secrets: readonly Secret[];
  readonly since: number;
  readonly triedAt: number | null;
}

const retrySeconds = 60;
const ownWords = "Telegram did not take it: ";
/** https://core.telegram.org/bots/api#sendmessage : at most 4096 characters. */
const longestMessage = 4096;
/** In RAM: a program that is started again repeats nothing, and a restart of the box begins anew. */
const toldFile = "/run/clawdie/told.json";

/** Tells the owner what does not work: each cause once in a boot, in the words of the console. Never throws. */
export function createFailureNotifier(
  machine: Host,
  consoles: Consoles,
  { fetch, seconds }: NotifierDeps,
): FailureNotifier {
  let pending: Pending | null = null;
  let said = "";
  const attempt = async (): Promise<void> => {
    if (pending === null) return;
    const { notice, access, secrets, since, triedAt } = pending;
    const told = await readTold(machine);
    if (notice.causes.every((cause) => told.includes(cause))) {
      pending = null;
      return;
    }
    const now = seconds();
    if (now - since < notice.patience || (triedAt !== null && now - triedAt < retrySeconds)) return;
    pending = { ...pending, triedAt: now };
    const text = redact(notice.text, [...secrets, access.botToken]).slice(0, longestMessage);
    const deps = { fetch, host: machine };
    const trouble = notice.obstacle ?? (await sendToOwner({ telegram: access }, text, deps));
    if (trouble === null) {
      pending = null;
      await machine.writeFile(toldFile, JSON.stringify([...told, ...notice.causes]), { mode: 0o600 });
    } else if (trouble !== said) {
      said = trouble;
      await consoles.print(`clawdie: you could not be told by Telegram: ${trouble.replace(ownWords, "")}`);
    }
  };
  // A notice that goes wrong must not stop what it tells about.
  const safely = () => attempt().catch((error) => consoles.print(`clawdie: telling by Telegram: ${error}`));
  return {
    async take(result, access, secrets) {
      const notice = describeFailureNotice(result);
      const isSame = notice?.causes.join() === pending?.notice.causes.join();
      const since = isSame && pending !== null ? pending.since : seconds();
      const hasSomeone = notice !== null && access !== null;
      pending = hasSomeone ? { notice, access, secrets, since, triedAt: null } : null;
      await safely();
    },
    retry: safely,
    isWaiting: () => pending !== null,
  };
}

async function readTold(machine: Host): Promise<string[]> {
  const bytes = await machine.readFile(toldFile);
  return bytes === null ? [] : (JSON.parse(bytes.toString("utf8")) as string[]);
}
