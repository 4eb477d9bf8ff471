import { homedir } from "node:os";
import { render } from "ink";
import type { ReactNode } from "react";
import { SetupError } from "../../setup/issues/exceptions.ts";
import type { FleetMember } from "../fleet/fleet-member.ts";
import { FleetWatch } from "../fleet/fleet-watch.ts";
import { LiveFleet } from "../fleet/live-fleet.tsx";
import { gatherFleet, judgeFleet, renderFleetJson, renderFleetTable } from "../fleet/render-fleet.ts";
import type { AdminOptions } from "../parse-admin-options.ts";
import { renderOnce } from "../render-once.tsx";
import type { Theme } from "../theme.ts";
import { type Asker, createTerminalAsker } from "./ask.ts";
import { findBoxes, usualInventory } from "./find-boxes.ts";
import { IdentityStore } from "./load-identities.ts";
import { openTarget, type SshAccount } from "./open-target.ts";
import { RemoteScreens } from "./remote-screens.tsx";
import { settleFleet } from "./settle-fleet.ts";
import { SshBox } from "./ssh-box.ts";
import { SshLink } from "./ssh-link.ts";
import { describeTarget, type SshTarget } from "./ssh-target.ts";

const handshakeSeconds = 15;

/** `clawdie-admin --host …`, `--fleet`, `--inventory …`; answers its exit code. Part of the entry point. */
export async function runRemote(options: AdminOptions, theme: Theme): Promise<number> {
  const home = homedir();
  const { env, stdin, stderr } = process;
  try {
    const targets = await findBoxes(options, usualInventory(home, env.XDG_CONFIG_HOME), home);
    const identities = new IdentityStore({ home, agentSocket: env.SSH_AUTH_SOCK || null });
    const account = { home, identities, timeoutSeconds: handshakeSeconds };
    const members = nameApart(targets).map((target) => createMember(target, account));
    const asker = stdin.isTTY && stderr.isTTY && !options.json ? createTerminalAsker(stdin, stderr) : null;
    try {
      return await showMembers(members, options, theme, asker, home);
    } finally {
      for (const { box } of members) await box.close();
    }
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    stderr.write(`clawdie-admin: ${error.message}\n${error.hint}\n`);
    return 1;
  }
}

/** Two boxes behind one address are told apart by their ports. */
function nameApart(targets: readonly SshTarget[]): SshTarget[] {
  const isTwice = (name: string): boolean => targets.filter((target) => target.name === name).length > 1;
  const named = targets.map((target) =>
    isTwice(target.name) ? { ...target, name: describeTarget(target) } : target,
  );
  return named.filter((target, at) => named.findIndex(({ name }) => name === target.name) === at);
}

function createMember(target: SshTarget, account: SshAccount): FleetMember {
  const address = describeTarget(target);
  const link = new SshLink({ connect: () => openTarget(target, account), now: () => new Date() });
  return { name: target.name, address, box: new SshBox(address, link) };
}

async function showMembers(
  members: readonly FleetMember[],
  options: AdminOptions,
  theme: Theme,
  asker: Asker | null,
  home: string,
): Promise<number> {
  if (asker !== null) await settleFleet(members, asker, home);
  const [only] = members;
  if (only !== undefined && members.length === 1 && options.hosts.length > 0 && !options.json)
    return showSingle(only, options, theme);
  if (options.once || options.json) return printFleet(members, options.json);
  if (!hasTerminal()) return 64;
  const watch = new FleetWatch(members, () => new Date());
  watch.start();
  const renderBox = ({ box }: FleetMember, leave: () => void): ReactNode => (
    <RemoteScreens box={box} theme={theme} screen={options.screen} leave={leave} />
  );
  await show(<LiveFleet watch={watch} theme={theme} renderBox={renderBox} />);
  watch.stop();
  return 0;
}

/** A single box that cannot be reached is an answer, not a screen. @throws SetupError why not. */
async function showSingle(
  { address, box }: FleetMember,
  options: AdminOptions,
  theme: Theme,
): Promise<number> {
  const { screen } = options;
  try {
    await box.link.open();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    throw new SetupError(`${address}: ${error.message}`, error.hint, { cause: error });
  }
  const { stdout } = process;
  if (options.once) {
    const size = { columns: stdout.columns || 80, rows: stdout.rows || 24 };
    stdout.write(await renderOnce(box, screen, size, theme, Date.now()));
    return 0;
  }
  if (!hasTerminal()) return 64;
  await show(<RemoteScreens box={box} theme={theme} screen={screen} leave={null} />);
  return 0;
}

async function printFleet(members: readonly FleetMember[], json: boolean): Promise<number> {
  const rows = await gatherFleet(members, () => new Date());
  const { stdout } = process;
  const columns = Math.max(80, stdout.columns || 0);
  stdout.write(json ? renderFleetJson(rows, new Date()) : renderFleetTable(rows, new Date(), columns));
  return judgeFleet(rows);
}

function hasTerminal(): boolean {
  if (process.stdout.isTTY && process.stdin.isTTY) return true;
  process.stderr.write("clawdie-admin needs a terminal; without one: --once, or --json\n");
  return false;
}

async function show(screens: ReactNode): Promise<void> {
  const options = {
    alternateScreen: true,
    incrementalRendering: true,
    exitOnCtrlC: false,
    interactive: true,
  };
  await render(screens, options).waitUntilExit();
}
