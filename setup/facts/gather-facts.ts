import type { Host } from "../host/host.ts";
import { addInstallations } from "./add-installations.ts";
import { awaitCarrier } from "./await-carrier.ts";
import { type BoxFacts, Facts } from "./facts.ts";
import { gatherDisks } from "./gather-disks.ts";
import { gatherInterfaces } from "./gather-interfaces.ts";
import { readMachineIdentity } from "./read-machine-identity.ts";

/** Look at this machine; reads only. Takes a few seconds: each disk's first and last MiB are read. */
export async function gatherFacts(machine: Host): Promise<Facts> {
  const [memoryBytes, processors, disks, interfaces, firmware, live] = [
    await readMemory(machine),
    await readProcessors(machine),
    await gatherDisks(machine),
    await awaitCarrier(machine, null),
    (await machine.stat("/sys/firmware/efi")) === null ? ("bios" as const) : ("uefi" as const),
    await isLive(machine),
  ];
  return Facts.parse({
    schema: 1,
    machine: {
      vendor: await readLine(machine, "/sys/class/dmi/id/sys_vendor"),
      model: await readLine(machine, "/sys/class/dmi/id/product_name"),
      identity: await readMachineIdentity(machine, interfaces),
    },
    memoryBytes,
    processors,
    firmware,
    clock: machine.now().toISOString(),
    live,
    // A running box never opens the pool of another one.
    disks: live ? await addInstallations(machine, disks) : disks,
    interfaces,
  });
}

/** What provisioning needs to know of its own machine. Not the disks: looking at them takes a multiple of the rest. */
export async function gatherBoxFacts(machine: Host): Promise<BoxFacts> {
  const network = String((await machine.readFile("/etc/dhcpcd.conf")) ?? "");
  const staticInterface = /^interface (\S+)$/m.exec(network)?.[1] ?? null;
  // Without a card named there, no address depends on which one the cable is in.
  const interfaces =
    staticInterface === null ? await gatherInterfaces(machine) : await awaitCarrier(machine, staticInterface);
  return { memoryBytes: await readMemory(machine), interfaces, staticInterface };
}

/** True on the system of the stick, whose initramfs keeps the medium there. */
export async function isLive(machine: Host): Promise<boolean> {
  return (await machine.stat("/run/clawdie/medium")) !== null;
}

async function readMemory(machine: Host): Promise<number> {
  const text = String(await machine.readFile("/proc/meminfo"));
  return Number(/^MemTotal:\s+(\d+) kB/m.exec(text)?.[1] ?? 0) * 1024;
}

async function readProcessors(machine: Host): Promise<number> {
  const text = String(await machine.readFile("/proc/cpuinfo"));
  return text.match(/^processor\s*:/gm)?.length ?? 1;
}

async function readLine(machine: Host, path: string): Promise<string | null> {
  const content = await machine.readFile(path);
  const text = content === null ? "" : content.toString("utf8").trim();
  return text === "" ? null : text;
}
