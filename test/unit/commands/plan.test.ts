import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runPlan } from "../../../setup/commands/plan.ts";
import { buildDisk } from "../../build-disk.ts";
import { buildFacts } from "../../build-facts.ts";
import { buildSetupText } from "../../build-setup-text.ts";
import { buildTempRoot } from "../../build-temp-root.ts";
import { collectOutput } from "./collect-output.ts";

async function plan(setup: string, facts: object) {
  const { said, io } = collectOutput();
  const folder = await buildTempRoot();
  await writeFile(join(folder, "setup.txt"), setup);
  await writeFile(join(folder, "facts.json"), JSON.stringify(facts));
  const code = await runPlan(
    ["--setup", join(folder, "setup.txt"), "--facts", join(folder, "facts.json")],
    io,
  );
  return { code, ...said };
}

test("an accepted file and machine are shown step by step, and nothing else is said", async () => {
  const { code, stdout, stderr } = await plan(buildSetupText(), buildFacts({ disks: [buildDisk()] }));
  expect(code).toBe(0);
  expect(stdout).toContain("partition-disk");
  expect(stderr).toBe("");
});

test("a refusal names line and key, and shows the disks it speaks of", async () => {
  const second = buildDisk({ path: "/dev/sdb", serial: "S2", names: ["/dev/disk/by-id/ata-EXAMPLE_SSD_S2"] });
  const setup = buildSetupText({ TELEGRAM_ADMIN_ID: "@me" });
  const { code, stdout, stderr } = await plan(setup, buildFacts({ disks: [buildDisk(), second] }));
  expect(code).toBe(2);
  expect(stdout).toBe("");
  expect(stderr).toMatch(/^error, line 3, TELEGRAM_ADMIN_ID: /m);
  expect(stderr).toMatch(/^Disks seen:\n\/dev\/sda .*S1\n {4}empty/m);
  expect(stderr).toMatch(/^\/dev\/sdb .*S2$/m);
});
