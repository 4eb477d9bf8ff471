import { parseArgs } from "node:util";

export interface WizardOptions {
  readonly plain: boolean;
  /** Where the files of the installer lie; "/" on the live system. */
  readonly root: string;
  /** A file of `clawdie facts --json` instead of this machine. */
  readonly facts: string | null;
  readonly help: boolean;
}

export const wizardUsage = `Usage: clawdie-wizard [--plain] [--root <folder>] [--facts <facts.json>]

Fills in what the refused setup.txt lacks, while the installer waits for it. On the live system it is started at the
consoles, by Enter.

  --plain  ASCII without colors, for serial consoles
  --root   practise: with the files of this folder instead of /
  --facts  practise: with the disks of another computer
`;

/** null when the arguments cannot be understood. Pure. */
export function parseWizardOptions(argv: readonly string[]): WizardOptions | null {
  const flag = { type: "boolean", default: false } as const;
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        plain: flag,
        help: { ...flag, short: "h" },
        root: { type: "string", default: "/" },
        facts: { type: "string" },
      },
    });
    return { plain: values.plain, help: values.help, root: values.root, facts: values.facts ?? null };
  } catch {
    return null;
  }
}
