import { open, readFile } from "node:fs/promises";

/** tty1, the first serial port and whatever else the kernel uses as a console: what the reader looks at shows the same. */
export interface Consoles {
  /** Lines for people. */
  print(text: string): Promise<void>;
  /** One line for programs, on the serial port only. */
  report(line: string): Promise<void>;
}

const screen = "/dev/tty1";
const serial = "/dev/ttyS0";

/** `/sys/class/tty/console/active` → devices; tty0 is whichever screen is in front, and the result belongs on tty1. Pure. */
export function listConsoles(active: string): string[] {
  const names = active.split(/\s+/).filter((name) => /^[a-z]+\d*$/i.test(name) && !/^tty\d*$/.test(name));
  return [...new Set([screen, serial, ...names.map((name) => `/dev/${name}`)])];
}

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
  const active = readFile("/sys/class/tty/console/active", "utf8").then(listConsoles, () => listConsoles(""));
  // One after another: progress is printed without waiting, and must not overtake itself.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = (work: () => Promise<unknown>) => {
    last = last.then(work);
    return last.then(() => undefined);
  };
  return {
    print: (text) =>
      inTurn(async () => Promise.all((await active).map((device) => write(device, `${text}\n`)))),
    report: (line) => inTurn(() => write(serial, `${line}\n`)),
  };
}
