import type { Io } from "./io.ts";

/** Commands that nobody types, and what runs them. */
const ownCommands: Readonly<Record<string, string>> = {
  install: "the stick, when a computer is started from it",
  firstboot: "the box, at every boot",
  look: "the box, once a day",
};

/** The exit code of a command of our own that was called with an argument: it has none, and must not begin its work. Null for all others. */
export function refuseArguments(name: string, args: readonly string[], io: Io): number | null {
  const runner = Object.hasOwn(ownCommands, name) ? ownCommands[name] : undefined;
  if (runner === undefined || args.length === 0) return null;
  const isHelp = args.length === 1 && ["--help", "-h"].includes(args[0] ?? "");
  (isHelp ? io.stdout : io.stderr)(`clawdie ${name} is run by ${runner}. It takes no arguments.\n`);
  return isHelp ? 0 : 64;
}
