import { expect, test, vi } from "vitest";
import { findSeedSource } from "../../../firstboot/find-seed-source.ts";
import { ResultJson } from "../../../firstboot/result-json.ts";
import { createTeller } from "../../../firstboot/teller.ts";
import { writeHandoffRecord } from "../../../setup/handoff/handoff-record.ts";
import { boxLayout } from "../../../setup/plan/box-layout.ts";
import { addSeedSource } from "../../../setup/wipe/seed-source.ts";
import { buildSettings, canaries } from "../../build-settings.ts";
import { buildSetupText } from "../../build-setup-text.ts";
import { buildHandoffRecord } from "../../build-status.ts";
import { buildSeedWorld } from "./build-seed-world.ts";
import { makeFatImage, readFat } from "./make-volume-images.ts";

// Each look starts real programs, which takes its time on a busy computer.
vi.setConfig({ testTimeout: 120_000 });

const setup = buildSetupText();

/** A box with its stick in it that tells how its handoff goes. */
async function buildBox() {
  const image = makeFatImage({ "setup.txt": setup });
  const { host, lines } = await buildSeedWorld({ device: "/dev/sdb1", image });
  for (const folder of [boxLayout.config, boxLayout.state]) await host.makeFolder(folder, { mode: 0o755 });
  const source = await findSeedSource(host, Buffer.from(setup));
  if (source !== null) await addSeedSource(host, source);
  const nobody = { take: async () => undefined, retry: async () => undefined, isWaiting: () => false };
  const consoles = { print: async () => undefined, report: async () => undefined };
  const tell = createTeller(host, consoles, nobody, buildSettings(), []);
  const handOver = async (handoff: ReturnType<typeof buildHandoffRecord>) => {
    await writeHandoffRecord(host, handoff);
    await tell({ kind: "handed-over", handoff });
    const files = readFat(image);
    const { seed } = ResultJson.parse(JSON.parse(files["SETUP-RESULT.json"] ?? ""));
    return { seed, setupTxt: files["setup.txt"], result: files["SETUP-RESULT.txt"] ?? "" };
  };
  return { handOver, lines };
}

test("before the greeting the stick keeps its secrets, whatever is told; with DONE they are gone, and it says so", async () => {
  const { handOver, lines } = await buildBox();
  const refused = buildHandoffRecord({ state: "stopped", greetedAt: null }, "model.key-refused");
  expect(await handOver(refused)).toMatchObject({ seed: null, setupTxt: setup });
  const renewed = buildHandoffRecord({ state: "stopped" }, "model.key-refused");
  expect(await handOver(renewed)).toMatchObject({ seed: [], setupTxt: setup });
  const { seed, setupTxt, result } = await handOver(buildHandoffRecord());
  expect(seed).toMatchObject([{ state: "wiped", wiped: ["setup.txt"], left: [] }]);
  expect(setupTxt).toHaveLength(setup.length);
  for (const canary of [canaries.openRouterKey, canaries.telegramToken])
    expect(setupTxt).not.toContain(canary);
  expect(result).toMatch(/^DONE: .*Your stick\r\n {2}- Keys and passwords in setup\.txt were overwritten/s);
  // At the next boot nothing is written but the result.
  lines.splice(0);
  expect((await handOver(buildHandoffRecord({ state: "waiting" }, "model.unreachable"))).seed).toEqual(seed);
  expect(lines.filter((line) => line.startsWith("mount"))).toHaveLength(1);
});
