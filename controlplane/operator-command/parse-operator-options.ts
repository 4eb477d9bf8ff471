import { parseArgs } from "node:util";
import { email as emailShape } from "../../setup/config/value-shapes.ts";

export type OperatorTask = "create" | "link" | "reset" | "show" | "sync";

export interface OperatorOptions {
  readonly task: OperatorTask;
  /** The password's scrypt form comes by standard input instead of from the terminal. */
  readonly hashFromStdin: boolean;
  /** Lower case; empty for `show` and `sync`. */
  readonly email: string;
  /** Folder of PostgreSQL's socket, when it is not the box's own. */
  readonly socketFolder: string | null;
}

export const operatorUsage = `Usage: sudo set-operator <email>           make the first account of the dashboard; asks for its password
       sudo set-operator --link <email>    print a link that sets the password instead: works once, for 30 minutes
       sudo set-operator --reset <email>   new email and password for the operator there is; ends every session
       sudo set-operator --show            where the dashboard is, and the fingerprint of its certificate
       sudo set-operator --sync            open the firewall exactly if there is an operator

  --socket <folder>   another PostgreSQL than the box's own
  --hash-from-stdin   read the password's scrypt form from standard input; also with --reset (run by the first
                      boot and by clawdie-admin)

Exit code 0: done, 1: refused or failed, 2: the email or the password is not usable, 3: interrupted, 64: usage.
`;

const tasks = ["link", "reset", "show", "sync"] as const;
const flag = { type: "boolean", default: false } as const;

/** Arguments → options; "help" when they ask for it; null when they make no sense. Pure. */
export function parseOperatorOptions(argv: readonly string[]): OperatorOptions | "help" | null {
  const read = readArguments(argv);
  if (read === null) return null;
  const { values, positionals } = read;
  if (values.help) return "help";
  const chosen = tasks.filter((task) => values[task]);
  const task: OperatorTask = chosen[0] ?? "create";
  const emails = task === "show" || task === "sync" ? 0 : 1;
  const hashFromStdin = values["hash-from-stdin"];
  const setsPassword = task === "create" || task === "reset";
  if (chosen.length > 1 || positionals.length !== emails || (hashFromStdin && !setsPassword)) return null;
  return {
    task,
    hashFromStdin,
    email: (positionals[0] ?? "").toLowerCase(),
    socketFolder: values.socket ?? null,
  };
}

function readArguments(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        ...{ link: flag, reset: flag, "hash-from-stdin": flag, show: flag, sync: flag },
        socket: { type: "string" },
        help: { type: "boolean", short: "h", default: false },
      },
    });
  } catch {
    return null;
  }
}

/** The rule of OPERATOR_EMAIL. Pure. */
export function isEmail(text: string): boolean {
  return emailShape.safeParse(text).success;
}
