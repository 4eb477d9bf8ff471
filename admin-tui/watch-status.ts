import { Status } from "../setup/status/status.ts";
import type { Part } from "./admin-state.ts";
import type { Box, FollowedCommand } from "./box.ts";
import { cleanOutput } from "./clean-output.ts";
import { escapeDeep } from "./escape-deep.ts";

export interface StatusWatch {
  /** Look now; the watching goes on beside it. */
  readonly refresh: () => Promise<void>;
  readonly stop: () => void;
}

export interface WatchDeps {
  readonly onPart: (part: Part<Status>) => void;
  readonly now: () => number;
  readonly sleep: (seconds: number) => Promise<void>;
}

const everySeconds = 5;
const once = ["clawdie", "status", "--json"] as const;
const usageExit = 64;

/**
 * Follows the status of a box: one process there for as long as it is watched, since starting one costs more than
 * looking. A box whose `clawdie` is older and cannot go on is asked again and again.
 */
export function watchStatus(box: Box, { onPart, now, sleep }: WatchDeps): StatusWatch {
  let stopped = false;
  let followed: FollowedCommand | null = null;
  let repeats = true;
  const tell = (value: Status | null, error: string | null): void => {
    if (!stopped) onPart({ value, error, at: now() });
  };
  const fail = (error: unknown): void => tell(null, describe(error));
  const refresh = (): Promise<void> => readStatus(box).then((value) => tell(value, null), fail);
  const follow = async (): Promise<void> => {
    let said = "";
    followed = box.follow([...once, "--every", String(everySeconds)], (line) => {
      const value = parseStatus(line);
      if (value === null) said = line;
      else tell(value, null);
    });
    const code = await followed.done;
    if (code !== usageExit) throw new Error(describeEnd(code, said));
    repeats = false;
    await refresh();
  };
  const watch = async (): Promise<void> => {
    while (!stopped) {
      await (repeats ? follow() : refresh()).catch(fail);
      if (!stopped) await sleep(everySeconds);
    }
  };
  void watch();
  return {
    refresh,
    stop: () => {
      stopped = true;
      followed?.stop();
    },
  };
}

/** The status of a box, once. @throws Error with a line for people. */
export async function readStatus(box: Box): Promise<Status> {
  const { code, stdout, stderr } = await box.run(once, { timeoutSeconds: 60 });
  const value = parseStatus(stdout);
  if (value === null) throw new Error(describeEnd(code, stderr.trim().split("\n").at(-1) ?? ""));
  return value;
}

/** Null for anything that is no status. Pure. */
export function parseStatus(text: string): Status | null {
  try {
    return Status.safeParse(escapeDeep(JSON.parse(text))).data ?? null;
  } catch {
    return null;
  }
}

function describeEnd(code: number, said: string): string {
  const words = cleanOutput(said);
  return `clawdie status ended with exit code ${code}${words === "" ? "" : `: ${words}`}`;
}

function describe(error: unknown): string {
  return cleanOutput((error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "");
}
