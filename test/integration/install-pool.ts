import { installIdProperty } from "../../setup/plan/pool-identity.ts";
import { type Answer, type Memory, target } from "./install-machine.ts";

/** `zpool` of the live system. */
export function runZpool(state: Memory, args: readonly string[]): Answer {
  const [action] = args;
  if (action === "create") {
    const option = (name: string) =>
      args.find((arg) => arg.startsWith(`${name}=`))?.slice(name.length + 1) ?? "";
    const installId = option(installIdProperty);
    state.disk.pool = { installId, datasets: new Map([["zroot", {}]]), files: new Map(), exported: false };
    state.poolOpen = true;
    return "";
  }
  if (!state.poolOpen) return 1;
  if (action === "get") return "1234567890\n";
  if (action === "export" && state.disk.pool !== null) {
    state.disk.pool.exported = true;
    state.poolOpen = false;
  }
  return "";
}

/** `zfs` of the live system. */
export function runZfs({ disk, mounted, poolOpen }: Memory, args: readonly string[]): Answer {
  const [action, dataset] = [args[0], args.at(-1) ?? ""];
  const pool = poolOpen ? disk.pool : null;
  const properties = pool?.datasets.get(dataset);
  if (action === "create" && pool !== null) {
    if (properties !== undefined) return 1;
    const given = args.flatMap((arg, at) => (args[at - 1] === "-o" ? [arg.split("=", 2)] : []));
    pool.datasets.set(dataset, Object.fromEntries(given));
    return "";
  }
  if (pool === null || properties === undefined) return 1;
  if (action === "mount") mounted.add(dataset);
  if (action !== "get") return "";
  if (args.includes(installIdProperty)) return `${pool.installId}\n`;
  if (args.includes("mounted")) return mounted.has(dataset) ? "yes\n" : "no\n";
  return Object.entries({ mounted: "yes", ...properties })
    .map(
      ([name, value]) =>
        `${name}\t${value === "/" ? target : value.startsWith("/") ? `${target}${value}` : value}\n`,
    )
    .join("");
}
