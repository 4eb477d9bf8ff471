import { SetupError } from "../../setup/issues/exceptions.ts";
import type { Box, BoxResult } from "../box.ts";
import { type BoxReport, parseBoxReport } from "./box-report.ts";

export const statusCommand = ["clawdie", "status", "--json"] as const;

/** An emulated box takes its time; one that hangs is not waited for longer. */
export const lookSeconds = 30;

/** How a box is, once. @throws when it cannot be reached or does not tell. */
export async function lookAtBox(box: Box): Promise<BoxReport> {
  const result = await box.run(statusCommand, { timeoutSeconds: lookSeconds });
  const report = parseBoxReport(result.stdout);
  if (report === null) throw explainSilence(result);
  return report;
}

/** Why `clawdie status` gave nothing that can be read. Pure. */
export function explainSilence({ code, stdout, stderr }: BoxResult): SetupError {
  if (code === 124)
    return new SetupError(
      `it has not told how it is within ${lookSeconds} s`,
      "It may be very busy, or hang.",
    );
  if (code === 127)
    return new SetupError(
      "there is no clawdie on it",
      "Is this the right address? It may be another computer.",
    );
  const words = (stderr.trim() || stdout.trim()).split("\n").at(-1)?.slice(0, 200) ?? "";
  return new SetupError(
    `clawdie status ended with exit code ${code}${words === "" ? "" : `: ${words}`}`,
    "Its version may be newer or much older than this program.",
  );
}
