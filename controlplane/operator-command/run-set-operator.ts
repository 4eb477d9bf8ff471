import type { ReadStream } from "node:tty";
import { isDashboardHash } from "../../setup/config/rules/password.ts";
import type { Host } from "../../setup/host/host.ts";
import type { DatabasePool } from "../../setup/host/open-database.ts";
import { SetupError } from "../../setup/issues/exceptions.ts";
import { Secret } from "../../setup/issues/secret.ts";
import {
  describePortDifference,
  openDashboardPortFor,
  setDashboardPort,
} from "../../setup/operator/dashboard-port.ts";
import { hashDashboardPassword } from "../../setup/settings/hash-password.ts";
import { gatherMachine } from "../../setup/status/gather-machine.ts";
import {
  createOperator,
  findOperator,
  type OperatorAccount,
  resetOperator,
} from "../auth/operator-account.ts";
import { createOperatorLink, linkMinutes } from "../auth/operator-link.ts";
import { isEmail, type OperatorOptions } from "./parse-operator-options.ts";
import { readNewPassword } from "./read-new-password.ts";
import { renderAccess } from "./render-access.ts";
import { buildWelcomeUrl, renderLink } from "./render-link.ts";

export interface SetOperatorDeps {
  readonly host: Host;
  readonly pool: DatabasePool;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** The terminal, or null without one. */
  readonly terminal: ReadStream | null;
  readonly readInput: () => Promise<string>;
  /** This is an installed box and we are root: its firewall is ours, and its operator may be set again. */
  readonly onBox: boolean;
  /** Waits, for a limited time, until the dashboard answers. */
  readonly isServed: () => Promise<boolean>;
}

/** The command `set-operator`; the database is up to date already. Answers its exit code. @throws SetupError, InterruptedError */
export async function runSetOperator(options: OperatorOptions, deps: SetOperatorDeps): Promise<number> {
  const { task, email } = options;
  if (task === "show") return show(deps);
  if (task === "sync") return sync(deps);
  if (!isEmail(email)) {
    deps.err(`"${email}" is not an email address. Write it as name@example.org.\n`);
    return 2;
  }
  const operator = await findOperator(deps.pool);
  const refusal = refuse(options, deps, operator);
  if (refusal !== null) {
    deps.err(`${refusal}\n`);
    return 1;
  }
  if (task === "link") return printLink(email, deps);
  const passwordHash = await readHash(options, deps);
  if (passwordHash === null) return 2;
  return task === "reset" ? reset({ email, passwordHash }, deps) : create({ email, passwordHash }, deps);
}

const alreadyThere =
  "This box already has an operator. To set a new password, on the box: sudo set-operator --reset <email>";

function refuse(
  { task, hashFromStdin }: OperatorOptions,
  deps: SetOperatorDeps,
  operator: string | null,
): string | null {
  if (task === "reset" && !deps.onBox)
    return "--reset works on the box itself only, as root: sudo set-operator --reset <email>";
  if (task === "reset")
    return operator === null ? "There is no operator yet: sudo set-operator <email>" : null;
  if (operator !== null) return alreadyThere;
  const asks = task === "create" && !hashFromStdin;
  if (asks && deps.terminal === null) {
    return "The password is asked for at a terminal, and this is none. Use one (ssh -t), or: sudo set-operator --link <email>";
  }
  return null;
}

async function readHash(
  { hashFromStdin, email }: OperatorOptions,
  deps: SetOperatorDeps,
): Promise<Secret | null> {
  if (hashFromStdin) {
    const hash = (await deps.readInput()).trim();
    if (isDashboardHash(hash)) return new Secret(hash);
    deps.err("Standard input holds no scrypt form of a password.\n");
    return null;
  }
  if (deps.terminal === null) throw new SetupError("The password is asked for at a terminal", "Use ssh -t.");
  const password = await readNewPassword(deps.terminal, deps.err, email);
  return password === null ? null : hashDashboardPassword(password);
}

async function create(account: OperatorAccount, deps: SetOperatorDeps): Promise<number> {
  // Whoever came first in the meantime stays.
  if (!(await createOperator(deps.pool, account))) {
    deps.err(`${alreadyThere}\n`);
    return 1;
  }
  deps.out(`${account.email} is the operator of this box.\n`);
  if (deps.onBox) await setDashboardPort(deps.host, true);
  await awaitDashboard(deps);
  return show(deps);
}

async function reset(account: OperatorAccount, deps: SetOperatorDeps): Promise<number> {
  await resetOperator(deps.pool, account);
  deps.out(`New password set for ${account.email}; every session has ended.\n`);
  await setDashboardPort(deps.host, true);
  return show(deps);
}

async function printLink(email: string, deps: SetOperatorDeps): Promise<number> {
  const token = await createOperatorLink(deps.pool, email);
  if (token === null) {
    deps.err(`${alreadyThere}\n`);
    return 1;
  }
  if (deps.onBox) await openDashboardPortFor(deps.host, linkMinutes);
  await awaitDashboard(deps);
  const { addresses, hostname } = await gatherMachine(deps.host);
  const address =
    addresses.find((one) => !one.includes(":")) ?? addresses[0] ?? `${hostname ?? "localhost"}.local`;
  deps.out(`${renderLink(buildWelcomeUrl(address, token.reveal()))}\n`);
  deps.out(
    `Works once, until ${linkMinutes} minutes from now or the next restart. It sets the password of ${email}.\n`,
  );
  return show(deps);
}

/** The control plane opens it some seconds later: nobody is sent to an address that does not answer yet. */
async function awaitDashboard({ onBox, err, isServed }: SetOperatorDeps): Promise<void> {
  if (onBox && !(await isServed())) {
    err("The dashboard does not answer yet. If that does not pass within a minute: clawdie status\n");
  }
}

async function show(deps: SetOperatorDeps): Promise<number> {
  const operator = await findOperator(deps.pool);
  deps.out(await renderAccess(deps.host, operator));
  return 0;
}

async function sync(deps: SetOperatorDeps): Promise<number> {
  const exists = (await findOperator(deps.pool)) !== null;
  if (!deps.onBox)
    throw new SetupError("Only a box has this firewall", "Run it on the box: sudo set-operator --sync");
  if ((await describePortDifference(deps.host, exists)) !== null) await setDashboardPort(deps.host, exists);
  deps.out(exists ? "Open: there is an operator.\n" : "Closed: there is no operator.\n");
  return 0;
}
