import type { Host } from "../setup/host/host.ts";
import type { Consoles } from "./consoles.ts";
import { showOnLogin } from "./login-screen.ts";
import type { ResultState } from "./result-state.ts";
import { renderConsole, renderResult, renderResultJson } from "./result-text.ts";
import { listSeedVolumes, withSeed } from "./seed-volume.ts";

/** State word of the serial line `clawdie: RESULT {…}`, which the VM harness and other programs read. */
type ReportedState = "ready" | "waiting" | "stopped" | "installed" | "working";

/**
 * Say the same on every channel the reader may be looking at: both consoles and the stick. `screens` is where the
 * consoles keep it: printed as the last thing (no login there), or above every login prompt.
 */
export async function publishResult(
  result: ResultState,
  machine: Host,
  consoles: Consoles,
  screens: "printed" | "login",
): Promise<void> {
  if (screens === "login") await showOnLogin(result, machine);
  else await consoles.print(`\n${renderConsole(result)}`);
  await writeToStick(result, machine, consoles);
  const stage =
    result.kind.startsWith("install") || (result.kind === "step-failed" && result.plan === "install")
      ? "install"
      : "firstboot";
  const codes = result.issues.map((issue) => issue.code);
  const report = { schema: 1, stage, state: reportedState(result), kind: result.kind, codes };
  await consoles.report(`clawdie: RESULT ${JSON.stringify(report)}`);
}

function reportedState(result: ResultState): ReportedState {
  switch (result.kind) {
    case "handed-over":
      return result.handoff.state;
    case "installed-rebooting":
      return "installed";
    case "provisioning":
      return "working";
    case "install-stopped":
    case "step-failed":
      return "stopped";
  }
}

async function writeToStick(result: ResultState, machine: Host, consoles: Consoles): Promise<void> {
  try {
    const [volume, ...others] = await listSeedVolumes(machine);
    // No stick, or two: there is no one place to write to, and the consoles say it all.
    if (volume === undefined || others.length > 0) return;
    await withSeed(volume, machine, "rw", async (folder) => {
      const stick = machine.at(folder);
      const text = renderResult(result).replaceAll("\n", "\r\n");
      await stick.writeFile("/SETUP-RESULT.txt", text, { mode: 0o600 });
      await stick.writeFile("/SETUP-RESULT.json", renderResultJson(result), { mode: 0o600 });
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    await consoles.print(`clawdie: the result could not be written to the stick (${reason}): read it here`);
  }
}
