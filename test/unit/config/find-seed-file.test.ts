import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findSeedFile } from "../../../setup/config/find-seed-file.ts";
import { readSeedFile } from "../../../setup/config/read-seed-file.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "clawdie-seed-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function put(files: Readonly<Record<string, string>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

async function find() {
  const { path, bytes, issues } = await findSeedFile(folder);
  const text = bytes === null ? null : new TextDecoder().decode(bytes);
  return { name: path?.slice(folder.length + 1) ?? null, text, codes: issues.map(({ code }) => code) };
}

const taken = (name: string, ...codes: string[]) => ({ name, codes });
const refused = (...codes: string[]) => ({ name: null, codes });

/** Files → which one is read, and what is said. The content of the one to read is "a". */
test.each<readonly [string, Readonly<Record<string, string>>, { name: string | null; codes: string[] }]>([
  ["F01 capitals", { "SETUP.TXT": "a" }, taken("SETUP.TXT")],
  ["F01 a capital", { "Setup.txt": "a" }, taken("Setup.txt")],
  ["F02 doubled ending", { "setup.txt.txt": "a" }, taken("setup.txt.txt", "file.renamed")],
  [
    "F02 tripled ending in capitals",
    { "SETUP.TXT.TXT.TXT": "a" },
    taken("SETUP.TXT.TXT.TXT", "file.renamed"),
  ],
  ["F03 no ending", { setup: "a" }, taken("setup", "file.renamed")],
  ["F03 no ending but its dot", { "Setup.": "a" }, taken("Setup.", "file.renamed")],
  ["a blank behind the name", { "setup.txt ": "a" }, taken("setup.txt ", "file.renamed")],
  ["an invisible letter in the name", { "setup\u200b.txt": "a" }, taken("setup\u200b.txt", "file.renamed")],
  ["F04 a download beside none", { "setup(1).txt": "a" }, refused("file.other-name")],
  ["F04 a copy of Windows", { "setup - Copy.txt": "a" }, refused("file.other-name")],
  ["F04 a copy of macOS", { "setup copy 2.txt": "a" }, refused("file.other-name")],
  ["F04 a copy in Slovenian", { "setup – kopija.txt": "a" }, refused("file.other-name")],
  ["F04 a copy named first", { "Copy of setup.txt": "a" }, refused("file.other-name")],
  ["F04 other ending", { "setup.text": "a" }, refused("file.other-name")],
  ["F04 a comma for the dot", { "setup,txt": "a" }, refused("file.other-name")],
  ["F04 a slip of the finger", { "stup.txt": "a" }, refused("file.other-name")],
  ["F04 two words", { "Set up.txt": "a" }, refused("file.other-name")],
  ["rich text", { "setup.rtf": "a" }, refused("file.wrong-ending")],
  ["rich text with the ending typed too", { "setup.txt.rtf": "a" }, refused("file.wrong-ending")],
  ["a Word document", { "Setup.docx": "a" }, refused("file.wrong-ending")],
  ["a shortcut", { "setup.txt.lnk": "a" }, refused("file.wrong-ending")],
  ["F05 two that differ", { "setup.txt": "a", "setup.txt.txt": "b" }, refused("file.two-files")],
  ["F05 two by case", { "setup.txt": "a", "SETUP.TXT": "b" }, refused("file.two-files")],
  [
    "F05 two that are the same",
    { "setup.txt": "a", "setup.txt.txt": "a" },
    taken("setup.txt", "file.same-twice"),
  ],
  [
    "another copy beside it",
    { "setup.txt": "a", "setup (1).txt": "b" },
    taken("setup.txt", "file.copy-beside"),
  ],
  ["the same copy beside it", { "setup.txt": "a", "setup (1).txt": "a" }, taken("setup.txt")],
  ["F06 in a folder", { "boot/setup.txt": "a" }, refused("file.in-folder")],
  ["F06 in a folder called setup", { "setup/setup.txt": "a" }, refused("file.in-folder")],
  ["F06 in a folder in a folder", { "a/b/SETUP.TXT": "a" }, refused("file.in-folder")],
  ["F06 with a doubled ending", { "seed/setup.txt.txt": "a" }, refused("file.in-folder")],
  ["too deep to look for", { "a/b/c/d/setup.txt": "a" }, refused("file.not-found")],
  ["F07 a folder of that name", { "setup.txt/x": "a" }, refused("file.not-a-file")],
  ["F08 no bytes", { "setup.txt": "" }, taken("setup.txt")],
  [
    "F14 leftovers beside it",
    { "._setup.txt": "x", ".DS_Store": "x", ".Trashes/setup.txt": "x", "setup.txt": "a" },
    taken("setup.txt"),
  ],
  ["F14 what Windows leaves", { "System Volume Information/x": "x", "setup.txt": "a" }, taken("setup.txt")],
  ["F15 leftovers only", { "._setup.txt": "x" }, refused("file.not-found")],
  [
    "F15 thrown away",
    { ".Trashes/501/setup.txt": "x", "$RECYCLE.BIN/setup.txt": "x" },
    refused("file.not-found"),
  ],
  [
    "F16 editor files",
    { "setup.txt~": "x", ".setup.txt.swp": "x", "~$setup.txt": "x", "setup.txt": "a" },
    taken("setup.txt"),
  ],
  ["F16 editor files only", { "setup.txt~": "x", ".setup.txt.swp": "x" }, refused("file.not-found")],
  [
    "our own files",
    { "SETUP-RESULT.txt": "x", "SETUP-LOG.txt": "x", "THIS-COMPUTER.txt": "x", "CHECK-MY-SETUP.html": "x" },
    refused("file.not-found"),
  ],
  ["a program called setup", { "setup.exe": "x", "autorun.inf": "x" }, refused("file.not-found")],
  ["a name that only begins so", { "setups.csv": "x" }, refused("file.not-found")],
  ["nothing at all", {}, refused("file.not-found")],
])("%s", async (_, files, { name, codes }) => {
  put(files);
  const text = name === null ? null : (files[name] ?? "");
  expect(await find()).toEqual({ name, text, codes });
});

test("not found lists what was seen and why each was passed over, the likeliest first", async () => {
  put({ "._setup.txt": "x", "SETUP-RESULT.txt": "x", "notes.txt": "x", "photos/x.jpg": "x" });
  symlinkSync("/etc/shadow", join(folder, "zz"));
  const { issues } = await findSeedFile(folder);
  expect(issues[0]?.message).toBe(
    "There is no setup.txt here. Seen: " +
      '"._setup.txt" (left by macOS), "SETUP-RESULT.txt" (a file of Clawdie\'s own), ' +
      '"notes.txt" (another name), "photos" (a folder without setup.txt), ' +
      '"zz" (a link, which is not followed).',
  );
});

test("an empty stick is called empty, and a full one is not listed to its end", async () => {
  expect((await findSeedFile(folder)).issues[0]?.message).toContain("Seen: nothing, it is empty.");
  put(Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`picture-${at}.jpg`, "x"])));
  expect((await findSeedFile(folder)).issues[0]?.message).toContain(" and 22 more");
});

test("all similar names are told, so that the right one can be picked", async () => {
  put({ "setup(1).txt": "a", "setup - Copy.txt": "b" });
  const { issues } = await findSeedFile(folder);
  expect(issues[0]?.message).toContain('"setup - Copy.txt", "setup(1).txt"');
});

test("the path in a folder is given, and a folder's link is not entered", async () => {
  symlinkSync("/", join(folder, "0-everything"));
  put({ "Clawdie/boot/setup.txt": "a" });
  const { issues } = await findSeedFile(folder);
  expect(issues[0]?.message).toContain('"Clawdie/boot/setup.txt"');
});

test("F12 a link is never followed", async () => {
  symlinkSync("/etc/hostname", join(folder, "setup.txt"));
  expect(await find()).toEqual({ name: null, text: null, codes: ["file.not-a-file"] });
});

test("a pipe is not waited for", async () => {
  execFileSync("mkfifo", [join(folder, "setup.txt")]);
  expect((await find()).codes).toEqual(["file.not-a-file"]);
});

test("F12 a link under a repaired name is passed over and named", async () => {
  symlinkSync("/etc/hostname", join(folder, "setup"));
  const { issues } = await findSeedFile(folder);
  expect(issues[0]?.message).toContain('"setup" (a link, which is not followed)');
});

test("a pipe under a repaired name keeps nobody waiting, and does not hide the file", async () => {
  execFileSync("mkfifo", [join(folder, "setup.txt.txt")]);
  put({ "setup.txt": "a" });
  expect(await find()).toEqual({ name: "setup.txt", text: "a", codes: [] });
});

test("a folder that is not there is named unreadable", async () => {
  const { issues } = await findSeedFile(join(folder, "none"));
  expect(issues.map(({ code }) => code)).toEqual(["file.unreadable"]);
});

test("one byte more than the limit is read, so that too large is seen", async () => {
  put({ "setup.txt": "x".repeat(200_000) });
  expect((await find()).text).toHaveLength(64 * 1024 + 1);
});

test("F26 a file that cannot be read is an issue with the reason, no crash", async () => {
  // The kernel answers EIO to a read at the start of it, as it does for a damaged stick.
  const { bytes, issues } = await readSeedFile("/proc/self/mem");
  expect(bytes).toBeNull();
  expect(issues.map(({ code }) => code)).toEqual(["file.unreadable"]);
  expect(issues[0]?.message).toContain("the stick or its file system is damaged, EIO");
});
