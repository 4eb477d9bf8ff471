import { expect, test } from "vitest";
import { matchDiskRule } from "../../../setup/settings/match-disk-rule.ts";
import { buildDisk } from "../../build-disk.ts";
import { buildSetupText } from "../../build-setup-text.ts";
import { checkText, listCodes } from "../config/check-text.ts";

const sizes = [100e9, 200e9, 200 * 2 ** 30, 1e12];
const disks = sizes.map((sizeBytes, at) =>
  buildDisk({
    path: `/dev/sd${"abcd"[at]}`,
    serial: `S${at}`,
    names: [`/dev/disk/by-id/x-${at}`, `/dev/disk/by-id/wwn-${at}`],
    sizeBytes,
  }),
);

test.each<readonly [string | null, string]>([
  [null, "abcd"],
  [">=200GB", "bcd"],
  [">200GB", "cd"],
  ["<200GB", "a"],
  ["<=200GB", "ab"],
  [">=200GiB", "cd"],
  [">200GiB", "d"],
  ["<=200GiB", "abc"],
  [">=1TB", "d"],
  [">=1TiB", ""],
  ["<=100000MB", "a"],
  ["<=95367MiB", ""],
  ["<=95368MiB", "a"],
  ["smallest", "a"],
  ["largest", "d"],
  ["S2", "c"],
  ["s2", ""],
  ["/dev/sdb", "b"],
  ["/dev/disk/by-id/x-3", "d"],
  ["/dev/disk/by-id/wwn-2", "c"],
  ["wwn-2", "c"],
  ["x-2-part1", ""],
  ["EXAMPLE SSD", ""],
])("%s lets through: %s", (rule, letters) => {
  const found = matchDiskRule(rule, disks).map(({ path }) => path.slice(-1));
  expect(found.join("")).toBe(letters);
});

test("no candidates give none, whatever the rule", () => {
  for (const rule of [null, "smallest", "largest", ">=1MB", "S1"])
    expect(matchDiskRule(rule, [])).toEqual([]);
});

test.each([
  [">= 200 gb", ">=200GB"],
  [">=200g", ">=200GB"],
  ["<2TiB", "<2TiB"],
  ["<2tib", "<2TiB"],
  ["Smallest", "smallest"],
  ["LARGEST", "largest"],
])("what setup.txt says as %s is the rule %s", (written, rule) => {
  const result = checkText(buildSetupText({ INSTALL_DISK: written }));
  expect(listCodes(result)).toEqual([]);
  expect(result.settings?.install.disk).toBe(rule);
});

test.each(["200GB", "=200GB", ">=200GX", ">=GB", ">=200Gi"])("%s is no size rule", (written) => {
  const { settings, decision } = checkText(buildSetupText({ INSTALL_DISK: written }));
  // What could be a serial number is one; the rest is refused.
  expect(decision === "reject" || settings?.install.disk === "200GB").toBe(true);
});
