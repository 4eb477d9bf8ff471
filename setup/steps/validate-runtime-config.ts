import { createHash } from "node:crypto";
import { dirname } from "node:path";
import type { Host } from "../host/host.ts";
import { StepError } from "../issues/exceptions.ts";
import { boxLayout } from "../plan/box-layout.ts";
import { buildRuntimeEnvironment } from "../runtime/build-runtime-environment.ts";
import { readAudit, readValidation } from "../runtime/read-runtime-findings.ts";
import { needed, type StepHandler, satisfied } from "./handler.ts";

/** Holds the hash of what was last found good. */
const stamp = `${boxLayout.state}/runtime-config.sha256`;

/** Each takes 2 to 5 s on real hardware; 140 s were seen under emulation, and 330 s with other load beside it. */
const timeoutSeconds = 900;

export const validateRuntimeConfig: StepHandler<"validate-runtime-config"> = {
  async check({ configPath }, host) {
    const hash = await hashOf(configPath, host);
    if (hash === null) return needed(`${configPath} is missing`);
    const known = (await host.readFile(stamp))?.toString("utf8").trim();
    return known === hash ? satisfied : needed("the runtime has not checked this configuration yet");
  },
  async apply({ id, configPath }, host) {
    const [validation, audit] = await Promise.all([
      runRuntime(["config", "validate", "--json"], configPath, host),
      runRuntime(["security", "audit", "--json"], configPath, host),
    ]);
    const findings = [...readValidation(validation), ...readAudit(audit)];
    if (findings.length > 0) {
      const hint = `The assistant is not started with a configuration it would refuse: ${configPath}`;
      throw new StepError(id, `The runtime refused its configuration: ${findings.join("; ")}`, hint);
    }
    const hash = await hashOf(configPath, host);
    await host.writeFile(stamp, `${hash ?? ""}\n`, { mode: 0o644 });
  },
};

function runRuntime(args: readonly string[], configPath: string, host: Host): Promise<string> {
  return host
    .run(boxLayout.node, [boxLayout.openclaw, ...args], {
      user: boxLayout.accounts.runtime,
      env: { ...buildRuntimeEnvironment(boxLayout), OPENCLAW_CONFIG_PATH: configPath },
      cwd: boxLayout.runtimeHome,
      allowExit: [0, 1],
      timeoutSeconds,
    })
    .then((result) => result.stdout);
}

/** Of the configuration and of the program that checked it: a new version looks again. */
async function hashOf(configPath: string, host: Host): Promise<string | null> {
  const config = await host.readFile(configPath);
  if (config === null) return null;
  const program = await host.readFile(`${dirname(boxLayout.openclaw)}/package.json`);
  return createHash("sha256")
    .update(config)
    .update(program ?? "")
    .digest("hex");
}
