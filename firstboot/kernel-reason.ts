import type { Host } from "../setup/host/host.ts";
import type { Volume } from "./list-volumes.ts";

/** The kernel's last two different words about this volume or its disk, or null: mount(8) itself only guesses. */
export async function readKernelReason(machine: Host, { device, disk }: Volume): Promise<string | null> {
  const { stdout } = await machine.run("dmesg", ["--notime"], { allowExit: [0, 1] });
  const names = [device, disk.split("#")[0] ?? device].map((path) => path.replace(/^\/dev\//, ""));
  const about = new RegExp(`\\b(${names.map((name) => name.replaceAll(/[^\w]/g, ".")).join("|")})\\b`);
  const lines = stdout
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => about.test(line) && /error|fail|invalid|corrupt|bad|unable|can't/i.test(line));
  const last = [...new Set(lines)].slice(-2).map((line) => line.replace(/\.$/, "").slice(0, 200));
  return last.length === 0 ? null : last.join("; ");
}
