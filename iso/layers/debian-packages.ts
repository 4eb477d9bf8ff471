import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runTool } from "./run-tool.ts";

export const suite = "trixie";
const components = "main contrib non-free-firmware";

/** The Debian mirror of this computer's own apt configuration. @throws Error when apt knows none. */
export async function readHostMirror(): Promise<string> {
  const output = await runTool("apt-get", ["update", "--print-uris"]);
  // A plain suite name of the archive itself: not -security, not -updates, not somebody else's repository.
  const match = /^'(\S+\/debian)\/dists\/[a-z]+\/InRelease'/m.exec(output);
  if (match?.[1] === undefined) {
    throw new Error("No Debian mirror in this computer's apt configuration. Give one with --mirror <url>.");
  }
  return match[1];
}

/**
 * Names and versions apt would install for these packages today, one `name=version` a line, sorted: the content key
 * of every layer made from Debian packages. Uses an apt state of its own below `folder`.
 */
export async function resolvePackages(
  mirror: string,
  packages: readonly string[],
  folder: string,
): Promise<string[]> {
  for (const name of ["state/lists/partial", "cache/archives/partial", "etc"]) {
    await mkdir(join(folder, name), { recursive: true });
  }
  await writeFile(join(folder, "etc/sources.list"), `deb ${mirror} ${suite} ${components}\n`);
  await writeFile(join(folder, "state/status"), "");
  const options = [
    ["Dir::State", join(folder, "state")],
    ["Dir::State::status", join(folder, "state/status")],
    ["Dir::Cache", join(folder, "cache")],
    ["Dir::Etc::sourcelist", join(folder, "etc/sources.list")],
    ["Dir::Etc::sourceparts", "-"],
    ["APT::Architecture", "amd64"],
    ["APT::Install-Recommends", "false"],
    ["Acquire::Languages", "none"],
    // No sandbox user: the folder is the caller's own.
    ["APT::Sandbox::User", "root"],
  ].flatMap(([key, value]) => ["-o", `${key}=${value}`]);
  await runTool("apt-get", [...options, "-qq", "update"]);
  const plan = await runTool("apt-get", [...options, "-s", "-qq", "install", "?essential", ...packages]);
  const lines = plan.matchAll(/^Inst (\S+) \((\S+)/gm);
  return [...lines].map((match) => `${match[1]}=${match[2]}`).sort();
}
