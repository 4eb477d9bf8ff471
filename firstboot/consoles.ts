import { open } from "node:fs/promises";

/** tty1 and the first serial port: whatever the reader is looking at shows the same. */
export interface Consoles {
  /** Lines for people. */
  print(text: string): Promise<void>;
  /** One line for programs, on the serial port only. */
  report(line: string): Promise<void>;
}

const screen = "/dev/tty1";
const serial = "/dev/ttyS0";

/** Consoles that are not there are left out; a console that hangs or fails never stops the work. */
export function createConsoles(): Consoles {
  const write = async (path: string, text: string) => {
    // O_NOCTTY through "r+": no console becomes ours; errors (no such port) are what "not there" looks like.
    const file = await open(path, "r+").catch(() => null);
    if (file === null) return;
    try {
      await file.write(text.replaceAll("\n", "\r\n"));
    } catch {
      // A port without hardware behind it answers EIO.
    } finally {
      await file.close().catch(() => undefined);
    }
  };
  // One after another: progress is printed without waiting, and must not overtake itself.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = (work: () => Promise<unknown>) => {
    last = last.then(work);
    return last.then(() => undefined);
  };
  return {
    print: (text) => inTurn(() => Promise.all([write(screen, `${text}\n`), write(serial, `${text}\n`)])),
    report: (line) => inTurn(() => write(serial, `${line}\n`)),
  };
}
