import type { Program } from "./firstboot-machine.ts";
import { buildFile, type MemoryFiles } from "./memory-files.ts";

/** useradd, usermod and groupadd on the account files of a box in memory. */
export function accountPrograms(files: MemoryFiles): Record<string, Program> {
  const read = (path: string): string[][] =>
    String(files.get(path)?.content ?? "")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => line.split(":"));
  const write = (path: string, rows: readonly (readonly string[])[]): void => {
    const before = files.get(path);
    const text = rows.map((row) => `${row.join(":")}\n`).join("");
    files.set(path, { ...(before ?? buildFile("", { mode: 0o644 })), content: Buffer.from(text) });
  };
  const after = (args: readonly string[], option: string): string | null => {
    const at = args.indexOf(option);
    return at === -1 ? null : (args[at + 1] ?? null);
  };
  const join = (account: string, groups: string | null): void => {
    const wanted = groups?.split(",") ?? [];
    const rows = read("/etc/group").map(([name = "", x = "", gid = "", members = ""]) => {
      const all = members.split(",").filter(Boolean);
      if (wanted.includes(name) && !all.includes(account)) all.push(account);
      return [name, x, gid, all.join(",")];
    });
    write("/etc/group", rows);
  };
  return {
    useradd: (args) => {
      const account = args.at(-1) ?? "";
      const passwd = read("/etc/passwd");
      if (passwd.some(([name]) => name === account)) return 9;
      const system = args.includes("--system");
      const uid = String((system ? 500 : 1000) + passwd.length);
      const home = after(args, "--home-dir") ?? "";
      write("/etc/group", [...read("/etc/group"), [account, "x", uid, ""]]);
      write("/etc/passwd", [...passwd, [account, "x", uid, uid, "", home, after(args, "--shell") ?? ""]]);
      write("/etc/shadow", [...read("/etc/shadow"), [account, "!", "1", "0", "99999", "7", "", "", ""]]);
      join(account, after(args, "--groups"));
      return "";
    },
    usermod: (args) => {
      const account = args.at(-1) ?? "";
      const rows = read("/etc/passwd").map((row) =>
        row[0] === account
          ? [
              ...row.slice(0, 5),
              after(args, "--home") ?? row[5] ?? "",
              after(args, "--shell") ?? row[6] ?? "",
            ]
          : row,
      );
      write("/etc/passwd", rows);
      join(account, after(args, "--groups"));
      return "";
    },
    groupadd: (args) => {
      write("/etc/group", [...read("/etc/group"), [args.at(-1) ?? "", "x", after(args, "--gid") ?? "", ""]]);
      return "";
    },
  };
}
