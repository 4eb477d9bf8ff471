import { buildCommand } from "./admin-action.ts";
import type { Box, FollowedCommand } from "./box.ts";
import { readLogLine } from "./read-log-line.ts";

export interface LogWatch {
  readonly stop: () => void;
}

/** What is read of a log at first. Lines. */
const firstLines = 2000;
/** Lines that come at once are shown at once: fewer frames, no flicker. Milliseconds. */
const gather = 150;

/**
 * Follows a file of the box through its rotations, from its last lines on. As root only when this account may not read
 * it: `tail` ends with its reader, sudo does not always.
 */
export function followLog(
  box: Box,
  file: string,
  onLines: (lines: readonly string[]) => void,
  onTrouble: (message: string) => void,
): LogWatch {
  let stopped = false;
  let followed: FollowedCommand | null = null;
  const waiting: string[] = [];
  let timer: NodeJS.Timeout | null = null;
  const flush = (): void => {
    timer = null;
    if (!stopped) onLines(waiting.splice(0));
  };
  const take = (line: string): void => {
    waiting.push(readLogLine(line));
    timer ??= setTimeout(flush, gather);
  };
  const fail = (message: string): void => {
    if (stopped) return;
    // Its last lines first: after the trouble they would look as if it went on.
    if (timer !== null) {
      clearTimeout(timer);
      flush();
    }
    onTrouble(message);
  };
  const follow = async (): Promise<void> => {
    const { code } = await box.run(["test", "-r", file], { timeoutSeconds: 30 });
    if (stopped) return;
    followed = box.follow(
      buildCommand(["tail", "-n", String(firstLines), "-F", "--", file], code !== 0),
      take,
    );
    const ended = await followed.done;
    fail(`tail ended with exit code ${ended}`);
  };
  follow().catch((error: unknown) => fail(error instanceof Error ? error.message : String(error)));
  return {
    stop: () => {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
      followed?.stop();
    },
  };
}
