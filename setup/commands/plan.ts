import { readFile } from "node:fs/promises";
import { readSeedFile } from "../config/read-seed-file.ts";
import { Facts } from "../facts/facts.ts";
import { createLinuxHost } from "../host/linux-host.ts";
import { SetupError } from "../issues/exceptions.ts";
import type { Issue } from "../issues/issue.ts";
import { buildAcceptedPlan } from "../plan/build-accepted-plan.ts";
import { renderPlan, renderPlanJson } from "../plan/render-plan.ts";
import { prepareInstall } from "../settings/prepare-install.ts";
import { readProfiles } from "../settings/read-profiles.ts";
import { renderDiskTable } from "../settings/render-disk-table.ts";
import type { Settings } from "../settings/settings.ts";
import { parseSetupEnv } from "../settings/setup-env.ts";
import { programVersion } from "../status/program-version.ts";
import type { Io } from "./io.ts";
import { readOptions } from "./read-options.ts";

const usage = `Usage: clawdie plan --setup <setup.txt> --facts <facts.json>
                    [--kept <setup.env>] [--json]

Prints every step of the installation that this file would start on that
machine. Nothing is touched.

  --facts <file>  the machine, from: sudo clawdie facts > facts.json
  --kept <file>   with INSTALL_MODE=adopt the settings of the box, which are in
                  its /etc/clawdie/setup.env
  --json          the result for programs

Exit code 0: this would be done, 2: it would be refused, 64: usage.
`;

/** The command `clawdie plan`; answers its exit code. */
export async function runPlan(args: readonly string[], io: Io): Promise<number> {
  const options = parseOptions(args, io);
  if (options?.help) {
    io.stdout(usage);
    return 0;
  }
  if (options?.setup === undefined || options.facts === undefined) {
    io.stderr(usage);
    return 64;
  }
  const facts = await readFacts(options.facts);
  const file = await readSeedFile(options.setup);
  const { kept } = options;
  const wish = await prepareInstall(file, facts, await readProfiles(), createLinuxHost(), () =>
    readKept(kept),
  );
  for (const issue of wish.issues) io.stderr(renderIssueLine(issue));
  if (wish.disks !== null) io.stderr(`Disks seen:\n${renderDiskTable(wish.disks).join("\n")}\n`);
  if (wish.accepted === null) return 2;
  const plan = buildAcceptedPlan(wish.accepted, {
    facts,
    seedSources: [],
    // Made anew at a real installation; the plan shows where it goes.
    freshId: "0".repeat(16),
    now: new Date(facts.clock),
    version: programVersion,
    medium: "/run/clawdie/medium",
    journal: "/run/clawdie/install.jsonl",
    target: "/target",
  });
  io.stdout(options.json ? renderPlanJson(plan) : renderPlan(plan));
  return 0;
}

function renderIssueLine({ severity, line, key, message, hint }: Issue): string {
  const place = [line === null ? null : `line ${line}`, key].filter((part) => part !== null);
  return `${[severity, ...place].join(", ")}: ${message} ${hint}\n`;
}

/** @throws SetupError when it is needed and cannot be used. */
async function readKept(path: string | undefined): Promise<Settings> {
  const hint = "On the box it is /etc/clawdie/setup.env, which only root reads.";
  if (path === undefined) throw new SetupError("the plan of an adoption needs --kept <setup.env>", hint);
  const text = await readFile(path, "utf8").catch((cause) => {
    throw new SetupError(`${path} cannot be read`, hint, { cause });
  });
  return parseSetupEnv(text);
}

async function readFacts(path: string): Promise<Facts> {
  try {
    return Facts.parse(JSON.parse(await readFile(path, "utf8")));
  } catch (error) {
    const hint = "Make one with: clawdie facts > facts.json";
    throw new SetupError(`${path} is not a file of facts`, hint, { cause: error });
  }
}

function parseOptions(args: readonly string[], io: Io) {
  const options = {
    setup: { type: "string" },
    facts: { type: "string" },
    kept: { type: "string" },
    json: { type: "boolean", default: false },
  } as const;
  return readOptions(args, io, options)?.values ?? null;
}
