import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runTool } from "./run-tool.ts";

export const suite = "trixie";
const components = "main contrib non-free-firmware";

/** Where Debian's packages come from. */
export interface Mirrors {
  readonly archive: string;
  /** What Debian mended since the last point release. */
  readonly security: string;
}

/**
 * The mirrors given, and for those not given the ones of this computer's own apt configuration.
 * @throws Error when apt knows none: an image without Debian's security updates is never built by accident.
 */
export async function findMirrors(given: Partial<Mirrors>): Promise<Mirrors> {
  const both = given.archive !== undefined && given.security !== undefined;
  const host = parseHostMirrors(both ? "" : await runTool("apt-get", ["update", "--print-uris"]));
  const archive = given.archive ?? host.archive;
  const security = given.security ?? host.security;
  const missing = "in this computer's apt configuration. Give one with";
  if (archive === undefined) throw new Error(`No Debian mirror ${missing} --mirror <url>.`);
  if (security === undefined)
    throw new Error(`No mirror of Debian's security updates ${missing} --security-mirror <url>.`);
  return { archive, security };
}

/** Of `apt-get update --print-uris`: Debian's archive and its security archive, not somebody else's repository. Pure. */
export function parseHostMirrors(output: string): Partial<Mirrors> {
  const archive = /^'(\S+\/debian)\/dists\/[a-z]+\/InRelease'/m.exec(output)?.[1];
  const security = /^'(\S+\/debian-security)\/dists\/[a-z]+-security\/InRelease'/m.exec(output)?.[1];
  return { ...(archive && { archive }), ...(security && { security }) };
}

/** The lines of `sources.list(5)` that build the image, and that the box has. Pure. */
export function buildAptSources({ archive, security }: Mirrors): string {
  return [
    `deb ${archive} ${suite} ${components}`,
    `deb ${archive} ${suite}-updates ${components}`,
    `deb ${security} ${suite}-security ${components}`,
    "",
  ].join("\n");
}

/**
 * Names and versions apt would install for these packages today, one `name=version` a line, sorted: the content key
 * of every layer made from Debian packages. Uses an apt state of its own below `folder`.
 */
export async function resolvePackages(
  sources: string,
  packages: readonly string[],
  folder: string,
): Promise<string[]> {
  for (const name of ["state/lists/partial", "cache/archives/partial"]) {
    await mkdir(join(folder, name), { recursive: true });
  }
  await writeFile(join(folder, "state/status"), "");
  const options = [
    ["Dir::State", join(folder, "state")],
    ["Dir::State::status", join(folder, "state/status")],
    ["Dir::Cache", join(folder, "cache")],
    ["Dir::Etc::sourcelist", sources],
    ["Dir::Etc::sourceparts", "-"],
    ["APT::Architecture", "amd64"],
    ["APT::Install-Recommends", "false"],
    ["Acquire::Languages", "none"],
    // No sandbox user: the folder is the caller's own.
    ["APT::Sandbox::User", "root"],
    // A mirror that does not answer is only a warning otherwise: the image would lack the security updates, unsaid.
    ["APT::Update::Error-Mode", "any"],
  ].flatMap(([key, value]) => ["-o", `${key}=${value}`]);
  await runTool("apt-get", [...options, "-qq", "update"]);
  const plan = await runTool("apt-get", [...options, "-s", "-qq", "install", "?essential", ...packages]);
  const lines = plan.matchAll(/^Inst (\S+) \((\S+)/gm);
  return [...lines].map((match) => `${match[1]}=${match[2]}`).sort();
}
