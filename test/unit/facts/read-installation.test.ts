import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { readKeptSettings } from "../../../setup/adopt/read-kept-settings.ts";
import { addInstallations } from "../../../setup/facts/add-installations.ts";
import type { Disk, OwnInstallation } from "../../../setup/facts/facts.ts";
import type { Host } from "../../../setup/host/host.ts";
import { CommandError } from "../../../setup/issues/exceptions.ts";
import { renderSetupEnv } from "../../../setup/settings/setup-env.ts";
import { renderBoxMenu } from "../../../setup/steps/render-box-menu.ts";
import { buildDisk, buildInstalledDisk, buildUnfinishedDisk, buildWindowsDisk } from "../../build-disk.ts";
import { buildScriptedHost } from "../../build-scripted-host.ts";
import { buildSettings, canaries } from "../../build-settings.ts";
import { buildTempRoot } from "../../build-temp-root.ts";

const guid = "16812345678901234567";
const rootDataset = "zroot/ROOT/clawdie-0.1.0";
const installId = "0123456789abcdef";
const menu = { bootEnvironment: "clawdie-0.1.0", rootDataset, hostId: "01234567", arcLimitBytes: 1 };

interface Box {
  label: string;
  properties: string;
  menu: string;
  record: string;
  fails: RegExp;
}

/** What zdb(8) prints of one label. */
const label = (name: string) =>
  `------------------------------------\nLABEL 0 \n------------------------------------\n    version: 5000\n    name: '${name}'\n    state: 0\n    txg: 4\n    pool_guid: ${guid}\n    vdev_children: 1\n`;
const properties = (id: string) => `org.clawdie:install-id\t${id}\norg.clawdie:computer\tcafe0000cafe0000\n`;
const record = (some: object = {}) =>
  JSON.stringify({ schema: 1, installId, version: "0.1.0", rootDataset, disk: {}, ...some });

async function build(some: Partial<Box> = {}) {
  const box: Box = {
    label: label("zroot"),
    properties: properties(installId),
    menu: renderBoxMenu(menu, guid),
    record: record(),
    fails: /^$/,
    ...some,
  };
  const root = await buildTempRoot();
  await put(root, "run/clawdie/esp/clawdie/grub/grub.cfg", box.menu);
  await put(root, "run/clawdie/found-root/etc/clawdie/install.json", box.record);
  await put(root, "run/clawdie/found-root/etc/clawdie/setup.env", renderSetupEnv(buildSettings()).reveal());
  await put(root, "run/clawdie/found-root/etc/hostname", "clawdie-shelf\n");
  const { host, lines } = buildScriptedHost((line) => {
    if (box.fails.test(line)) return 1;
    if (line.startsWith("zdb")) return box.label;
    return line.startsWith("zfs get") ? box.properties : "";
  }, root);
  const machine: Host = { ...host, at: (path) => (path === "/" ? machine : host.at(join(root, path))) };
  return { machine, lines };
}

async function put(root: string, path: string, content: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), content);
}

const candidate = (some: Partial<Disk> = {}) => buildInstalledDisk({ installation: null, ...some });

async function look(machine: Host, disk: Disk = candidate()) {
  const [seen] = await addInstallations(machine, [disk]);
  return seen?.installation ?? null;
}

test("a finished box is recognized with its identity, and no secret is in what is found", async () => {
  const { machine } = await build();
  const found = await look(machine);
  expect(found).toEqual({
    ...{ state: "own", installId, poolGuid: guid, rootDataset, hostname: "clawdie-shelf", version: "0.1.0" },
    ...{ computer: "cafe0000cafe0000", adoption: null },
  });
  for (const canary of Object.values(canaries)) expect(JSON.stringify(found)).not.toContain(canary);
});

test("everything is opened read-only, by GUID, from this disk alone, and closed again", async () => {
  const { machine, lines } = await build();
  await look(machine);
  const opening = lines.filter((line) => /^(zpool|mount|umount)/.test(line));
  expect(
    opening.map((line) =>
      line
        .split(" ")
        .slice(0, line.startsWith("z") ? 2 : 1)
        .join(" "),
    ),
  ).toEqual([...["mount", "umount", "zpool import", "mount", "umount", "zpool export"]]);
  expect(opening[0]).toMatch(/ ro,\S+ \/dev\/sda2 /);
  expect(opening[2]).toMatch(/ -N -f -o readonly=on .* -d \/dev\/sda3 16812345678901234567$/);
  expect(opening[3]).toContain(" -o ro,zfsutil zroot/ROOT/clawdie-0.1.0 ");
  expect(lines.filter((line) => /^(dd|zfs set|zfs snapshot|rw)/.test(line))).toEqual([]);
});

test.each<readonly [string, Disk]>([
  ["an empty disk", buildDisk()],
  ["Windows", buildWindowsDisk()],
  ["an unfinished installation", buildUnfinishedDisk()],
  ["a disk in use", candidate({ usedBy: ["imported pool"] })],
])("%s is not even looked into", async (_, disk) => {
  const { machine, lines } = await build();
  expect(await look(machine, disk)).toBeNull();
  expect(lines).toEqual([]);
});

test("a foreign pool is never opened, and one called zroot without our mark is not ours", async () => {
  const foreign = await build({ label: label("tank") });
  expect(await look(foreign.machine)).toBeNull();
  expect(foreign.lines.filter((line) => line.startsWith("zpool"))).toEqual([]);
  const unmarked = await build({ properties: properties("-") });
  expect(await look(unmarked.machine)).toBeNull();
  expect(unmarked.lines.at(-1)).toBe("zpool export zroot");
});

test("a file that cannot be read makes it unclear, and the pool is closed again", async () => {
  const { machine, lines } = await build();
  const broken = (host: Host): Host => ({
    ...host,
    at: (path) => broken(host.at(path)),
    readFile: async (path) => {
      if (path.endsWith("/install.json"))
        throw Object.assign(new Error("EIO: i/o error, read"), { code: "EIO" });
      return host.readFile(path);
    },
  });
  const found = await look(broken(machine));
  expect(found).toMatchObject({ state: "unclear", reason: expect.stringContaining("EIO") });
  expect(lines.at(-1)).toBe("zpool export zroot");
});

describe("what does not fit together is never taken for a whole one", () => {
  test.each<readonly [string, Partial<Box>, RegExp]>([
    ["no label", { label: "failed to unpack label 0\n" }, /label of its pool/],
    ["no boot menu", { menu: "" }, /boot menu is missing/],
    ["the menu of another pool", { menu: renderBoxMenu(menu, "42") }, /belongs to another pool/],
    ["no record", { record: "{" }, /install\.json/],
    ["another box's record", { record: record({ installId: "f".repeat(16) }) }, /do not belong together/],
    [
      "a record of another system",
      { record: record({ rootDataset: "zroot/ROOT/x" }) },
      /do not belong together/,
    ],
    ["a pool that cannot be opened", { fails: /^zpool import/ }, /refused/],
    ["a boot partition that cannot be mounted", { fails: /^mount -t vfat/ }, /refused/],
  ])("%s", async (_, some, reason) => {
    const { machine, lines } = await build(some);
    expect(await look(machine)).toEqual({ state: "unclear", reason: expect.stringMatching(reason) });
    if (lines.some((line) => line.startsWith("zpool import")) && some.fails === undefined)
      expect(lines.at(-1)).toBe("zpool export zroot");
  });
});

test("its settings are read the same way", async () => {
  const { machine, lines } = await build();
  const found = (await look(machine)) as OwnInstallation;
  lines.splice(0);
  const kept = await readKeptSettings(machine, candidate(), found);
  expect(kept.telegram.botToken.reveal()).toBe(canaries.telegramToken);
  expect(lines[0]).toMatch(/^zpool import -N -f -o readonly=on /);
  expect(lines.at(-1)).toBe("zpool export zroot");
});

test("a command that cannot be started is no reason to fail: the disk is unclear", async () => {
  const { machine } = await build();
  const broken: Host = { ...machine, run: () => Promise.reject(new CommandError("zdb", null, "")) };
  expect(await look(broken)).toMatchObject({ state: "unclear" });
});
