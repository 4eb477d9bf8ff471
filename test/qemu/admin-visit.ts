import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { RemoteShell } from "../../iso/vm/remote-shell.ts";
import type { BoxWorld } from "./box-world.ts";
import { checkout } from "./story-files.ts";
import { TmuxTerminal } from "./tmux-terminal.ts";

/**
 * `npm run admin -- --host` as a sysadmin starts it for the first time: the box is unknown, so the fingerprint read at
 * the box is pasted. Returns once the overview is shown.
 * @param folder gets a home folder of its own: nobody's known_hosts is touched.
 */
export async function openRemoteAdmin(
  { machine, sshKey }: BoxWorld,
  shell: RemoteShell,
  folder: string,
): Promise<TmuxTerminal> {
  const home = join(folder, "home");
  await mkdir(home, { recursive: true, mode: 0o700 });
  const line = (await shell.run("ssh-keygen -l -f /etc/ssh/ssh_host_ed25519_key.pub")).stdout;
  const fingerprint = line.split(" ")[1] ?? "";
  const target = `clawdie@127.0.0.1:${machine.spec.network.sshPort}`;
  const program = join(checkout, "admin-tui/from-checkout.ts");
  const argv = [process.execPath, program, "--host", target, "--identity", sshKey];
  const terminal = await TmuxTerminal.start(argv, { folder, columns: 80, rows: 24, env: { HOME: home } });
  await terminal.waitFor("Is it the same?", 60);
  await terminal.press(fingerprint, "Enter");
  await terminal.waitFor("[1 Overview]", 120);
  return terminal;
}
