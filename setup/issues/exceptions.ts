/**
 * Exceptions are the machine's fault or ours; the operator's mistakes are Issues.
 * `renderException` is the only place that turns one into text for people.
 */
export class SetupError extends Error {
  override readonly name: string = "SetupError";
  /** What the reader can do about it. */
  readonly hint: string;

  constructor(message: string, hint: string, options?: ErrorOptions) {
    super(message, options);
    this.hint = hint;
  }
}

/** A step's apply failed, or its second check was still not satisfied. */
export class StepError extends SetupError {
  override readonly name = "StepError";
  readonly stepId: string;

  constructor(stepId: string, message: string, hint: string, options?: ErrorOptions) {
    super(message, hint, options);
    this.stepId = stepId;
  }
}

/** A command ended with an exit code that was not expected, or ran past its time limit. */
export class CommandError extends SetupError {
  override readonly name = "CommandError";
  readonly command: string;
  /** Exit code; null when the command was killed or could not be started. */
  readonly exitCode: number | null;
  /** The last 20 lines of standard error. */
  readonly stderrTail: string;

  constructor(command: string, exitCode: number | null, stderrTail: string, options?: ErrorOptions) {
    const ending = exitCode === null ? "did not run to its end" : `ended with exit code ${exitCode}`;
    super(`${command} ${ending}`, "The last lines of its output are in the report.", options);
    this.command = command;
    this.exitCode = exitCode;
    this.stderrTail = stderrTail;
  }
}

/** Interrupted, or a reboot is wanted: an outcome, not a failure. */
export class InterruptedError extends SetupError {
  override readonly name = "InterruptedError";
}

/** A state the code holds impossible. */
export class InternalError extends SetupError {
  override readonly name = "InternalError";

  constructor(message: string, options?: ErrorOptions) {
    super(
      message,
      "This is a defect in Clawdie. Please report it with these lines and the full report.",
      options,
    );
  }
}

const maxLines = 8;

/** At most eight lines for a person: what failed, the last words of the command, the cure, where the full report lies if there is one. */
export function renderException(error: unknown, reportPath: string | null): string {
  const lines: string[] = [];
  const known = error instanceof SetupError ? error : new InternalError(String(error));
  lines.push(known.message);
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof Error) lines.push(`because: ${cause.message}`);
  const command = [error, cause].find((candidate) => candidate instanceof CommandError);
  if (command instanceof CommandError && command.stderrTail !== "") {
    for (const line of command.stderrTail.split("\n").slice(-3)) lines.push(`  ${line}`);
  }
  lines.push(known.hint);
  const report = reportPath === null ? [] : [`Full report: ${reportPath}`];
  return [...lines.slice(0, maxLines - 1), ...report].join("\n");
}
