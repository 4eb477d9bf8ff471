import type { Host } from "../host/host.ts";
import type { NetworkInterface } from "./facts.ts";

/** The number of the computer, of its board; both only root may read. */
const files = ["product_uuid", "product_serial", "board_serial"];
/** What makers leave in place of a number; the UUID is AMI's default. */
const placeholder =
  /^(0+|f+|x+|none|n\/?a|unknown|default.*|to be filled.*|system serial.*|not .*|0*123456789.*|03000200-0400-0500-0006-000700080009)$/;

/** What tells this computer from any other: the first DMI number that is one, else the lowest address of a network card. */
export async function readMachineIdentity(
  machine: Host,
  interfaces: readonly NetworkInterface[],
): Promise<string | null> {
  for (const file of files) {
    const content = await machine.readFile(`/sys/class/dmi/id/${file}`).catch(() => null);
    const value = String(content ?? "")
      .trim()
      .toLowerCase();
    if (value !== "" && !placeholder.test(value) && !placeholder.test(value.replaceAll("-", ""))) {
      return `${file} ${value}`;
    }
  }
  const [address] = interfaces
    .map(({ hardwareAddress }) => hardwareAddress)
    .filter(Boolean)
    .sort();
  return address === undefined ? null : `network card ${address}`;
}
