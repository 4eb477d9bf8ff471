import type { Host } from "../host/host.ts";
import type { StepOf } from "../plan/step.ts";
import { hasGroup, readAccount, readGroups } from "./account-files.ts";
import { needed, neededIf, type StepHandler } from "./handler.ts";

type Account = Pick<StepOf<"create-account">, "account" | "home" | "shell" | "groups" | "system">;

/** Numbers below this are for services (login.defs, UID_MIN). */
const firstPersonalUid = 1000;

export const createAccount: StepHandler<"create-account"> = {
  async check(step, host) {
    const found = await readAccount(host, step.account);
    if (found === null) return needed(`there is no account ${step.account}`);
    const missing = await missingGroups(step, host);
    return neededIf(
      (await hasGroup(host, step.account)) ? null : "its group is missing",
      found.home === step.home ? null : `its home is ${found.home}`,
      found.shell === step.shell ? null : `its shell is ${found.shell}`,
      found.uid < firstPersonalUid === step.system ? null : `its number is ${found.uid}`,
      missing.length === 0 ? null : `it is not in ${missing.join(", ")}`,
    );
  },
  // useradd may be killed between the files it writes: account and group are looked at one by one.
  async apply(step, host) {
    const prefix = host.root === "/" ? [] : ["--prefix", host.root];
    const [found, group] = await Promise.all([readAccount(host, step.account), hasGroup(host, step.account)]);
    if (found === null) {
      await host.run("useradd", [...prefix, ...createArguments(step, group), step.account]);
      return;
    }
    if (!group) await host.run("groupadd", [...prefix, "--gid", String(found.gid), step.account]);
    const changes = await changeArguments(step, host);
    await host.run("usermod", [...prefix, ...changes, step.account]);
  },
};

function createArguments({ account, home, shell, groups, system }: Account, hasOwnGroup: boolean): string[] {
  const kind = system ? ["--system", "--no-create-home"] : ["--create-home"];
  const more = groups.length === 0 ? [] : ["--groups", groups.join(",")];
  const own = hasOwnGroup ? ["--gid", account] : ["--user-group"];
  return [...kind, ...own, "--home-dir", home, "--shell", shell, ...more];
}

async function changeArguments(step: Account, host: Host): Promise<string[]> {
  const missing = await missingGroups(step, host);
  const more = missing.length === 0 ? [] : ["--append", "--groups", missing.join(",")];
  return ["--home", step.home, "--shell", step.shell, ...more];
}

async function missingGroups({ account, groups }: Account, host: Host): Promise<string[]> {
  const present = await readGroups(host, account);
  return groups.filter((group) => !present.includes(group));
}
