import type { Host } from "../setup/host/host.ts";
import type { ResultState } from "./result-state.ts";
import { renderConsole } from "./result-text.ts";

/** In RAM, so that a later boot of a finished box writes nothing; getty shows it above every login prompt. */
const issueFile = "/run/clawdie/issue";

/** Make the result what every console shows and keeps showing: the text above the login prompt. */
export async function showOnLogin(result: ResultState, machine: Host): Promise<void> {
  await machine.makeFolder("/run/clawdie", { mode: 0o755 });
  await machine.writeFile(issueFile, renderConsole(result), { mode: 0o644 });
  // init starts a new getty, which reads the file; whoever is logged in is no getty any more and is left alone.
  await machine.run("pkill", ["-x", "agetty"], { allowExit: [0, 1] });
}
