import { type AdminAction, buildCommand } from "./admin-action.ts";
import type { AdminEvent } from "./admin-events.ts";
import type { Box } from "./box.ts";
import { cleanOutput } from "./clean-output.ts";

export interface RunningAction {
  readonly stop: () => void;
  /** Resolves when its end was told. */
  readonly done: Promise<void>;
}

const longestSeconds = 3600;

/** Runs an action and tells its output, line by line, and its end. */
export function runAction(box: Box, action: AdminAction, tell: (event: AdminEvent) => void): RunningAction {
  const command = buildCommand(action.argv, action.root);
  const output = (lines: readonly string[]): void => tell({ type: "output", lines: lines.map(cleanOutput) });
  const end = (code: number): void => tell({ type: "run-ended", code, lost: null });
  const lose = (error: unknown): void => {
    const message = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
    tell({ type: "run-ended", code: null, lost: cleanOutput(message) });
  };
  if (action.input !== undefined) {
    const run = box.run(command, { input: action.input, timeoutSeconds: longestSeconds });
    const done = run.then(({ code, stdout, stderr }) => {
      const text = `${stdout}${stderr}`.trimEnd();
      if (text !== "") output(text.split("\n"));
      end(code);
    }, lose);
    return { stop: () => {}, done };
  }
  const followed = box.follow(command, (line) => output([line]));
  return { stop: () => followed.stop(), done: followed.done.then(end, lose) };
}
