import type { Host } from "../host/host.ts";
import { findKnown, findSecrets, joinSpans, type SecretSpan } from "./find-secrets.ts";
import { listKnownSecrets } from "./list-known-secrets.ts";
import { listStickFiles, type StickFile } from "./list-stick-files.ts";
import { overwriteSpans } from "./overwrite-spans.ts";
import { hashWiped } from "./seed-source.ts";
import type { LeftSecret, StickWipe } from "./seed-wipe.ts";

/** One file to write over. */
export interface FileWipe {
  readonly path: string;
  readonly spans: readonly SecretSpan[];
  /** The whole file as it is to be. */
  readonly wanted: Buffer;
}

export interface WipePlan {
  /** Copies first: while they are worked on, setup.txt still tells what to look for. */
  readonly files: readonly FileWipe[];
  /** Files whose begun work turned out to be done. */
  readonly done: readonly string[];
  /** Places in setup.txt, for the record. */
  readonly setup: readonly SecretSpan[];
  readonly left: readonly LeftSecret[];
}

/**
 * What is to be overwritten on this mounted stick. Reads only. Null when setup.txt is not the one of `stick.source`:
 * then nothing there is ours to change.
 * @param known secrets this box uses.
 */
export async function planWipe(
  stick: Host,
  { source, begun }: Pick<StickWipe, "source" | "begun">,
  known: readonly string[],
): Promise<WipePlan | null> {
  const { files, unread } = await listStickFiles(stick);
  const setup = files.find(({ role }) => role === "setup");
  const earlier = setup === undefined ? [] : fitting(begun?.setup ?? [], setup);
  if (setup !== undefined && hashWiped(overwriteSpans(setup.bytes, earlier)) !== source.wipedHash)
    return null;
  const secrets = [...known, ...(setup === undefined ? [] : listKnownSecrets(setup.bytes))];
  const find = (file: StickFile): SecretSpan[] => {
    // Without setup.txt nothing says that the copies are of it: only what the box itself uses is looked for.
    if (setup === undefined || file.role === "other") return findKnown(file.bytes, secrets);
    return joinSpans([...findSecrets(file.bytes, secrets), ...(file === setup ? earlier : [])]);
  };
  const found = files.map((file) => ({ ...file, spans: find(file) }));
  const ours = found
    .filter(({ role }) => role !== "other")
    .toSorted((a, b) => Number(a.role === "setup") - Number(b.role === "setup"))
    .map(({ path, bytes, spans }) => ({ path, spans, bytes, wanted: overwriteSpans(bytes, spans) }));
  const left = (reason: LeftSecret["reason"], paths: readonly string[]): LeftSecret[] =>
    paths.map((path) => ({ name: nameOf(path), reason, detail: "" }));
  const others = found.filter(({ role, spans }) => role === "other" && spans.length > 0);
  const packed = found.filter((file) => file.packed && file.role === "copy");
  return {
    files: ours.filter(({ bytes, wanted }) => !bytes.equals(wanted)),
    done: ours
      .filter(({ path, bytes, wanted }) => bytes.equals(wanted) && begun?.names.includes(nameOf(path)))
      .map(({ path }) => nameOf(path)),
    setup: ours.find(({ path }) => path === setup?.path)?.spans ?? [],
    left: [
      ...left("too-large", unread),
      ...left(
        "packed",
        packed.map(({ path }) => path),
      ),
      ...left(
        "no-copy",
        others.map(({ path }) => path),
      ),
    ],
  };
}

/** As people see it: without the slash of the top. Pure. */
export function nameOf(path: string): string {
  return path.slice(1);
}

/** A file that has become shorter meanwhile is another one. */
function fitting(spans: readonly SecretSpan[], { bytes }: StickFile): readonly SecretSpan[] {
  return spans.every(({ offset, length }) => offset + length <= bytes.length) ? spans : [];
}
