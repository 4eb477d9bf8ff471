import { parseControlEnv, parseGeneratedTokens } from "../config-files/control-env.ts";
import { gatherBoxFacts } from "../facts/gather-facts.ts";
import type { Host } from "../host/host.ts";
import { SetupError } from "../issues/exceptions.ts";
import { Secret } from "../issues/secret.ts";
import { boxLayout } from "../plan/box-layout.ts";
import { buildFirstbootPlan } from "../plan/build-firstboot-plan.ts";
import { parseSetupEnv } from "../settings/setup-env.ts";
import { programVersion } from "../status/program-version.ts";
import { auditChecks } from "./audit-checks.ts";
import { buildExpectation, type Expectation } from "./expectation.ts";
import { gatherEvidence } from "./gather-evidence.ts";
import { type AuditReport, judgeAudit } from "./judge-audit.ts";

/** The whole audit of this box. Reads only. @throws SetupError when it is no installed box, or its settings cannot be read. */
export async function runAudit(host: Host): Promise<AuditReport> {
  const { box, secrets } = await readExpectation(host);
  const seen = await gatherEvidence(host, box, secrets);
  return judgeAudit(auditChecks, seen, box, programVersion);
}

/** The settings of this box, as the plan they make; and every secret it knows. @throws SetupError */
export async function readExpectation(host: Host): Promise<{ box: Expectation; secrets: Secret[] }> {
  const settingsText = await readSecretFile(host, boxLayout.setupFile);
  const controlText = await readSecretFile(host, boxLayout.controlEnv);
  const tokens = parseGeneratedTokens(controlText);
  if (tokens === null) throw new SetupError(`${boxLayout.controlEnv} is damaged`, "sudo clawdie apply");
  const settings = parseSetupEnv(settingsText);
  const box = buildExpectation(buildFirstbootPlan(settings, await gatherBoxFacts(host), tokens));
  return { box, secrets: listKnownSecrets(settingsText, controlText) };
}

/** Values of the box's secret files, by the names that hold secrets. Pure. */
export function listKnownSecrets(...texts: readonly string[]): Secret[] {
  const values = texts.flatMap((text) => Object.entries(parseControlEnv(text)));
  const secret = values.filter(
    ([key, value]) => /KEY|TOKEN|PASSWORD|SECRET|HASH/.test(key) && !isPublic(key) && value !== "",
  );
  return [...new Set(secret.map(([, value]) => value))].map((value) => new Secret(value));
}

/** A public key is no secret. */
function isPublic(key: string): boolean {
  return key.startsWith("SSH_");
}

async function readSecretFile(host: Host, path: string): Promise<string> {
  const bytes = await host.readFile(path).catch((cause: unknown) => {
    throw new SetupError(`${path} cannot be read`, "Only root may: use sudo", { cause });
  });
  if (bytes === null)
    throw new SetupError(`${path} is missing: this is not an installed box`, "Run it on the box.");
  return bytes.toString("utf8");
}
