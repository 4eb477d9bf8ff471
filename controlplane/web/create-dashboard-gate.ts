import { once } from "node:events";
import type { Server } from "node:https";
import type { TlsIdentity } from "./create-dashboard-server.ts";
import type { DashboardMode } from "./dashboard.ts";

export interface GateDeps {
  /** What the database says now. */
  readonly readMode: () => Promise<DashboardMode>;
  /** Certificate and key as they are on the disk now. @throws when they cannot be read. */
  readonly readIdentity: () => Promise<TlsIdentity>;
  /** A new server that does not listen yet. */
  readonly createServer: (identity: TlsIdentity) => Promise<Server>;
  readonly port: number;
  readonly log: (line: string) => void;
}

export interface DashboardGate {
  readonly mode: () => DashboardMode;
  /** Look again and listen, or stop listening, accordingly: at what is true when it is called, or later. */
  readonly look: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** There is a listener on the network exactly while there is an operator, or a link for one. */
export function createDashboardGate(deps: GateDeps): DashboardGate {
  let mode: DashboardMode = "closed";
  let server: Server | null = null;
  let shown = "";
  let looking: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  const close = async () => {
    const old = server;
    server = null;
    if (old !== null) await closeServer(old);
  };
  const lookOnce = async () => {
    const wanted = await deps.readMode();
    if (wanted !== mode) deps.log(`the dashboard is ${describeMode(wanted)}`);
    mode = wanted;
    if (wanted === "closed") return close();
    const identity = await deps.readIdentity();
    if (server !== null && identity.certificate === shown) return;
    await close();
    server = await listen(await deps.createServer(identity), deps.port);
    shown = identity.certificate;
    deps.log(`the dashboard listens on port ${deps.port}`);
  };
  const look = (): Promise<void> => {
    if (looking === null) {
      looking = lookOnce().finally(() => {
        looking = null;
      });
      return looking;
    }
    // The look under way may have read what is no longer so.
    next ??= looking
      .catch(() => undefined)
      .then(() => {
        next = null;
        return look();
      });
    return next;
  };
  return { mode: () => mode, look, close };
}

function describeMode(mode: DashboardMode): string {
  if (mode === "closed") return "closed: there is no operator";
  return mode === "link" ? "open for the link of the first operator only" : "open for its operator";
}

async function listen(server: Server, port: number): Promise<Server> {
  // Every address of the box, IPv6 and IPv4; the firewall says from where.
  server.listen(port);
  await once(server, "listening");
  return server;
}

async function closeServer(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await closed;
}
