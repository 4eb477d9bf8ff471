import type { Host } from "../host/host.ts";
import { InternalError } from "../issues/exceptions.ts";
import { Secret } from "../issues/secret.ts";
import { neededIf, type StepHandler } from "./handler.ts";

export const createHostKey: StepHandler<"create-host-key"> = {
  async check({ path }, host) {
    const left = await Promise.all(draftsOf(path).map((draft) => host.stat(draft)));
    return neededIf(
      await describeMissing(path, host),
      // A second copy of a private key, from a power cut just before the end.
      left.every((draft) => draft === null) ? null : "a draft of the key was left behind",
    );
  },
  // Made under another name: a key cut short by a power cut would otherwise stay for good.
  async apply({ path }, host) {
    const clear = () => Promise.all(draftsOf(path).map((draft) => host.remove(draft)));
    await clear();
    if ((await describeMissing(path, host)) === null) return;
    const [draft = ""] = draftsOf(path);
    const file = `${host.root === "/" ? "" : host.root}${draft}`;
    await host.run("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "clawdie", "-f", file]);
    const [secret, open] = await Promise.all([host.readFile(draft), host.readFile(`${draft}.pub`)]);
    if (secret === null || open === null) throw new InternalError("ssh-keygen wrote no key");
    await host.writeFile(`${path}.pub`, open, { mode: 0o644 });
    await host.writeFile(path, new Secret(secret.toString("utf8")), { mode: 0o600 });
    await clear();
  },
};

function draftsOf(path: string): string[] {
  return [`${path}.draft`, `${path}.draft.pub`];
}

async function describeMissing(path: string, host: Host): Promise<string | null> {
  const [secret, open] = await Promise.all([host.stat(path), host.stat(`${path}.pub`)]);
  if (secret?.kind !== "file" || secret.mode !== 0o600) return `${path} is missing`;
  return open?.kind === "file" ? null : `${path}.pub is missing`;
}
