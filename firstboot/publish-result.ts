import type { Host } from "../setup/host/host.ts";
import { boxLayout } from "../setup/plan/box-layout.ts";
import type { Consoles } from "./consoles.ts";
import { showOnLogin } from "./login-screen.ts";
import { buildResultJson, renderResultJson } from "./result-json.ts";
import type { ResultState } from "./result-state.ts";
import { renderConsole, renderResult } from "./result-text.ts";
import { type StickFiles, writeToStick } from "./write-to-stick.ts";

/** A file system that could not be read is not written to: that would damage more of it. */
const damaged: readonly string[] = ["seed.unreadable", "seed.format"];

/**
 * Say the same on every channel the reader may be looking at: the stick, RAM for programs, and last all consoles.
 * `screens` is where the consoles keep it: printed as the last thing (no login there), or above every login prompt.
 * @param others further files for the stick.
 */
export async function publishResult(
  result: ResultState,
  machine: Host,
  consoles: Consoles,
  screens: "printed" | "login",
  others: StickFiles = {},
): Promise<void> {
  const files = {
    "SETUP-RESULT.txt": renderResult(result),
    "SETUP-RESULT.json": renderResultJson(result),
    ...others,
  };
  const spared = result.issues.some(({ code }) => damaged.includes(code));
  const trouble = spared ? null : await writeToStick(files, machine);
  const shown = trouble === null ? result : { ...result, issues: [...result.issues, trouble] };
  await machine.makeFolder("/run/clawdie", { mode: 0o755 });
  await machine.writeFile(boxLayout.lastResult, renderResultJson(shown), { mode: 0o644 });
  if (screens === "login") await showOnLogin(shown, machine);
  else await consoles.print(`\n${renderConsole(shown)}`);
  const { stage, state, kind, issues } = buildResultJson(shown);
  const report = { schema: 1, stage, state, kind, codes: issues.map(({ code }) => code) };
  await consoles.report(`clawdie: RESULT ${JSON.stringify(report)}`);
}
