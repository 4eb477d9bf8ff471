import { spawn } from "node:child_process";
import { once } from "node:events";
import { SetupError } from "../issues/exceptions.ts";

/** A lock that is held as long as this process lives, however it ends. */
export interface HeldLock {
  readonly release: () => Promise<void>;
}

/** What flock(1) says when somebody else holds it. */
const takenExit = 75;

/**
 * Takes the lock of this file, or answers null when another process has it. Node has no flock(2): a child holds it, in
 * a session of its own so that Ctrl-C does not reach it, and ends with our end of its pipe.
 * @param waitSeconds How long to wait for the other process.
 * @throws SetupError when the file cannot be locked at all.
 */
export async function holdLock(path: string, waitSeconds = 0): Promise<HeldLock | null> {
  const options = ["--timeout", String(waitSeconds), "--conflict-exit-code", String(takenExit), path];
  const child = spawn("flock", [...options, "sh", "-c", "echo held; exec cat >/dev/null"], {
    stdio: ["pipe", "pipe", "ignore"],
    detached: true,
    env: { PATH: "/usr/sbin:/usr/bin:/sbin:/bin" },
  });
  const ended = once(child, "exit").catch(() => [null]);
  const held = once(child.stdout, "data").then(() => "held" as const);
  const first = await Promise.race([held, ended]);
  if (first === "held") {
    return {
      release: async () => {
        child.stdin.end();
        await ended;
      },
    };
  }
  // Nobody waits for data that never comes.
  held.catch(() => undefined);
  if (first[0] === takenExit) return null;
  throw new SetupError(`${path} cannot be locked`, "Is there space left, and are you root?");
}
