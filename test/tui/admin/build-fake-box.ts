import { vi } from "vitest";
import type { Box, BoxResult, BoxRunOptions } from "../../../admin-tui/box.ts";
import type { Status } from "../../../setup/status/status.ts";
import { buildFullStatus } from "./build-full-status.ts";

/** What a command says, and its exit code; a rejection is a box that cannot be reached. */
export type Answer = { readonly lines?: readonly string[]; readonly code?: number } | Error;

export interface FakeBox {
  readonly box: Box;
  /** Every command that was run or followed, in order, without `sudo -n`. */
  readonly commands: string[];
  readonly inputs: (string | undefined)[];
  /** Sends another status to whoever watches. */
  readonly tellStatus: (status: Status) => void;
  /** Ends the watching as if its process was killed. */
  readonly endWatch: (code: number) => void;
  /** A new line of the log that is followed. */
  readonly tellLog: (line: string) => void;
  /** Cuts off the log that is followed as a lost connection does. */
  readonly cutLog: (why: Error) => void;
  readonly stopped: string[];
}

const operatorText = ["Operator     ana@example.org", "Dashboard    https://192.168.1.20:8443"];
const entry = (step: string, outcome: string, seconds: number, reason: string | null) =>
  JSON.stringify({ schema: 1, time: "2026-11-21T09:50:10.000Z", plan: "p", step, outcome, seconds, reason });

const usual: Readonly<Record<string, Answer>> = {
  "clawdie settings": { lines: ["Assistant      Clawdie", "Model key      ********"] },
  "clawdie profile": { lines: ["this box (balanced)", "  chat        example/chat-model"] },
  "set-operator --show": { lines: operatorText },
  "cat -- /var/log/clawdie/install.jsonl": { lines: [entry("partition-disk", "done", 3.2, "missing")] },
  "cat -- /var/lib/clawdie/journal.jsonl": {
    lines: [
      entry("set-hostname", "done", 0.1, "missing"),
      entry("create-cluster", "failed", 61.2, "initdb ended with exit code 1"),
    ],
  },
};

export const logLines = [
  "Nov 21 10:00:01 clawdie daemon.info clawdie-runtime: gateway ready",
  "Nov 21 10:00:02 clawdie daemon.err postgresql: could not write",
  "Nov 21 10:00:03 clawdie daemon.info clawdie-runtime: answered",
];

/** A box that answers as scripted; `follow` of its status and of a log goes on until it is stopped. */
export function buildFakeBox(
  answers: Readonly<Record<string, Answer>> = {},
  status = buildFullStatus(),
): FakeBox {
  const commands: string[] = [];
  const inputs: (string | undefined)[] = [];
  const stopped: string[] = [];
  let last = status;
  let tell: { onLine: (line: string) => void; end: (code: number) => void } | null = null;
  let log: (line: string) => void = () => {};
  let cut: (why: Error) => void = () => {};
  const find = (line: string): Answer => answers[line] ?? usual[line] ?? {};
  const note = (argv: readonly string[]): string => {
    const line = (argv[0] === "sudo" ? argv.slice(2) : argv).join(" ");
    commands.push(line);
    return line;
  };
  const run = vi.fn(async (argv: readonly string[], options?: BoxRunOptions): Promise<BoxResult> => {
    const line = note(argv);
    inputs.push(options?.input);
    const answer = find(line);
    if (answer instanceof Error) throw answer;
    const text = `${(answer.lines ?? []).join("\n")}\n`;
    if (line === "clawdie status --json" && answer.code === undefined && answer.lines === undefined) {
      return { code: 0, stdout: JSON.stringify(last), stderr: "" };
    }
    const code = answer.code ?? 0;
    return code === 0 || answers[line] === undefined
      ? { code, stdout: text, stderr: "" }
      : { code, stdout: "", stderr: text };
  });
  const follow = vi.fn<Box["follow"]>((argv, onLine) => {
    const line = note(argv);
    const { promise: done, resolve, reject } = Promise.withResolvers<number>();
    const stop = () => {
      stopped.push(line);
      resolve(143);
    };
    const answer = find(line);
    if (answer instanceof Error) reject(answer);
    else if (line.startsWith("clawdie status") && answer.code === undefined) {
      tell = { onLine, end: resolve };
      queueMicrotask(() => onLine(JSON.stringify(last)));
    } else if (line.startsWith("tail ")) {
      log = onLine;
      cut = reject;
      queueMicrotask(() => logLines.map(onLine));
    } else {
      queueMicrotask(() => {
        (answer.lines ?? []).map(onLine);
        if (answer.code !== -1) resolve(answer.code ?? 0);
      });
    }
    return { done, stop };
  });
  return {
    ...{ commands, inputs, stopped },
    box: { title: "clawdie", run, follow, close: async () => {} },
    tellStatus: (next) => {
      last = next;
      tell?.onLine(JSON.stringify(next));
    },
    endWatch: (code) => tell?.end(code),
    tellLog: (line) => log(line),
    cutLog: (why) => cut(why),
  };
}
