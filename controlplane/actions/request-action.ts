import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { SetupError } from "../../setup/issues/exceptions.ts";

export interface ActionOutcome {
  readonly ok: boolean;
  /** Last words of the command; empty when it said nothing. */
  readonly output: string;
}

const lookEveryMs = 500;
const longestMs = 15 * 60_000;

/**
 * Asks the action runner (root) for one of its actions. This program has no rights of its own: it writes a line into
 * a pipe and reads a file. @throws SetupError when nobody reads the pipe, or no result comes in time.
 */
export async function requestAction(
  folder: string,
  name: string,
  signal: AbortSignal,
): Promise<ActionOutcome> {
  const id = randomBytes(16).toString("hex");
  await writeRequest(join(folder, "requests"), `${id} ${name}\n`);
  for (let waited = 0; waited < longestMs; waited += lookEveryMs) {
    await delay(lookEveryMs, undefined, { signal });
    const outcome = await readOutcome(join(folder, "results", id));
    if (outcome !== null) return outcome;
  }
  throw new SetupError(
    "The box did not say how it ended",
    "Its log: sudo grep clawdie-actions /var/log/messages",
  );
}

async function writeRequest(path: string, line: string): Promise<void> {
  try {
    // Without a reader this fails at once instead of waiting for one; a file in place of the pipe is not created.
    const pipe = await open(path, constants.O_WRONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
    try {
      await pipe.write(line);
    } finally {
      await pipe.close();
    }
  } catch (cause) {
    const hint = "sudo rc-service clawdie-actions restart";
    throw new SetupError("The service that runs actions is not there", hint, { cause });
  }
}

/** First line: `done` or `failed`; then the output. Null while there is no result. */
async function readOutcome(path: string): Promise<ActionOutcome | null> {
  const text = await readFile(path, "utf8").catch(() => "");
  const [first, ...rest] = text.trimEnd().split("\n");
  if (first !== "done" && first !== "failed") return null;
  return { ok: first === "done", output: rest.slice(-3).join(" ").slice(0, 300) };
}
