import type { Stats } from "node:fs";
import { constants } from "node:fs";
import {
  type FileHandle,
  lstat,
  mkdir,
  open,
  readdir,
  readFile,
  readlink,
  rename,
  rm,
  symlink,
} from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { revealText, type Secret } from "../issues/secret.ts";
import { readAccountNames } from "./account-names.ts";
import type { FileAttributes, FileStat, Host } from "./host.ts";
import { overwriteInPlace } from "./overwrite-in-place.ts";

type FileOperations = Pick<
  Host,
  | "readFile"
  | "writeFile"
  | "overwrite"
  | "appendLine"
  | "stat"
  | "listFolder"
  | "makeFolder"
  | "makeLink"
  | "readLink"
  | "remove"
>;

/** The file half of the host port, for paths inside `root`. */
export function createLinuxFiles(root: string): FileOperations {
  const inside = (path: string) => join(root, path);
  return {
    readFile: (path) => orNull(readFile(inside(path))),
    writeFile: (path, content, attributes) => writeAtomically(root, inside(path), content, attributes),
    overwrite: (path, pieces) => overwriteInPlace(inside(path), pieces),
    appendLine: (path, line) => appendDurably(inside(path), line),
    stat: async (path) => {
      const found = await orNull(lstat(inside(path)));
      return found === null ? null : describeStat(root, found);
    },
    listFolder: async (path) => (await readdir(inside(path))).sort(),
    makeFolder: (path, attributes) => makeOwnedFolder(root, inside(path), attributes),
    makeLink: (path, target) => replaceLink(inside(path), target),
    readLink: (path) => orNull(readlink(inside(path))),
    remove: (path) => removeDurably(inside(path)),
  };
}

/** Null instead of "there is no such file". */
async function orNull<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    // EINVAL: readlink of something that is no link.
    if (code === "ENOENT" || code === "ENOTDIR" || code === "EINVAL") return null;
    throw error;
  }
}

/** The name is fixed, so that a write cut short leaves at most one file, which the next write takes over. */
function temporaryPath(path: string): string {
  return join(dirname(path), `.${basename(path)}.new`);
}

async function writeAtomically(
  root: string,
  path: string,
  content: string | Secret | Buffer,
  attributes: FileAttributes,
): Promise<void> {
  const temporary = temporaryPath(path);
  await rm(temporary, { recursive: true, force: true });
  const { O_CREAT, O_EXCL, O_NOFOLLOW, O_WRONLY } = constants;
  const handle = await open(temporary, O_CREAT | O_EXCL | O_NOFOLLOW | O_WRONLY, 0o600);
  try {
    await setOwner(root, handle, attributes);
    await handle.chmod(attributes.mode);
    await handle.writeFile(Buffer.isBuffer(content) ? content : revealText(content));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, path);
  await syncFolder(dirname(path));
}

async function setOwner(root: string, handle: FileHandle, attributes: FileAttributes): Promise<void> {
  const ids = await ownerIds(root, attributes);
  const now = await handle.stat();
  if (now.uid !== ids.uid || now.gid !== ids.gid) await handle.chown(ids.uid, ids.gid);
}

async function ownerIds(root: string, attributes: FileAttributes): Promise<{ uid: number; gid: number }> {
  const names = await readAccountNames(root);
  return { uid: names.uid(attributes.owner ?? "root"), gid: names.gid(attributes.group ?? "root") };
}

async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function appendDurably(path: string, line: string): Promise<void> {
  const isNew = (await orNull(lstat(path))) === null;
  if (isNew) await mkdir(dirname(path), { recursive: true, mode: 0o755 });
  const handle = await open(path, "a+", 0o600);
  try {
    // A line cut short by a power cut must not swallow the next one.
    const { size } = await handle.stat();
    const last = Buffer.alloc(1);
    if (size > 0) await handle.read(last, 0, 1, size - 1);
    const separator = size > 0 && last.toString() !== "\n" ? "\n" : "";
    await handle.appendFile(`${separator}${line}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  if (isNew) await syncFolder(dirname(path));
}

async function describeStat(root: string, found: Stats): Promise<FileStat> {
  const names = await readAccountNames(root);
  const kind = found.isFile()
    ? "file"
    : found.isDirectory()
      ? "folder"
      : found.isSymbolicLink()
        ? "link"
        : "other";
  return {
    kind,
    mode: found.mode & 0o7777,
    owner: names.userName(found.uid),
    group: names.groupName(found.gid),
    size: found.size,
  };
}

async function makeOwnedFolder(root: string, path: string, attributes: FileAttributes): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o755 });
  try {
    await mkdir(path, { mode: 0o700 });
  } catch (error) {
    const isFolder = (await orNull(lstat(path)))?.isDirectory() ?? false;
    if ((error as NodeJS.ErrnoException).code !== "EEXIST" || !isFolder) throw error;
  }
  // By handle: a link put in its place meanwhile is not followed.
  const { O_DIRECTORY, O_NOFOLLOW, O_RDONLY } = constants;
  const handle = await open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
  try {
    await setOwner(root, handle, attributes);
    await handle.chmod(attributes.mode);
  } finally {
    await handle.close();
  }
}

async function replaceLink(path: string, target: string): Promise<void> {
  const temporary = temporaryPath(path);
  await rm(temporary, { recursive: true, force: true });
  await symlink(target, temporary);
  await rename(temporary, path);
  await syncFolder(dirname(path));
}

/** What was removed must not come back after a power cut: markers are removed, too. */
async function removeDurably(path: string): Promise<void> {
  if ((await orNull(lstat(path))) === null) return;
  await rm(path, { recursive: true, force: true });
  await syncFolder(dirname(path));
}
