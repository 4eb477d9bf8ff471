import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { saveToFolder, saveToStick } from "../../../admin-tui/wizard/save-to-stick.ts";
import { createLinuxHost } from "../../../setup/host/linux-host.ts";
import { buildScriptedHost } from "../../build-scripted-host.ts";

const content = Buffer.from("ASSISTANT_NAME=New\r\n");

async function buildStick(files: Readonly<Record<string, string>>) {
  const folder = await mkdtemp(join(tmpdir(), "clawdie-stick-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  const read = async () => {
    const names = (await readdir(folder)).toSorted();
    const texts = await Promise.all(names.map((name) => readFile(join(folder, name), "utf8")));
    return Object.fromEntries(names.map((name, at) => [name, texts[at]]));
  };
  return { host: createLinuxHost(folder), read };
}

const written = String(content);

test.each([
  ["an empty stick", {}, { "setup.txt": written }],
  ["the old file is kept", { "setup.txt": "old" }, { "setup-before.txt": "old", "setup.txt": written }],
  ["the same file is not kept twice", { "setup.txt": written }, { "setup.txt": written }],
  [
    "a misnamed one is kept, and no longer there to be taken for a second one",
    { "setup.txt.txt": "old" },
    { "setup-before.txt": "old", "setup.txt": written },
  ],
  [
    "two of them are both kept",
    { "setup.txt": "one", "setup.txt.txt": "two", "photo.jpg": "x" },
    { "photo.jpg": "x", "setup-before.txt": "one", "setup-before-2.txt": "two", "setup.txt": written },
  ],
])("%s", async (_name, files, wanted) => {
  const { host, read } = await buildStick(files);
  expect((await saveToFolder(content, host)).saved).toBe(true);
  expect(await read()).toEqual(wanted);
});

test("whenever it is cut short, the old bytes or the new ones are in setup.txt, and the old ones are somewhere", async () => {
  for (let allowed = 0; allowed < 4; allowed += 1) {
    const { host, read } = await buildStick({ "setup.txt": "old" });
    let calls = 0;
    const writeFileOnce: typeof host.writeFile = (...args) => {
      calls += 1;
      return calls > allowed ? Promise.reject(new Error("power cut")) : host.writeFile(...args);
    };
    await saveToFolder(content, { ...host, writeFile: writeFileOnce }).catch(() => null);
    const files = await read();
    expect([written, "old"]).toContain(files["setup.txt"]);
    expect(Object.values(files)).toContain("old");
  }
});

const stick = "DEVNAME=/dev/sdb1\nLABEL=CLAWDIESEED\nTYPE=vfat\n";
const places = (readOnly: boolean) =>
  JSON.stringify({
    blockdevices: [
      {
        path: "/dev/sdb",
        type: "disk",
        size: 1,
        ro: readOnly,
        children: [{ path: "/dev/sdb1", type: "part", ro: readOnly }],
      },
    ],
  });

test.each([
  ["no stick", "", false, "no stick"],
  ["two sticks", `${stick}\n${stick.replace("sdb", "sdc")}`, false, "more than one"],
  ["a read-only stick", stick, true, "read-only"],
  ["another format", stick.replace("vfat", "exfat"), false, "format exfat"],
])("%s: not saved, nothing is mounted, and why is told", async (_name, blkid, readOnly, words) => {
  const { host, lines } = buildScriptedHost((line) =>
    line.startsWith("blkid") ? blkid : line.startsWith("lsblk") ? places(readOnly) : "",
  );
  const outcome = await saveToStick(content, host);
  expect(outcome.saved).toBe(false);
  expect(outcome.message).toMatch(/^Not saved: /);
  expect(outcome.message).toContain(words);
  expect(lines.filter((line) => /^u?mount/.test(line))).toEqual([]);
});

test("it is mounted for writing at a place of its own, and unmounted", async () => {
  const { host: root, read } = await buildStick({});
  const { host: machine } = await buildStick({});
  const { host, lines } = buildScriptedHost(
    (line) => (line.startsWith("blkid") ? stick : line.startsWith("lsblk") ? places(false) : ""),
    machine.root,
  );
  const outcome = await saveToStick(content, { ...host, at: () => root });
  expect(outcome).toEqual({ saved: true, message: "Saved as setup.txt on the stick." });
  expect(await read()).toMatchObject({ "setup.txt": written });
  const mounts = lines.filter((line) => /^u?mount/.test(line));
  expect(mounts).toHaveLength(2);
  expect(mounts[0]).toMatch(/ rw,.* \/dev\/sdb1 .*\/run\/clawdie\/seed-saving$/);
  expect(mounts[1]).toMatch(/^umount .*\/run\/clawdie\/seed-saving$/);
});
