import { gatherInterfaces } from "../setup/facts/gather-interfaces.ts";
import { probeRuntime } from "../setup/handoff/probe-runtime.ts";
import { watchHandoff } from "../setup/handoff/watch-handoff.ts";
import type { Host } from "../setup/host/host.ts";
import { boxLayout } from "../setup/plan/box-layout.ts";
import { askRuntime } from "../setup/runtime/ask-runtime.ts";
import type { Settings } from "../setup/settings/settings.ts";
import { programVersion } from "../setup/status/program-version.ts";
import type { Consoles } from "./consoles.ts";
import { showOnLogin } from "./login-screen.ts";
import { createProgress } from "./progress.ts";
import { type Provisioned, provision } from "./provision.ts";
import { publishResult } from "./publish-result.ts";
import type { ResultState } from "./result-state.ts";

/**
 * Every boot of the installed box: provision (nothing to do from the second boot on), then watch until the assistant
 * really answers, telling every channel at each change. Returns when it is ready, or when provisioning failed.
 */
export async function firstBoot(machine: Host, consoles: Consoles): Promise<"ready" | "failed"> {
  const onEvent = createProgress((line) => void consoles.print(line));
  const provisioned = await provision(machine, onEvent);
  const { report, settings } = provisioned;
  const tell = async (result: ResultState) => {
    await publishResult(result, machine, consoles);
    await showOnLogin(result, machine);
  };
  const base = async () => ({
    version: programVersion,
    time: machine.now().toISOString(),
    issues: [],
    box: await describeBox(machine, settings),
  });
  if (report.failure !== null) {
    const { failure } = report;
    await tell({
      ...(await base()),
      kind: "step-failed",
      plan: "firstboot",
      failure,
      reportPath: boxLayout.journal,
    });
    return "failed";
  }
  await watch(machine, provisioned, async (handoff) =>
    tell({ ...(await base()), kind: "handed-over", handoff }),
  );
  return "ready";
}

async function watch(
  host: Host,
  { settings, tokens }: Provisioned,
  onRecord: Parameters<typeof watchHandoff>[0]["onRecord"],
): Promise<void> {
  const url = `http://127.0.0.1:${boxLayout.gatewayPort}`;
  await watchHandoff({
    settings,
    gateway: { url, token: tokens.gatewayToken },
    askRuntime,
    probeRuntime: () => probeRuntime(url),
    fetch,
    host,
    onRecord,
  });
}

async function describeBox(machine: Host, settings: Settings) {
  const interfaces = await gatherInterfaces(machine);
  const addresses = interfaces.flatMap((link) =>
    link.addresses.map((address) => address.replace(/\/\d+$/, "")),
  );
  return { hostname: settings.hostname, assistantName: settings.assistantName, addresses };
}
