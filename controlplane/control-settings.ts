import { parseControlEnv } from "../setup/config-files/control-env.ts";
import { boxLayout } from "../setup/plan/box-layout.ts";

/** What the control plane needs to know of /etc/clawdie/control.env; it takes no secret out of it. */
export interface ControlSettings {
  readonly gatewayUrl: string;
  readonly socketFolder: string;
  readonly database: string;
  readonly role: string;
  readonly address: string;
  readonly port: number;
}

/** The text of control.env → settings; GATEWAY_URL, DATABASE_SOCKET and CONTROL_PORT are for tests and trials. Pure. */
export function parseControlSettings(text: string): ControlSettings {
  const values = parseControlEnv(text);
  return {
    gatewayUrl: values.GATEWAY_URL ?? `http://127.0.0.1:${boxLayout.gatewayPort}`,
    socketFolder: values.DATABASE_SOCKET ?? boxLayout.pgSocket,
    database: "system_ops",
    role: "system_ops",
    // Loopback only: nothing on the network may ask.
    address: "127.0.0.1",
    port: Number(values.CONTROL_PORT ?? boxLayout.controlPort),
  };
}
