import { resolve } from "node:path";
import type { Host } from "../host/host.ts";
import { boxLayout } from "../plan/box-layout.ts";
import { formatBytes } from "../status/format-figures.ts";
import type { StatusDeps } from "../status/gather-status.ts";
import { createStatusDeps } from "../status/status-deps.ts";
import { buildBundle } from "../support/build-bundle.ts";
import { gatherBundle } from "../support/gather-bundle.ts";
import { gatherKnownSecrets } from "../support/known-secrets.ts";
import type { Io } from "./io.ts";
import { readOptions } from "./read-options.ts";
import { requireRoot } from "./require-root.ts";

const { operator } = boxLayout.accounts;

const usage = `Usage: sudo clawdie support-bundle [--output <file.tar.gz>] [--json]

Collects what helps to find a fault: status, facts, journal, the end of the logs,
settings. Every secret of this box is replaced, and the finished file is searched
for them once more. The assistant's log may name topics you talked about: look
into the file before you give it away. Without --output it is put into the home
of ${operator}, readable by that account only.
Exit code 0: done, 1: not written, 64: usage, 77: not root.
`;

/** The command `clawdie support-bundle`; answers its exit code. */
export async function runSupportBundle(
  argv: readonly string[],
  io: Io,
  host: Host,
  deps: StatusDeps = createStatusDeps(),
): Promise<number> {
  const options = parseOptions(argv, io);
  if (options === null || options.help) {
    (options === null ? io.stderr : io.stdout)(usage);
    return options === null ? 64 : 0;
  }
  if (!(await requireRoot("support-bundle", host, io))) return 77;
  const now = host.now();
  try {
    const path = options.output === undefined ? buildPath(now) : resolve(io.cwd(), options.output);
    // The secrets first: what cannot be known cannot be replaced.
    const secrets = await gatherKnownSecrets(host);
    const bundle = buildBundle(await gatherBundle(host, deps), secrets, now);
    const owner = options.output === undefined ? { owner: operator, group: operator } : {};
    await host.writeFile(path, bundle.bytes, { mode: 0o600, ...owner });
    const { files, redacted, bytes } = bundle;
    const json = { schema: 1, path, bytes: bytes.length, redacted, files };
    const text = `${path}\n${files.length} files, ${formatBytes(bytes.length)}, ${redacted} secrets replaced. Only you can read it.\n`;
    io.stdout(options.json ? `${JSON.stringify(json, null, 2)}\n` : text);
    return 0;
  } catch (error) {
    io.stderr(
      `clawdie support-bundle: not written: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    return 1;
  }
}

function buildPath(now: Date): string {
  const stamp = now.toISOString().slice(0, 19).replace(/[-:]/g, "");
  return `/home/${operator}/clawdie-support-${stamp}Z.tar.gz`;
}

function parseOptions(argv: readonly string[], io: Io) {
  return (
    readOptions(argv, io, {
      output: { type: "string" },
      json: { type: "boolean", default: false },
    })?.values ?? null
  );
}
