import { join } from "node:path";
import { SetupError } from "../../setup/issues/exceptions.ts";
import type { SshConfigHost } from "./ssh-config.ts";

/** A box as somebody names it: on the command line or in the inventory. */
export interface BoxAddress {
  /** How the screens call it; null: as it was written. */
  readonly name: string | null;
  readonly host: string;
  readonly user: string | null;
  readonly port: number | null;
  readonly identity: string | null;
}

/** Where and as whom to connect. */
export interface SshTarget {
  readonly name: string;
  readonly host: string;
  readonly user: string;
  readonly port: number;
  /** Keys named for this box: only these are offered. Empty: the agent's, then the usual ones. */
  readonly identityFiles: readonly string[];
}

const form =
  /^(?:(?<user>[^@\s]+)@)?(?:\[(?<v6>[0-9a-f:.%\w]+)\]|(?<host>[^@:\s[\]]+))(?::(?<port>\d{1,5}))?$/i;
const bareV6 = /^(?:(?<user>[^@\s]+)@)?(?<v6>[0-9a-f]*:[0-9a-f:.]*:[0-9a-f:.%\w]*)$/i;

/** `[user@]host[:port]`, an IPv6 address with a port in brackets; null when it cannot be that. Pure. */
export function parseBoxAddress(text: string): BoxAddress | null {
  const { user, v6, host = v6, port } = (form.exec(text) ?? bareV6.exec(text))?.groups ?? {};
  const number = port === undefined ? null : Number(port);
  if (host === undefined || host.startsWith("-") || user?.startsWith("-") === true) return null;
  if (number !== null && (number < 1 || number > 65_535)) return null;
  return { name: null, host, user: user ?? null, port: number, identity: null };
}

/** What the operator's box lets in; another account needs to be said. */
const usualUser = "clawdie";

/** Pure. @throws SetupError when the SSH configuration wants a way to the host that is not supported. */
export function resolveTarget(address: BoxAddress, config: SshConfigHost, home: string): SshTarget {
  if (config.unsupported.length > 0) {
    throw new SetupError(
      `~/.ssh/config says ${config.unsupported.join(", ")} for ${address.host}, which clawdie-admin does not support`,
      "Open a tunnel (ssh -N -L 2222:localhost:22 <host>) and use --host localhost:2222, or run clawdie-admin on the box: ssh -t <host> clawdie-admin",
    );
  }
  const port = address.port ?? config.port ?? 22;
  const user = address.user ?? config.user ?? usualUser;
  const files = address.identity === null ? config.identityFiles : [address.identity];
  return {
    name: address.name ?? address.host,
    host: config.hostName ?? address.host,
    user,
    port,
    identityFiles: files.map((file) => expandHome(file, home)),
  };
}

function expandHome(file: string, home: string): string {
  const path = file.replaceAll("%d", home);
  return path === "~" || path.startsWith("~/") ? join(home, path.slice(1)) : path;
}

/** `user@host`, with the port where it is not the usual one. Pure. */
export function describeTarget({ user, host, port }: SshTarget): string {
  const name = host.includes(":") && port !== 22 ? `[${host}]` : host;
  return `${user}@${name}${port === 22 ? "" : `:${port}`}`;
}
