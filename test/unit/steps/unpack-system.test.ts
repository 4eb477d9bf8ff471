import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { StepOf } from "../../../setup/plan/step.ts";
import { unpackSystem } from "../../../setup/steps/unpack-system.ts";
import { buildScriptedHost } from "../../build-scripted-host.ts";
import { buildTempRoot } from "../../build-temp-root.ts";

const layers = ["/medium/base.squashfs", "/medium/app.squashfs"];
const step: StepOf<"unpack-system"> = {
  id: "unpack-system",
  kind: "unpack-system",
  title: "Copy the system",
  layers,
};

test("what the mark vouches for is on the disk before the mark is written", async () => {
  const root = await buildTempRoot({ "/usr/lib/clawdie/build.json": "{}" });
  const mark = () => readFile(join(root, "usr/lib/clawdie/layers.json"), "utf8").catch(() => null);
  const marks: (string | null)[] = [];
  const { host, lines } = buildScriptedHost(
    (line) => (line.startsWith("df ") ? "Used Avail\n0 9000000000\n" : ""),
    root,
  );
  const watched: typeof host = {
    ...host,
    run: async (command, args, options) => {
      marks.push(await mark());
      return host.run(command, args, options);
    },
  };
  await unpackSystem.apply(step, watched);
  expect(lines.map((line) => line.split(" ")[0])).toEqual(["df", "unsquashfs", "unsquashfs", "zpool"]);
  expect(lines.at(-1)).toBe("zpool sync");
  expect(marks.every((found) => found === null)).toBe(true);
  expect(await mark()).toContain("/medium/app.squashfs");
});
