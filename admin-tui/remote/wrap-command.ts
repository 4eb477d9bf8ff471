/** Debian's own, for an account that uses sbin too; sshd gives less. */
const searchPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

const environment = ["env", `PATH=${searchPath}`, "LC_ALL=C"];

/** The command with a time limit that holds on the box itself, also when the connection is gone by then. Pure. */
export function wrapRun(argv: readonly string[], timeoutSeconds: number | null): string[] {
  if (timeoutSeconds === null) return [...environment, ...argv];
  const limit = ["timeout", "-k", "5", String(Math.ceil(timeoutSeconds))];
  return [...environment, ...beneathSudo(argv, limit)];
}

/** Ends the command as soon as its own input does: sshd itself would leave it running when we go. */
const untilInputEnds = `exec 3<&0
"$@" </dev/null 3<&- &
child=$!
{ read -r _ <&3; kill "$child" 2>/dev/null; } >/dev/null 2>&1 &
watch=$!
wait "$child"
code=$?
kill "$watch" 2>/dev/null
exit "$code"`;

/** A command to follow: it ends when it wants to, or when its standard input is closed. Pure. */
export function wrapFollow(argv: readonly string[]): string[] {
  return [...environment, ...beneathSudo(argv, ["sh", "-c", untilInputEnds, "sh"])];
}

/** Only root may end what runs as root: the wrapper goes between `sudo -n` and the command. */
function beneathSudo(argv: readonly string[], wrapper: readonly string[]): string[] {
  const isSudo = argv[0] === "sudo" && argv[1] === "-n" && argv[2]?.startsWith("-") === false;
  return isSudo ? ["sudo", "-n", ...wrapper, ...argv.slice(2)] : [...wrapper, ...argv];
}
