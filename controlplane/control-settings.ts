import { parseControlEnv } from "../setup/config-files/control-env.ts";
import { Secret } from "../setup/issues/secret.ts";
import { boxLayout } from "../setup/plan/box-layout.ts";

/** What the control plane needs to know of /etc/clawdie/control.env; of its secrets it takes only its own. */
export interface ControlSettings {
  readonly gatewayUrl: string;
  readonly socketFolder: string;
  readonly database: string;
  readonly role: string;
  readonly address: string;
  readonly port: number;
  /** The spending guard, while there is a monthly limit. */
  readonly spendingUrl: string;
  readonly dashboard: {
    readonly port: number;
    readonly certificatePath: string;
    readonly keyPath: string;
    readonly actionsFolder: string;
    /** UDP port of multicast DNS. */
    readonly namesPort: number;
    /** Signs the cookies of sessions; null in a file without CONTROL_TOKEN: sessions then end with the process. */
    readonly sessionSecret: Secret | null;
  };
}

/** The text of control.env → settings. GATEWAY_URL, DATABASE_SOCKET, ACTIONS_FOLDER, NAMES_PORT, SPENDING_URL and the keys CONTROL_PORT and DASHBOARD_… are for tests and trials. Pure. */
export function parseControlSettings(text: string): ControlSettings {
  const values = parseControlEnv(text);
  const token = values.CONTROL_TOKEN ?? "";
  return {
    gatewayUrl: values.GATEWAY_URL ?? `http://127.0.0.1:${boxLayout.gatewayPort}`,
    socketFolder: values.DATABASE_SOCKET ?? boxLayout.pgSocket,
    database: "system_ops",
    role: "system_ops",
    // Loopback only: nothing on the network may ask.
    address: "127.0.0.1",
    port: Number(values.CONTROL_PORT ?? boxLayout.controlPort),
    spendingUrl: values.SPENDING_URL ?? `http://127.0.0.1:${boxLayout.spendingPort}`,
    dashboard: {
      port: Number(values.DASHBOARD_PORT ?? boxLayout.dashboardPort),
      certificatePath: values.DASHBOARD_CERTIFICATE ?? boxLayout.dashboardCertificate,
      keyPath: values.DASHBOARD_KEY ?? boxLayout.dashboardKey,
      namesPort: Number(values.NAMES_PORT ?? boxLayout.namesPort),
      actionsFolder: values.ACTIONS_FOLDER ?? boxLayout.actions,
      sessionSecret: token === "" ? null : new Secret(token),
    },
  };
}
