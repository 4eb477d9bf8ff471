import { SetupError } from "../issues/exceptions.ts";

/** The files of /etc that name accounts, as text; an absent one is empty. */
export interface AccountTexts {
  readonly passwd: string;
  readonly group: string;
  readonly shadow: string;
  readonly gshadow: string;
}

/**
 * The new system's accounts and, with the same numbers and passwords, those of the box that own data. An account the box
 * does not have is left out. Pure. @throws SetupError when a number belongs to somebody else in the new system.
 */
export function mergeAccounts(
  kept: AccountTexts,
  fresh: AccountTexts,
  accounts: readonly string[],
): AccountTexts {
  let merged = fresh;
  for (const account of accounts) merged = addAccount(kept, merged, account);
  return merged;
}

function addAccount(kept: AccountTexts, into: AccountTexts, account: string): AccountTexts {
  const user = find(kept.passwd, account);
  if (user === null) return into;
  const [, , uid = "", gid = ""] = user.split(":");
  const group = lines(kept.group).find((line) => line.split(":")[2] === gid) ?? `${account}:x:${gid}:`;
  requireSame(into.passwd, account, uid);
  requireSame(into.group, group.split(":")[0] ?? "", gid);
  return {
    passwd: append(into.passwd, user),
    // Members are the new system's affair: first boot adds the account to its groups.
    group: append(into.group, [...group.split(":").slice(0, 3), ""].join(":")),
    shadow: append(into.shadow, find(kept.shadow, account)),
    gshadow: append(into.gshadow, find(kept.gshadow, group.split(":")[0] ?? "")),
  };
}

/** The same name has the same number, and the number has no other name. */
function requireSame(text: string, name: string, number: string): void {
  const clash = lines(text).find((line) => {
    const [other, , taken] = line.split(":");
    return (other === name) !== (taken === number);
  });
  if (clash === undefined) return;
  const [other, , taken] = clash.split(":");
  throw new SetupError(
    `${name} has the number ${number} on this box, and ${other} has ${taken} in the system of this stick`,
    "Nothing was changed: restart without the stick. Use a stick of the version the box was made with, and report this.",
  );
}

function append(text: string, line: string | null): string {
  const name = line?.split(":")[0] ?? "";
  return line === null || find(text, name) !== null ? text : `${[...lines(text), line].join("\n")}\n`;
}

function find(text: string, name: string): string | null {
  return lines(text).find((line) => line.startsWith(`${name}:`)) ?? null;
}

function lines(text: string): string[] {
  return text.split("\n").filter((line) => line !== "");
}
