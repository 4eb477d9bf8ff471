import { readAlertRecord } from "../alerts/alert-record.ts";
import { renderAlertList } from "../alerts/render-alert-list.ts";
import { runAlertLook } from "../alerts/run-alert-look.ts";
import { sendTrial } from "../alerts/send-to-owner.ts";
import type { Host } from "../host/host.ts";
import { readTalk } from "../runtime/read-talk.ts";
import { createStatusDeps } from "../status/status-deps.ts";
import type { Io } from "./io.ts";
import { readOptions } from "./read-options.ts";
import { requireRoot } from "./require-root.ts";

const usage = `Usage: clawdie alerts [--json]
       sudo clawdie alerts test
       sudo clawdie alerts look

Shows what the owner is being told unasked, and what is over. "test" sends one
trial message to Telegram. "look" is what the service clawdie-alerts runs every
minute. Exit code 0: done, 1: the message was not taken, 64: usage, 77: not root.
`;

/** The command `clawdie alerts`; answers its exit code. */
export async function runAlerts(argv: readonly string[], io: Io, host: Host): Promise<number> {
  const read = readOptions(argv, io, { json: { type: "boolean", default: false } }, true);
  const [task = "list", ...more] = read?.positionals ?? [];
  if (read === null || more.length > 0 || !["list", "look", "test"].includes(task)) {
    io.stderr(usage);
    return 64;
  }
  if (read.values.help) {
    io.stdout(usage);
    return 0;
  }
  if (task === "list") return list(io, host, read.values.json);
  if (!(await requireRoot(`alerts ${task}`, host, io))) return 77;
  if (task === "test") return trial(io, host);
  await runAlertLook(host, { fetch, status: createStatusDeps(), readTalk });
  return 0;
}

async function list(io: Io, host: Host, json: boolean): Promise<number> {
  const record = await readAlertRecord(host);
  io.stdout(
    json
      ? `${JSON.stringify({ schema: 1, alerts: record }, null, 2)}\n`
      : renderAlertList(record, host.now()),
  );
  return 0;
}

async function trial(io: Io, host: Host): Promise<number> {
  const reason = await sendTrial(host, fetch);
  if (reason === null) io.stdout("Telegram took the trial message.\n");
  else io.stderr(`clawdie alerts: ${reason}\n`);
  return reason === null ? 0 : 1;
}
