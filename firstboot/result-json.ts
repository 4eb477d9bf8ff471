import { z } from "zod";
import { Disk } from "../setup/facts/facts.ts";
import type { HandoffCheck } from "../setup/handoff/handoff-record.ts";
import { StickWipe } from "../setup/wipe/seed-wipe.ts";
import { describeResult } from "./describe-result.ts";
import type { ResultState } from "./result-state.ts";

const IssueLine = z.object({
  code: z.string(),
  severity: z.enum(["error", "warning"]),
  key: z.string().nullable(),
  /** 1-based, in setup.txt. */
  line: z.number().nullable(),
  column: z.number().nullable(),
  message: z.string(),
  hint: z.string(),
});

const Check = z.object({ name: z.string(), code: z.string(), message: z.string(), cure: z.string() });

/** SETUP-RESULT.json and /run/clawdie/result.json. Fields are only added within one `schema`; unknown ones are to be ignored. */
export const ResultJson = z.object({
  schema: z.literal(1),
  word: z.enum(["DONE", "WAITING", "STOPPED", "WORKING"]),
  headline: z.string(),
  /** Paragraphs for people: what to do now. */
  next: z.array(z.string()),
  stage: z.enum(["install", "firstboot"]),
  state: z.enum(["ready", "waiting", "stopped", "installed", "working"]),
  kind: z.enum([
    "install-stopped",
    "installing",
    "installed-rebooting",
    "provisioning",
    "handed-over",
    "step-failed",
  ]),
  version: z.string(),
  /** ISO 8601, UTC. */
  time: z.string(),
  /** What is wrong with setup.txt, the stick or the machine, by line. */
  issues: z.array(IssueLine),
  /** How to find the box; null before its settings are known. */
  box: z
    .object({
      hostname: z.string(),
      assistantName: z.string(),
      addresses: z.array(z.string()),
      sshHostKey: z.string().nullish(),
    })
    .nullable(),
  /** The disk installed on. */
  disk: z
    .object({
      path: z.string(),
      model: z.string().nullable(),
      serial: z.string().nullable(),
      sizeBytes: z.number(),
    })
    .nullable(),
  /** The disks seen, when one of the issues is about them. */
  disks: z.array(Disk.extend({ eraseCode: z.string().nullish() })).nullable(),
  verified: z.array(Check),
  notVerified: z.array(Check),
  missing: z.array(Check),
  /** What became of the secrets on each stick the box was set up from; null before the greeting. */
  seed: z.array(StickWipe.pick({ state: true, at: true, wiped: true, left: true })).nullable(),
  /** The step that did not work. */
  failure: z
    .object({
      step: z.string(),
      title: z.string(),
      message: z.string(),
      hint: z.string(),
      because: z.string().nullable(),
      stderrTail: z.string().nullable(),
    })
    .nullable(),
});
export type ResultJson = z.infer<typeof ResultJson>;

/** Pure. */
export function buildResultJson(result: ResultState): ResultJson {
  const { word, headline, sections } = describeResult(result);
  const next = sections.find(({ title }) => title === "What to do next")?.paragraphs ?? [];
  const checks = result.kind === "handed-over" ? result.handoff.checks : [];
  const withOutcome = (outcome: HandoffCheck["outcome"]) =>
    checks.filter((check) => check.outcome === outcome);
  return ResultJson.parse({
    schema: 1,
    ...{ word, headline, next },
    ...{ stage: stageOf(result), state: stateOf(result), kind: result.kind },
    ...{ version: result.version, time: result.time },
    issues: result.issues,
    box: "box" in result ? result.box : null,
    disk: "disk" in result ? result.disk : null,
    disks: "disks" in result ? result.disks : null,
    verified: withOutcome("ok"),
    notVerified: withOutcome("not-checked"),
    missing: withOutcome("failed"),
    seed: "seed" in result ? (result.seed?.sticks ?? null) : null,
    failure: "failure" in result ? result.failure : null,
  });
}

/** Pure. */
export function renderResultJson(result: ResultState): string {
  return `${JSON.stringify(buildResultJson(result), null, 2)}\n`;
}

function stageOf(result: ResultState): ResultJson["stage"] {
  if (result.kind === "step-failed") return result.plan === "firstboot" ? "firstboot" : "install";
  return result.kind.startsWith("install") ? "install" : "firstboot";
}

function stateOf(result: ResultState): ResultJson["state"] {
  switch (result.kind) {
    case "handed-over":
      return result.handoff.state;
    case "installed-rebooting":
      return "installed";
    case "installing":
    case "provisioning":
      return "working";
    case "install-stopped":
      return "stopped";
    case "step-failed":
      // These are tried again every minute; an installation that stopped in the middle is not.
      return result.plan === "firstboot" || result.plan === "look" ? "waiting" : "stopped";
  }
}
