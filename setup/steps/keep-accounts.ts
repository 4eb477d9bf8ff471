import type { FileAttributes, Host } from "../host/host.ts";
import { Secret } from "../issues/secret.ts";
import type { StepOf } from "../plan/step.ts";
import { neededIf, type StepHandler } from "./handler.ts";
import { type AccountTexts, mergeAccounts } from "./merge-accounts.ts";
import { withPreviousRoot } from "./with-previous-root.ts";

type KeepStep = Pick<StepOf<"keep-accounts">, "rootDataset" | "accounts">;

const readable: FileAttributes = { mode: 0o644 };
const hidden: FileAttributes = { mode: 0o640, owner: "root", group: "shadow" };

/** In the order they are written: an account without its group would be worse than a group without its account. */
const files: readonly (readonly [keyof AccountTexts, FileAttributes])[] = [
  ["group", readable],
  ["gshadow", hidden],
  ["shadow", hidden],
  ["passwd", readable],
];

/** The accounts that own data, before anything in the new system is given to them. */
export const keepAccounts: StepHandler<"keep-accounts"> = {
  async check(step, host) {
    const { now, wanted } = await compare(step, host);
    return neededIf(...files.map(([name]) => (now[name] === wanted[name] ? null : `/etc/${name} differs`)));
  },
  async apply(step, host) {
    const { now, wanted } = await compare(step, host);
    for (const [name, attributes] of files) {
      if (now[name] !== wanted[name])
        await host.writeFile(`/etc/${name}`, new Secret(wanted[name]), attributes);
    }
  },
};

async function compare(step: KeepStep, host: Host): Promise<{ now: AccountTexts; wanted: AccountTexts }> {
  const kept = await withPreviousRoot(step.rootDataset, host, readTexts);
  const now = await readTexts(host);
  return { now, wanted: mergeAccounts(kept, now, step.accounts) };
}

async function readTexts(host: Host): Promise<AccountTexts> {
  const read = async (name: keyof AccountTexts) => String((await host.readFile(`/etc/${name}`)) ?? "");
  const [passwd, group] = [await read("passwd"), await read("group")];
  return { passwd, group, shadow: await read("shadow"), gshadow: await read("gshadow") };
}
