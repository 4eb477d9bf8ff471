import type { Host } from "../host/host.ts";
import { neededIf, type StepHandler } from "./handler.ts";

/**
 * Gives the assistant's first start what Node compiled when the image was built (`iso/layers/compile-runtime-ahead.ts`).
 * Done as the account itself: Node silently uses nothing that another account made first.
 */
export const placeCompiledCode: StepHandler<"place-compiled-code"> = {
  async check({ source, destination }, host) {
    return neededIf(await findMissing(source, destination, host));
  },
  async apply({ source, destination, account }, host) {
    const run = (command: string, ...args: string[]) => host.run(command, args, { user: account });
    const draft = `${destination}/.draft`;
    for (const { version, build } of await listArchives(source, host)) {
      const place = `${destination}/${version}/${build}`;
      if ((await host.stat(place)) !== null) continue;
      await run("rm", "-rf", draft);
      await run("mkdir", "-p", `${destination}/${version}`, draft);
      const archive = `${source}/${version}/${build}.tar`;
      await run("tar", "--extract", "--file", archive, "--directory", draft);
      await run("mv", "--no-target-directory", draft, place);
    }
  },
};

async function findMissing(source: string, destination: string, host: Host): Promise<string | null> {
  for (const { version, build } of await listArchives(source, host)) {
    const place = `${destination}/${version}/${build}`;
    if ((await host.stat(place)) === null) return `${place} is missing`;
  }
  return null;
}

/** `<version>/<build>.tar`, as the runtime names its own folders; none in an image without compiled code. */
async function listArchives(source: string, host: Host): Promise<{ version: string; build: string }[]> {
  if ((await host.stat(source)) === null) return [];
  const found = [];
  for (const version of await host.listFolder(source)) {
    for (const name of await host.listFolder(`${source}/${version}`))
      found.push({ version, build: name.replace(/\.tar$/, "") });
  }
  return found;
}
