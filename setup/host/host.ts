import type { Secret } from "../issues/secret.ts";

/**
 * The host port: the only way the engine touches the world. One implementation per operating system lives
 * beside this file (`linux-host.ts`); tests use it against a temporary root, or wrap it to inject failures.
 *
 * Paths given to file operations are absolute paths *inside* `root`, which is "/" on a running box and the
 * mount point of the new system during an install. Commands run on the machine itself, except with `chroot`.
 */
export interface Host {
  /** Where file paths are resolved; "/" or a mount point without trailing slash. */
  readonly root: string;
  /** The same machine with another root. */
  at(root: string): Host;

  /** Run a command without a shell. Secrets go in through `input`, never through arguments.
   *  @throws CommandError on an exit code outside `allowExit` (default [0]) or past `timeoutSeconds` (default 600). */
  run(command: string, args: readonly string[], options?: RunOptions): Promise<RunResult>;

  /** File content, or null when there is no such file. */
  readFile(path: string): Promise<Buffer | null>;
  /** Atomic: temporary file in the same folder, fsync, rename, fsync of the folder. Parents must exist. */
  writeFile(path: string, content: string | Secret | Buffer, attributes: FileAttributes): Promise<void>;
  /** Write over bytes of an ordinary file where they lie: nothing moves, and its size stays. On the disk when it returns.
   *  @throws when there is no such file, it is a link, or a piece would end behind its end. */
  overwrite(path: string, pieces: readonly FilePiece[]): Promise<void>;
  /** Append one line and fsync; used by journals. Creates the file with mode 0600. */
  appendLine(path: string, line: string): Promise<void>;
  /** lstat: never follows a symbolic link. Null when nothing is there. */
  stat(path: string): Promise<FileStat | null>;
  listFolder(path: string): Promise<string[]>;
  /** Create a folder (and its parents, mode 0755) and give it these attributes. */
  makeFolder(path: string, attributes: FileAttributes): Promise<void>;
  makeLink(path: string, target: string): Promise<void>;
  readLink(path: string): Promise<string | null>;
  remove(path: string): Promise<void>;

  /** Work on a whole disk that nothing else has open, and that nothing else can open alone meanwhile.
   *  @param path block device of the machine, whatever `root` is.
   *  @throws SetupError when it is in use. */
  withDevice<T>(path: string, work: (device: Device) => Promise<T>): Promise<T>;

  /** SQL as parameters over the unix socket, as PostgreSQL role and system user `postgres` (peer). Each call is one connection. */
  query(database: string, sql: string, parameters?: readonly unknown[]): Promise<Record<string, unknown>[]>;

  /** Wall clock, for reports. */
  now(): Date;
  sleep(seconds: number): Promise<void>;
}

export interface Device {
  /** Write these bytes at this place; they are on the disk when it returns. */
  write(offset: number, bytes: Uint8Array): Promise<void>;
}

export interface FilePiece {
  readonly offset: number;
  readonly bytes: Uint8Array;
}

export interface RunOptions {
  /** Standard input; a Secret is revealed only here. */
  readonly input?: string | Secret;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly timeoutSeconds?: number;
  readonly allowExit?: readonly number[];
  /** stdout is no text: it comes as one character for each byte (latin1). */
  readonly binaryOutput?: boolean;
  /** Run inside `root` (by chroot) instead of on the machine itself. */
  readonly chroot?: boolean;
  /** Run as this system account (setpriv, no shell). */
  readonly user?: string;
}

export interface RunResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Owner and group are names known in `root`'s /etc/passwd and /etc/group; default root:root. */
export interface FileAttributes {
  /** Permission bits, e.g. 0o600. */
  readonly mode: number;
  readonly owner?: string;
  readonly group?: string;
}

export interface FileStat {
  readonly kind: "file" | "folder" | "link" | "other";
  readonly mode: number;
  readonly owner: string;
  readonly group: string;
  readonly size: number;
}
