import { InternalError } from "../issues/exceptions.ts";
import { Secret } from "../issues/secret.ts";
import { neededIf, type StepHandler } from "./handler.ts";

export const createHostKey: StepHandler<"create-host-key"> = {
  async check({ path }, host) {
    const [secret, open] = await Promise.all([host.stat(path), host.stat(`${path}.pub`)]);
    return neededIf(
      secret?.kind === "file" && secret.mode === 0o600 ? null : `${path} is missing`,
      open?.kind === "file" ? null : `${path}.pub is missing`,
    );
  },
  // Made under another name: a key cut short by a power cut would otherwise stay for good.
  async apply({ path }, host) {
    const draft = `${path}.draft`;
    const clear = () => Promise.all([host.remove(draft), host.remove(`${draft}.pub`)]);
    await clear();
    const file = `${host.root === "/" ? "" : host.root}${draft}`;
    await host.run("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "clawdie", "-f", file]);
    const [secret, open] = await Promise.all([host.readFile(draft), host.readFile(`${draft}.pub`)]);
    if (secret === null || open === null) throw new InternalError("ssh-keygen wrote no key");
    await host.writeFile(`${path}.pub`, open, { mode: 0o644 });
    await host.writeFile(path, new Secret(secret.toString("utf8")), { mode: 0o600 });
    await clear();
  },
};
