import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { type CachedLayer, cacheRoot, createLayerCache } from "../../../iso/layers/layer-cache.ts";
import { runTool } from "../../../iso/layers/run-tool.ts";
import { buildRuntimeLayer } from "../../../iso/layers/runtime-layer.ts";
import { createLinuxHost } from "../../../setup/host/linux-host.ts";
import { Secret } from "../../../setup/issues/secret.ts";
import { boxLayout } from "../../../setup/plan/box-layout.ts";
import { buildRuntimeEnvironment } from "../../../setup/runtime/build-runtime-environment.ts";
import { runtimeFolders } from "../../../setup/runtime/runtime-layout.ts";
import { placeCompiledCode } from "../../../setup/steps/place-compiled-code.ts";
import { buildSettings } from "../../build-settings.ts";
import { layoutBelow, placeRuntimeFiles } from "./place-runtime-files.ts";

const checkout = join(import.meta.dirname, "../../..");

let layer: CachedLayer;

// With an empty cache: the programs from the registry, one start of the runtime, packing.
beforeAll(async () => {
  layer = await buildRuntimeLayer(checkout, createLayerCache(cacheRoot(process.env)));
}, 900_000);

/** The runtime layer of the image, unpacked where nothing of its build is left. */
async function unpackRuntimeLayer(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "clawdie-layer-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const box = join(folder, "box");
  await runTool("unsquashfs", [
    "-quiet",
    "-no-progress",
    "-dest",
    box,
    join(layer.folder, "runtime.squashfs"),
  ]);
  return box;
}

/** Without changing the account: a test has one. */
const linux = createLinuxHost("/");
const host = {
  ...linux,
  run: (command: string, args: readonly string[]) => linux.run(command, args),
};

test("Node runs the code the image brings, and refuses none of it, once the first boot has placed it", async () => {
  const box = await unpackRuntimeLayer();
  const programs = { node: join(box, boxLayout.node), openclaw: join(box, boxLayout.openclaw) };
  const ports = { gatewayPort: boxLayout.gatewayPort, spendingPort: boxLayout.spendingPort };
  const layout = { ...layoutBelow(box, programs, ports), runtimeHome: join(box, boxLayout.runtimeHome) };
  await placeRuntimeFiles(buildSettings(), new Secret("gateway token"), layout);
  await placeCompiledCode.apply(
    {
      ...{ id: "place", kind: "place-compiled-code", title: "Place", account: "clawdie-runtime" },
      source: join(box, boxLayout.compiledCode),
      destination: join(runtimeFolders(layout).tmp, "node-compile-cache/openclaw"),
    },
    host,
  );
  const { stderr, stdout } = await execa(layout.node, [layout.openclaw, "config", "validate"], {
    env: { ...buildRuntimeEnvironment(layout), NODE_DEBUG_NATIVE: "COMPILE_CACHE" },
    extendEnv: false,
    maxBuffer: 64 * 1024 * 1024,
  });
  const said = `${stdout}\n${stderr}`;
  const count = (pattern: RegExp) => said.match(pattern)?.length ?? 0;
  expect(count(/was accepted/g)).toBeGreaterThan(500);
  expect(count(/was rejected/g)).toBe(0);
});
