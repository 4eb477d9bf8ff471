import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { executePlan } from "../../../setup/execute/execute-plan.ts";
import type { Host } from "../../../setup/host/host.ts";
import { CommandError } from "../../../setup/issues/exceptions.ts";
import { buildAdoptPlan } from "../../../setup/plan/build-adopt-plan.ts";
import { renderSetupEnv } from "../../../setup/settings/setup-env.ts";
import { handlers } from "../../../setup/steps/handlers.ts";
import { buildInstallation } from "../../build-disk.ts";
import { buildFacts } from "../../build-facts.ts";
import { buildSettings } from "../../build-settings.ts";
import { buildFailingHost } from "../failing-host.ts";
import { readTree } from "../read-tree.ts";
import {
  type AdoptWorld,
  buildAdoptWorld,
  installId,
  oldMenu,
  oldRoot,
  poolGuid,
  readMenu,
} from "./build-adopt-world.ts";

// Each try starts some hundred small programs.
vi.setConfig({ testTimeout: 240_000 });

const settings = buildSettings({ hostname: "clawdie-new" });
const plan = buildAdoptPlan({
  settings,
  facts: buildFacts(),
  disk: { path: "/dev/sda", serial: "S1", model: "EXAMPLE SSD", sizeBytes: 64e9 },
  installation: buildInstallation({ installId, poolGuid, rootDataset: oldRoot }),
  adoption: "a".repeat(16),
  snapshot: "adopt-20260102T030405Z",
  setupEnv: renderSetupEnv(settings),
  seedHash: "5eed".repeat(16),
  seedSources: [],
  version: "0.2.0",
  medium: "/run/clawdie/medium",
  journal: "/run/clawdie/install.jsonl",
  target: "/target",
});

async function run(host: Host) {
  return executePlan(plan, handlers, host.at("/target"), { journal: { append: async () => undefined } });
}

const menuStep = plan.steps.find(({ kind }) => kind === "switch-boot");
const newRoot = menuStep?.kind === "switch-boot" ? menuStep.rootDataset : "";
const inNew = ({ root }: AdoptWorld, path: string) => readFileSync(join(root, "pool", newRoot, path), "utf8");

/** Everything the box had: its system, its data, the kernel that starts it. */
async function readOld({ root }: AdoptWorld) {
  return {
    system: await readTree(join(root, "pool", oldRoot)),
    data: await readTree(join(root, "pool/zroot/system-runtime")),
    kernel: await readTree(join(root, "esp/clawdie/clawdie-0.1.0")),
  };
}

test("the box gets the system of the stick beside its own, with its keys, tokens and accounts, and starts it", async () => {
  const world = await buildAdoptWorld();
  const old = await readOld(world);
  const report = await run(world.host);
  expect(report.failure).toBeNull();
  expect(await readOld(world)).toEqual(old);
  expect([...world.snapshots]).toEqual(["zroot@adopt-20260102T030405Z"]);
  for (const path of [
    "etc/clawdie/control.env",
    "etc/clawdie/dashboard/key.pem",
    "etc/ssh/ssh_host_ed25519_key",
  ]) {
    expect(inNew(world, path)).toBe(readFileSync(join(world.root, "pool", oldRoot, path), "utf8"));
  }
  expect(inNew(world, "etc/passwd")).toContain("clawdie-control:x:998:998:");
  expect(inNew(world, "etc/shadow")).toContain("clawdie:$6$old:");
  expect(inNew(world, "etc/hostname").trim()).toBe("clawdie-new");
  expect(inNew(world, "usr/share/new-program")).toBe("new");
  expect(JSON.parse(inNew(world, "etc/clawdie/install.json"))).toMatchObject({
    ...{ installId, rootDataset: newRoot, version: "0.2.0", adoption: "a".repeat(16) },
  });
  expect(existsSync(join(world.root, "pool", newRoot, "etc/by-hand.conf"))).toBe(false);
  expect(readMenu(world)).toContain(
    `clawdie.pool=${poolGuid} clawdie.root=${newRoot} spl.spl_hostid=0x01234567`,
  );
  expect(readFileSync(join(world.root, "esp/EFI/BOOT/BOOTX64.EFI"), "utf8")).toBe("loader");
  expect(existsSync(join(world.root, "esp/clawdie/adopt"))).toBe(false);
  expect(world.properties.get("zroot org.clawdie:computer")).toMatch(/^[0-9a-f]{16}$/);
});

test("the first thing written is the snapshot, and the menu is the last", async () => {
  const world = await buildAdoptWorld();
  await run(world.host);
  const at = (start: string) => world.lines.findIndex((line) => line.startsWith(start));
  const firstWrite = world.lines.findIndex((line) =>
    /^(zfs (create|set)|cp|dd .*of=\/dev|unsquashfs)/.test(line),
  );
  expect(at("zfs snapshot -r zroot@")).toBeGreaterThan(-1);
  expect(at("zfs snapshot -r zroot@")).toBeLessThan(firstWrite);
  expect(at("zpool export")).toBeLessThan(
    world.lines.findLastIndex((line) => line.includes("mount -t vfat")),
  );
});

test("a disk that is another one by now, another pool and another identity are left alone", async () => {
  const world = await buildAdoptWorld();
  world.properties.set("zroot org.clawdie:install-id", "f".repeat(16));
  const other = await run(world.host);
  expect(other.failure?.message).toMatch(/another installation is on it/);
  expect(world.lines.at(-1)).toBe("zpool export zroot");
  expect(world.snapshots.size).toBe(0);
  expect(readMenu(world)).toBe(oldMenu);
});

test("a number that belongs to somebody else in the new system stops it; the box starts as before", async () => {
  const world = await buildAdoptWorld();
  writeFileSync(
    join(world.root, "fresh/etc/passwd"),
    "root:x:0:0::/root:/bin/sh\nothers:x:998:998::/:/bin/sh\n",
  );
  const { failure } = await run(world.host);
  expect(failure?.step).toBe("keep-accounts");
  expect(failure?.message).toMatch(/clawdie-control has the number 998 on this box, and others has 998/);
  expect(readMenu(world)).toBe(oldMenu);
});

test("a key of the box that cannot be read stops it: it is not made anew beside old data", async () => {
  const world = await buildAdoptWorld();
  const broken = (host: Host): Host => ({
    ...host,
    at: (path) => broken(host.at(path)),
    readFile: async (path) => {
      if (path === "/etc/clawdie/control.env")
        throw Object.assign(new Error("EIO: i/o error"), { code: "EIO" });
      return host.readFile(path);
    },
  });
  const { failure } = await run(broken(world.host));
  expect(failure).toMatchObject({ step: "keep-files", message: expect.stringContaining("control.env") });
  expect(failure?.hint).toMatch(/without the stick/);
  expect(readMenu(world)).toBe(oldMenu);
});

test("a pool without room is not filled: nothing is unpacked, and it is said how to make room", async () => {
  const world = await buildAdoptWorld();
  writeFileSync(join(world.root, "run/clawdie/medium/clawdie/live/base.squashfs"), Buffer.alloc(1000));
  world.availableBytes = 2999;
  const { failure } = await run(world.host);
  expect(failure).toMatchObject({ step: "unpack-system", message: expect.stringMatching(/no room/) });
  expect(failure?.hint).toMatch(/zfs list -r zroot\/ROOT/);
  expect(world.lines.filter((line) => line.startsWith("unsquashfs"))).toEqual([]);
  expect(readMenu(world)).toBe(oldMenu);
  world.cutPower();
  world.availableBytes = 3000;
  expect((await run(world.host)).failure).toBeNull();
});

test("a full boot partition stops it with what to do; the box starts as before", async () => {
  const world = await buildAdoptWorld();
  const { run: runHere } = world.host;
  const full = (host: Host): Host => ({
    ...host,
    at: (path) => full(host.at(path)),
    run: async (command, args, options) => {
      if (command === "cp" && args.some((arg) => arg.endsWith("/initrd.img")))
        throw new CommandError("cp", 1, "cp: error writing: No space left on device");
      return runHere(command, args, options);
    },
  });
  const { failure } = await run(full(world.host));
  expect(failure).toMatchObject({
    step: "copy-kernel",
    stderrTail: expect.stringContaining("No space left"),
  });
  expect(failure?.hint).toMatch(/boot partition/);
  expect(readMenu(world)).toBe(oldMenu);
});

test("with the same boot loader nothing of it is written", async () => {
  const world = await buildAdoptWorld();
  await run(world.host);
  world.lines.splice(0);
  writeFileSync(join(world.root, "esp/clawdie/grub/grub.cfg"), oldMenu);
  expect((await run(world.host)).failure).toBeNull();
  expect(world.lines.filter((line) => /^(mv|cp)|^dd .*of=\/dev/.test(line))).toEqual([]);
  expect(readMenu(world)).toContain(newRoot);
});

test.each(["before", "after"] as const)(
  "power cut %s any call: the box is the old or the new one, its data is untouched, and the next try ends as if nothing had happened",
  async (moment) => {
    const whole = await buildAdoptWorld();
    const counting = buildFailingHost(whole.host, Number.MAX_SAFE_INTEGER, moment);
    expect((await run(counting.host)).outcome).toBe("done");
    const [wanted, old] = [await readEnd(whole), await readOld(whole)];
    const menu = readMenu(whole);
    // Every ninth call, others for each moment: some in every step, in reasonable time.
    for (let failAt = moment === "before" ? 1 : 5; failAt <= counting.calls(); failAt += 9) {
      const world = await buildAdoptWorld();
      const at = `cut ${moment} call ${failAt} of ${counting.calls()}`;
      expect((await run(buildFailingHost(world.host, failAt, moment).host)).outcome, at).toBe("failed");
      world.cutPower();
      expect([oldMenu, menu], at).toContain(readMenu(world));
      expect(await readOld(world), at).toEqual(old);
      expect((await run(world.host)).outcome, at).toBe("done");
      expect(await readEnd(world), at).toEqual(wanted);
    }
  },
);

/** The end of it all: new system and boot partition. */
async function readEnd({ root }: AdoptWorld) {
  return {
    system: await readTree(join(root, "pool", newRoot)),
    esp: await readTree(join(root, "esp")),
  };
}
