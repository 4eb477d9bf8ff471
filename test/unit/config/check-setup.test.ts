import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { checkSetup } from "../../../setup/config/check-setup.ts";
import { buildIssue } from "../../../setup/issues/build-issue.ts";
import { loadProfiles } from "../../../setup/settings/profiles.ts";
import { buildSetupText } from "../../build-setup-text.ts";

const profiles = loadProfiles(readFileSync(new URL("../../../setup/profiles.toml", import.meta.url), "utf8"));
const good = new TextEncoder().encode(buildSetupText());

test("a file that could not be had is refused with the reasons found before", () => {
  const issues = [buildIssue("file.unreadable", {}, { reason: "permission denied, EACCES" })];
  expect(checkSetup(null, { profiles, issues })).toEqual({
    schema: 1,
    decision: "reject",
    source: { file: null, encoding: "unknown", lineEnding: "none" },
    issues,
    settings: null,
  });
});

test("what was found before the bytes were read counts like what is in them", () => {
  const [warning, error] = [
    buildIssue("file.renamed", {}, { name: "setup.txt.txt" }),
    buildIssue("seed.changing"),
  ];
  expect(checkSetup(good, { profiles })).toMatchObject({ decision: "accept", issues: [] });
  expect(checkSetup(good, { profiles, issues: [warning] })).toMatchObject({
    ...{ decision: "accept-with-warnings", issues: [warning], settings: { hostname: "clawdie" } },
  });
  expect(checkSetup(good, { profiles, issues: [error] })).toMatchObject({
    ...{ decision: "reject", issues: [error], settings: null },
  });
});
