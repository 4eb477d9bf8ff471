import type { Host } from "../host/host.ts";
import type { Io } from "./io.ts";

/** False, with the cure on standard error, when this account cannot do what the command does. */
export async function requireRoot(command: string, host: Host, io: Io): Promise<boolean> {
  const { stdout } = await host.run("id", ["-u"], { timeoutSeconds: 10 });
  if (stdout.trim() === "0") return true;
  io.stderr(`clawdie ${command}: only root may do this. Run: sudo clawdie ${command}\n`);
  return false;
}
