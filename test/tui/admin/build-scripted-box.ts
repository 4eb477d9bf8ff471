import { chmod, copyFile, mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { JournalEntry } from "../../../setup/execute/journal.ts";
import type { Status } from "../../../setup/status/status.ts";
import { buildTempRoot } from "../../build-temp-root.ts";
import { buildFullStatus } from "./build-full-status.ts";

const programs = ["clawdie", "sudo", "set-operator", "rc-service", "zpool", "tail", "cat", "test"];

export interface ScriptedBox {
  readonly folder: string;
  /** First on PATH. */
  readonly path: string;
  /** What a program says from now on, and its exit code. */
  readonly answer: (name: string, text: string, code?: number) => Promise<void>;
  readonly setStatus: (status: Status) => Promise<void>;
  readonly calls: () => Promise<string[]>;
}

/** A folder with the programs of a box, a box that is well. */
export async function buildScriptedBox(): Promise<ScriptedBox> {
  const folder = await buildTempRoot({});
  const path = join(folder, "bin");
  await mkdir(path, { recursive: true });
  await mkdir(join(folder, "answers"), { recursive: true });
  await copyFile(join(import.meta.dirname, "scripted-box.sh"), join(folder, "scripted-box.sh"));
  await chmod(join(folder, "scripted-box.sh"), 0o755);
  for (const name of programs) await symlink("../scripted-box.sh", join(path, name));
  const answer = async (name: string, text: string, code = 0): Promise<void> => {
    await writeFile(join(folder, "answers", name), text);
    await writeFile(join(folder, "answers", `${name}.code`), String(code));
  };
  const setStatus = (status: Status) => answer("clawdie-status", `${JSON.stringify(status)}\n`);
  await setStatus(buildFullStatus());
  await answer("messages", logText);
  await answer("journal.jsonl", journalText);
  await answer("install.jsonl", "");
  await answer("set-operator--show", "Operator     none yet: sudo set-operator <email>\n");
  await answer("clawdie-settings", "Assistant      Clawdie\nTime zone      Europe/Ljubljana\n");
  await answer("clawdie-profile", "this box (balanced)\n  chat        example/chat-model\n");
  const calls = async () => (await readFile(join(folder, "calls"), "utf8")).trimEnd().split("\n");
  return { folder, path, answer, setStatus, calls };
}

const logText = [
  "Nov 21 10:00:01 clawdie daemon.info clawdie-runtime: gateway ready",
  "Nov 21 10:00:02 clawdie daemon.info postgresql: \u001b[31mdatabase system is ready\u001b[0m",
  "Nov 21 10:00:03 clawdie daemon.err clawdie-runtime: refused sk-or-v1-0123456789abcdef0123456789abcdef",
  "",
].join("\n");

const entry: JournalEntry = {
  ...{ schema: 1, time: "2026-11-21T09:50:10.000Z", plan: "firstboot", step: "create-cluster" },
  ...{ outcome: "done", seconds: 6.1, reason: "missing" },
};
const journalText = `${JSON.stringify(entry)}\n`;
