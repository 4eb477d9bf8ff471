/** One file of an initial RAM file system. Parent folders are made as needed. */
export interface InitramfsFile {
  /** Without leading slash. */
  readonly path: string;
  readonly content: Buffer;
  /** Permission bits; default 0644. */
  readonly mode?: number;
}

/** An uncompressed initramfs: a cpio archive in the "newc" format (kernel: driver-api/early-userspace/buffer-format). Pure. */
export function buildInitramfs(files: readonly InitramfsFile[]): Buffer {
  const folders = new Set<string>();
  for (const { path } of files) {
    const parts = path.split("/").slice(0, -1);
    for (const index of parts.keys()) folders.add(parts.slice(0, index + 1).join("/"));
  }
  const entries = [
    ...[...folders].map((path) => ({ path, content: Buffer.alloc(0), mode: 0o040755 })),
    ...files.map(({ path, content, mode = 0o644 }) => ({ path, content, mode: 0o100000 | mode })),
    { path: "TRAILER!!!", content: Buffer.alloc(0), mode: 0 },
  ];
  return Buffer.concat(entries.map((entry, index) => buildEntry({ ...entry, inode: index + 1 })));
}

function buildEntry(entry: { path: string; content: Buffer; mode: number; inode: number }): Buffer {
  const name = Buffer.from(`${entry.path}\0`);
  const links = (entry.mode & 0o170000) === 0o040000 ? 2 : 1;
  // inode, mode, uid, gid, links, time, size, device and special device (major, minor each), name size, checksum
  const fields = [entry.inode, entry.mode, 0, 0, links, 0, entry.content.length, 0, 0, 0, 0, name.length, 0];
  const header = `070701${fields.map((field) => field.toString(16).padStart(8, "0")).join("")}`;
  return Buffer.concat([pad(Buffer.concat([Buffer.from(header), name])), pad(entry.content)]);
}

/** Name and content each end on a multiple of four bytes. */
function pad(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
}
