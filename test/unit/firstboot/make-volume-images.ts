import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

const tools = "/usr/sbin:/usr/bin:/sbin:/bin";
/** Output of a program, run with a clean environment. */
export const tool = (command: string, args: readonly string[]) =>
  execFileSync(command, args, {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    env: { PATH: tools, MTOOLS_SKIP_CHECK: "1", LC_ALL: "C" },
  });

/** Names at the top of a FAT image. */
export function listFat(image: string): string[] {
  const names = tool("mdir", ["-b", "-a", "-i", image, "::"]).split("\n");
  return names.map((name) => name.replace(/^::\//, "").replace(/\/$/, "")).filter((name) => name !== "");
}

/** Files of a stick: path → content. */
export type StickContent = Readonly<Record<string, string | Uint8Array>>;

/** A FAT image with these files. `label` null leaves it without one. */
export function makeFatImage(files: StickContent, label: string | null = "CLAWDIESEED"): string {
  const image = join(makeFolder(), "fat.img");
  writeFileSync(image, Buffer.alloc(4 * 1024 * 1024));
  tool("mkfs.vfat", [...(label === null ? [] : ["-n", label]), image]);
  putOnFat(image, files);
  return image;
}

/** Put files onto a FAT image, as a person does on another computer; null removes one. */
export function putOnFat(image: string, files: Readonly<Record<string, string | Uint8Array | null>>): void {
  for (const [path, content] of Object.entries(files)) {
    const folders = path.split("/").slice(0, -1);
    if (content === null) {
      tool("mdel", ["-i", image, `::${path}`]);
      continue;
    }
    for (const at of folders.keys())
      tool("mmd", ["-D", "s", "-i", image, `::${folders.slice(0, at + 1).join("/")}`]);
    const source = join(makeFolder(), "content");
    writeFileSync(source, content);
    tool("mcopy", ["-o", "-i", image, source, `::${path}`]);
  }
}

/** Where the bytes of a file lie in a FAT image, in order. Numbers of the boot sector as in Microsoft's FAT specification. */
export function listFatClusters(image: string, path: string): { offset: number; length: number }[] {
  const boot = readFileSync(image).subarray(0, 512);
  const [sector, sectors] = [boot.readUInt16LE(11), boot[13] ?? 0];
  const fats = (boot[16] ?? 0) * (boot.readUInt16LE(22) || boot.readUInt32LE(36));
  const root = Math.ceil((boot.readUInt16LE(17) * 32) / sector);
  const start = (boot.readUInt16LE(14) + fats + root) * sector;
  const length = sectors * sector;
  const shown = tool("mshowfat", ["-i", image, `::${path}`]);
  return [...shown.matchAll(/<(\d+)(?:-(\d+))?>/g)].flatMap(([, first = "", last = first]) =>
    Array.from({ length: Number(last) - Number(first) + 1 }, (_, at) => ({
      ...{ offset: start + (Number(first) + at - 2) * length, length },
    })),
  );
}

/** What is on a FAT image at its top: name → text; folders are left out. */
export function readFat(image: string): Record<string, string> {
  const names = listFat(image).filter((name) => name.includes("."));
  return Object.fromEntries(names.map((name) => [name, tool("mtype", ["-i", image, `::${name}`])]));
}

/** An ISO image with these files; paths may be links: `{ "setup.txt": "-> /etc/shadow" }`. */
export function makeIsoImage(files: StickContent, label = "CLAWDIESEED"): string {
  const folder = makeFolder();
  const content = join(folder, "content");
  mkdirSync(content);
  for (const [name, text] of Object.entries(files)) {
    if (typeof text === "string" && text.startsWith("-> "))
      tool("ln", ["-s", text.slice(3), join(content, name)]);
    else writeFileSync(join(content, name), text);
  }
  const image = join(folder, "seed.iso");
  tool("xorriso", ["-as", "mkisofs", "-r", "-J", "-V", label, "-o", image, content]);
  return image;
}

/** An empty volume in another format. */
export function makeOtherImage(format: "exfat" | "ntfs", label = "CLAWDIESEED"): string {
  const image = join(makeFolder(), `${format}.img`);
  writeFileSync(image, Buffer.alloc(16 * 1024 * 1024));
  const commands = {
    exfat: ["mkfs.exfat", "-L", label, image],
    ntfs: ["mkfs.ntfs", "-F", "-q", "-Q", "-L", label, image],
  } as const;
  const [command, ...args] = commands[format];
  tool(command, args);
  return image;
}

/** An ext4 image with these files at its top, as a Linux computer makes it. */
export function makeExt4Image(files: StickContent, label = "CLAWDIESEED"): string {
  const folder = makeFolder();
  const content = join(folder, "content");
  mkdirSync(content);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(content, name), text);
  const image = join(folder, "ext4.img");
  writeFileSync(image, Buffer.alloc(16 * 1024 * 1024));
  tool("mkfs.ext4", ["-q", "-F", "-L", label, "-d", content, image]);
  return image;
}

/** An NTFS image with these files at its top, as Windows makes it. */
export function makeNtfsImage(files: StickContent, label = "CLAWDIESEED"): string {
  const image = makeOtherImage("ntfs", label);
  for (const [name, text] of Object.entries(files)) {
    const source = join(makeFolder(), "content");
    writeFileSync(source, text);
    tool("ntfscp", ["-q", image, source, name]);
  }
  return image;
}

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "clawdie-volume-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
