import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { basename } from "node:path";
import { buildIssue } from "../issues/build-issue.ts";
import type { Issue } from "../issues/issue.ts";
import { sizeLimit } from "./document.ts";

/** The bytes of a settings file, or why there are none. One byte more than the limit is read, so that too large is seen. */
export type SeedFile =
  | { readonly path: string; readonly bytes: Uint8Array; readonly issues: readonly Issue[] }
  | { readonly path: null; readonly bytes: null; readonly issues: readonly Issue[] };

/** Reads one ordinary file; never follows a link, never waits on a pipe or device. */
export async function readSeedFile(path: string): Promise<SeedFile> {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  let handle: FileHandle | null = null;
  try {
    handle = await open(path, flags);
    const stat = await handle.stat();
    if (!stat.isFile()) return noFile(path, stat.isDirectory() ? "a folder" : "a device or pipe");
    return { path, bytes: await readStart(handle), issues: [] };
  } catch (error) {
    return describeFailure(path, error);
  } finally {
    await handle?.close();
  }
}

async function readStart(handle: FileHandle): Promise<Uint8Array> {
  const buffer = new Uint8Array(sizeLimit + 1);
  let length = 0;
  while (length < buffer.length) {
    const { bytesRead } = await handle.read(buffer, length, buffer.length - length, length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return buffer.subarray(0, length);
}

function describeFailure(path: string, error: unknown): SeedFile {
  const code = error instanceof Error && "code" in error ? String(error.code) : "unknown error";
  if (code === "ELOOP" || code === "EMLINK") return noFile(path, "a link");
  const issue =
    code === "ENOENT" || code === "ENOTDIR"
      ? buildIssue("file.absent", {}, { name: basename(path) })
      : buildIssue("file.unreadable", {}, { reason: describeError(code) });
  return { path: null, bytes: null, issues: [issue] };
}

/** The operating system's words, with its code for those who search for it. */
export function describeError(code: string): string {
  const words: Readonly<Record<string, string>> = {
    EIO: "input or output error, the stick or its file system is damaged",
    EACCES: "permission denied",
    ENODEV: "the stick was pulled out",
    ENXIO: "the stick was pulled out",
    EUCLEAN: "its file system is damaged",
  };
  const text = words[code];
  return text === undefined ? code : `${text}, ${code}`;
}

function noFile(path: string, kind: string): SeedFile {
  const issue = buildIssue("file.not-a-file", {}, { name: basename(path), kind });
  return { path: null, bytes: null, issues: [issue] };
}
