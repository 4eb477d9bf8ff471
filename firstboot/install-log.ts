import { readJournal } from "../setup/execute/journal.ts";
import type { Failure } from "../setup/execute/report.ts";
import type { Host } from "../setup/host/host.ts";
import type { Secret } from "../setup/issues/secret.ts";
import { redact } from "./redact.ts";

/** Enough to see what the kernel had to say; the stick is small and somebody has to read it. */
const kernelLines = 150;
const journalLines = 300;

/** SETUP-LOG.txt: what was done, what failed, and the kernel's last words. Secrets are masked; `\n` line ends. */
export async function buildInstallLog(
  machine: Host,
  journal: string,
  failure: Failure,
  secrets: readonly Secret[],
): Promise<string> {
  const entries = (await readJournal(machine, journal)).slice(-journalLines);
  const kernel = await machine.run("dmesg", [], { allowExit: [0, 1] });
  const lines = [
    `Clawdie could not finish: ${failure.title}`,
    "Send this file to whoever helps you. Secrets are masked.",
    "",
    "The step that failed",
    ...[failure.step, failure.message, failure.because, failure.stderrTail, failure.hint]
      .filter((text) => text !== null && text !== "")
      .flatMap((text) => String(text).trimEnd().split("\n"))
      .map((line) => `  ${line}`),
    "",
    "Steps (time, step, outcome, seconds, reason)",
    ...entries.map(({ time, step, outcome, seconds, reason }) =>
      `  ${time} ${step} ${outcome} ${seconds} ${reason ?? ""}`.trimEnd(),
    ),
    "",
    "Last messages of the kernel",
    ...kernel.stdout
      .trimEnd()
      .split("\n")
      .slice(-kernelLines)
      .map((line) => `  ${line}`),
  ];
  return redact(`${lines.join("\n")}\n`, secrets).replaceAll(/[^\P{Cc}\n]/gu, "?");
}
