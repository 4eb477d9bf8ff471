import { mkdir, readFile, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createLinuxHost } from "../../../setup/host/linux-host.ts";
import { buildTempRoot } from "../../build-temp-root.ts";

const piece = (offset: number, text: string) => ({ offset, bytes: Buffer.from(text) });

test("the bytes are written where the others lay: the same file, the same size", async () => {
  const root = await buildTempRoot({ "/stick/setup.txt": "one two three\n" });
  const path = join(root, "stick/setup.txt");
  const before = await stat(path);
  await createLinuxHost(root).overwrite("/stick/setup.txt", [piece(0, "ONE"), piece(8, "THREE")]);
  expect(await readFile(path, "utf8")).toBe("ONE two THREE\n");
  const after = await stat(path);
  expect([after.ino, after.size]).toEqual([before.ino, before.size]);
});

test("what does not fit is refused before anything is written, and so is what is no ordinary file", async () => {
  const root = await buildTempRoot({ "/stick/setup.txt": "one\n" });
  const host = createLinuxHost(root);
  await expect(host.overwrite("/stick/setup.txt", [piece(0, "ONE"), piece(3, "too long")])).rejects.toThrow(
    "has 4 bytes, and 11 were to be written",
  );
  await expect(host.overwrite("/stick/none.txt", [piece(0, "x")])).rejects.toThrow("ENOENT");
  await symlink("setup.txt", join(root, "stick/link.txt"));
  await expect(host.overwrite("/stick/link.txt", [piece(0, "x")])).rejects.toThrow("ELOOP");
  await mkdir(join(root, "stick/folder"));
  await expect(host.overwrite("/stick/folder", [piece(0, "x")])).rejects.toThrow("EISDIR");
  await writeFile(join(root, "stick/empty.txt"), "");
  await expect(host.overwrite("/stick/empty.txt", [piece(0, "x")])).rejects.toThrow("has 0 bytes");
  expect(await readFile(join(root, "stick/setup.txt"), "utf8")).toBe("one\n");
});
