import type { Host } from "../host/host.ts";
import type { ProcessView } from "./evidence.ts";

/** Every process as the kernel describes it: proc_pid_status(5), proc_pid_limits(5). */
export async function gatherProcesses(host: Host, passwd: string): Promise<ProcessView[]> {
  const users = Object.fromEntries(
    passwd.split("\n").map((line) => {
      const [name = "", , uid = ""] = line.split(":");
      return [uid, name];
    }),
  );
  const views: ProcessView[] = [];
  for (const pid of await listProcesses(host)) {
    const status = await read(host, `/proc/${pid}/status`);
    const limits = await read(host, `/proc/${pid}/limits`);
    // It has ended meanwhile, or is a thread of the kernel (which has no umask).
    if (status === null || limits === null || !/^Umask:/m.test(status)) continue;
    views.push(parseProcess(pid, status, limits, users));
  }
  return views;
}

/** Numbers of the processes there are, without our own. */
export async function listProcesses(host: Host): Promise<number[]> {
  const names = await host.listFolder("/proc").catch(() => []);
  return names.filter((name) => /^\d+$/.test(name)).map(Number);
}

/** Pure. */
export function parseProcess(
  pid: number,
  status: string,
  limits: string,
  users: Readonly<Record<string, string>>,
): ProcessView {
  const field = (name: string) => new RegExp(`^${name}:\\s+(.*)$`, "m").exec(status)?.[1]?.trim() ?? "";
  const uid = field("Uid").split(/\s+/)[1] ?? "";
  const core = /^Max core file size\s+(\S+)/m.exec(limits)?.[1] ?? "unlimited";
  return {
    pid,
    name: field("Name"),
    user: users[uid] ?? uid,
    noNewPrivs: field("NoNewPrivs") === "1",
    umask: field("Umask"),
    powerless: /^0+$/.test(field("CapEff")),
    coreLimit: core === "unlimited" ? null : Number(core),
  };
}

async function read(host: Host, path: string): Promise<string | null> {
  const bytes = await host.readFile(path).catch(() => null);
  return bytes === null ? null : bytes.toString("utf8");
}
