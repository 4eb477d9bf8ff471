import type { RemoteShell } from "../../iso/vm/remote-shell.ts";

/** Run a shell line as root on the box; every failure shows what it said. @throws Error on another exit code. */
export async function runAsRoot(
  shell: RemoteShell,
  line: string,
  input = "",
  allowExit = [0],
  timeoutSeconds = 300,
): Promise<string> {
  const result = await shell.run(`sudo sh -c '${line.replaceAll("'", `'\\''`)}'`, {
    input,
    timeoutSeconds,
  });
  if (result.exitCode === null || !allowExit.includes(result.exitCode)) {
    throw new Error(`${line}\nexit code ${result.exitCode}\n${result.stdout}\n${result.stderr}`);
  }
  return result.stdout;
}

/** Where a secret may lie, and nowhere else. */
const secretFiles = [
  "/etc/clawdie/control.env",
  "/etc/clawdie/runtime/secrets.json",
  "/etc/clawdie/runtime/telegram.token",
  "/etc/clawdie/setup.env",
];

/** Files, command lines and environments of the running box that hold one of the secrets, except their own 0600 files. */
export async function findLeaks(shell: RemoteShell, secrets: readonly string[]): Promise<string[]> {
  // The patterns go in through standard input: in an argument they would be found in the search itself.
  const patterns = `${secrets.join("\n")}\n`;
  const folders = "/etc /home /root /run /tmp /var /boot /usr/local /opt";
  const files = await runAsRoot(shell, `grep -rlFs -f - ${folders}`, patterns, [0, 1, 2]);
  const processes = await runAsRoot(
    shell,
    "cat > /run/patterns; grep -lFs -f /run/patterns /proc/[0-9]*/cmdline /proc/[0-9]*/environ; rm /run/patterns",
    patterns,
  );
  const found = `${files}\n${processes}`.split("\n").filter((line) => line !== "");
  const loose = await runAsRoot(shell, `stat -c "%a %n" ${secretFiles.join(" ")}`);
  const wrongMode = loose.split("\n").filter((line) => line !== "" && !line.startsWith("600 "));
  return [...found.filter((path) => !secretFiles.includes(path)), ...wrongMode];
}

/** Ids of the steps the box's journal says were done, in order: what a run found to do. */
export async function readDoneSteps(shell: RemoteShell): Promise<string[]> {
  const lines = (await runAsRoot(shell, "cat /var/lib/clawdie/journal.jsonl")).trim().split("\n");
  const entries = lines.map((line) => JSON.parse(line) as { step: string; outcome: string });
  return entries.filter(({ outcome }) => outcome === "done").map(({ step }) => step);
}

/** What must not change by another run or another boot: settings, program files, accounts, services, datasets, databases. */
export async function readManifest(shell: RemoteShell): Promise<string> {
  const parts = [
    "find /etc /usr/lib/clawdie /home -xdev ! -type d -printf '%m %u %g %s %p %l\\n' | sort -k5",
    // adjtime and the resolver's file are kept by chrony and dhcpcd.
    "find /etc -xdev -type f ! -name adjtime ! -name resolv.conf* -print0 | sort -z | xargs -0 sha256sum",
    "find /var/lib/clawdie -xdev -maxdepth 1 -type f ! -name handoff.json ! -name alerts.json ! -name journal.jsonl -print0 | sort -z | xargs -0 sha256sum",
    "rc-update show -v",
    "zfs get -r -H -o name,property,value -s local,received all zroot",
    "psql -X -A -t -h /run/postgresql -U postgres -d postgres -c 'SELECT datname, datdba::regrole, datacl FROM pg_database ORDER BY 1'",
  ];
  const outputs = [];
  for (const part of parts) outputs.push(await runAsRoot(shell, part));
  return outputs.join("\n--\n");
}
