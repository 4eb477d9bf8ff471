import { expect, test, vi } from "vitest";
import { install } from "../../../firstboot/install.ts";
import { ResultJson } from "../../../firstboot/result-json.ts";
import type { Facts } from "../../../setup/facts/facts.ts";
import { boxLayout } from "../../../setup/plan/box-layout.ts";
import { buildDisk, buildInstalledDisk } from "../../build-disk.ts";
import { buildFacts } from "../../build-facts.ts";
import { canaries } from "../../build-settings.ts";
import { buildSetupText } from "../../build-setup-text.ts";
import { buildSeedWorld, type SeedWorld } from "./build-seed-world.ts";
import { makeFatImage, putOnFat, readFat } from "./make-volume-images.ts";

// Each look starts real programs, which takes its time on a busy computer.
vi.setConfig({ testTimeout: 120_000 });

interface Visit {
  readonly outcome: string;
  /** All that was printed on the consoles. */
  readonly shown: string[];
  /** `clawdie: RESULT` lines, parsed. */
  readonly results: { state: string; kind: string; codes: string[] }[];
  /** Texts sent to the owner on Telegram. */
  readonly told: string[];
  /** How often the machine was looked at. */
  readonly looks: number;
}

/** A visit of the stick; `events` happen at the given seconds. The first step of a real plan fails here: no disk is real. */
async function visit(
  world: SeedWorld,
  events: Readonly<Record<number, () => unknown>>,
  facts: () => Facts = () => buildFacts({ disks: [buildDisk()] }),
  limit = 60,
  telegramDown = false,
): Promise<Visit> {
  let now = 0;
  const shown: string[] = [];
  const results: Visit["results"] = [];
  let looks = 0;
  const coming = Object.entries(events);
  world.onSleep = async (seconds) => {
    now = seconds;
    if (seconds > limit) throw new Error(`nothing happened\n${shown.join("\n")}`);
    while (Number(coming[0]?.[0]) <= seconds) await coming.shift()?.[1]();
  };
  const consoles = {
    print: async (text: string) => void shown.push(text),
    report: async (line: string) => void results.push(JSON.parse(line.replace("clawdie: RESULT ", ""))),
  };
  const told: string[] = [];
  const gather = async () => {
    looks += 1;
    return facts();
  };
  const telegram: typeof fetch = async (_, request) => {
    if (telegramDown)
      throw new TypeError("fetch failed", { cause: Object.assign(new Error("no"), { code: "ENETUNREACH" }) });
    told.push(JSON.parse(String(request?.body)).text);
    return new Response('{"ok":true}');
  };
  const outcome = await install(world.host, consoles, { gather, fetch: telegram, seconds: () => now });
  return { outcome, shown, results, looks, told };
}

const good = buildSetupText();
const empty = buildSetupText({ TELEGRAM_ADMIN_ID: "" });
const stick = (image: string, device = "/dev/sdb1") => ({ device, image });

test("a refused file is told everywhere, corrected on the stick, and installed without switching anything off", async () => {
  const image = makeFatImage({ "setup.txt": empty });
  const world = await buildSeedWorld(stick(image));
  let atRefusal: Record<string, string> = {};
  let waiting: string | undefined;
  const { outcome, shown, results, looks } = await visit(world, {
    6: async () => {
      atRefusal = readFat(image);
      waiting = String(await world.host.readFile(boxLayout.refusedSetup));
      world.sticks.splice(0);
      putOnFat(image, { "setup.txt": good });
    },
    14: () => world.sticks.push(stick(image, "/dev/sdc1")),
  });
  expect(outcome).toBe("stay");
  expect(results.map(({ kind, state }) => `${kind} ${state}`)).toEqual([
    "install-stopped stopped",
    "installing working",
    "step-failed stopped",
  ]);
  expect(results[0]?.codes).toContain("value.missing");
  expect(looks).toBe(2);
  expect(atRefusal["SETUP-RESULT.txt"]).toMatch(
    /^STOPPED: Nothing was installed, and no disk was changed\.\r\n/,
  );
  expect(atRefusal["THIS-COMPUTER.txt"]).toMatch(/EXAMPLE SSD/);
  expect(atRefusal["setup.txt"]).toBe(empty);
  expect(waiting).toBe(empty);
  expect(await world.host.stat(boxLayout.refusedSetup)).toBeNull();
  const refusal = shown.find((text) => text.includes("STOPPED")) ?? "";
  expect(refusal.replaceAll(/\s+/g, " ")).toContain(
    "Put the corrected stick back in: Clawdie looks by itself.",
  );
  expect(shown).toContain("clawdie: the stick is out; put it back in when setup.txt is corrected");
  expect(readFat(image)["setup.txt"]).toBe(good);
});

test("a refusal reaches the owner on Telegram as soon as that is possible, each cause once", async () => {
  const image = makeFatImage({ "setup.txt": buildSetupText({ OPENROUTER_API_KEY: "" }) });
  const world = await buildSeedWorld(stick(image));
  const { told, results, shown } = await visit(
    world,
    {
      // The same trouble in another file, then another one: 424242424 stays the owner.
      30: () => putOnFat(image, { "setup.txt": buildSetupText({ OPENROUTER_API_KEY: "", LOCALE: "sl_SI" }) }),
      60: () => putOnFat(image, { "setup.txt": buildSetupText({ TIMEZONE: "Atlantis" }) }),
      150: () => putOnFat(image, { "setup.txt": good }),
    },
    undefined,
    300,
  );
  expect(results.map(({ kind }) => kind)).toEqual([
    ...Array(3).fill("install-stopped"),
    "installing",
    "step-failed",
  ]);
  expect(told).toHaveLength(3);
  expect(told[0]).toMatch(
    /^STOPPED: Nothing was installed, and no disk was changed\.\n\nWhat is wrong\n- Line 1, OPENROUTER_API_KEY: /,
  );
  expect(told[1]).toContain("TIMEZONE");
  expect(told[2]).toMatch(/^STOPPED: This step did not work: /);
  for (const canary of Object.values(canaries)) expect(told.join()).not.toContain(canary);
  expect(world.lines).toContain("rc-service dhcpcd start");
  expect(shown.join("\n")).not.toContain("Telegram:");
});

test("without a way to Telegram the consoles say so, once; without a usable token nothing is tried", async () => {
  const image = makeFatImage({ "setup.txt": buildSetupText({ OPENROUTER_API_KEY: "" }) });
  const world = await buildSeedWorld(stick(image));
  const refused = await visit(
    world,
    { 250: () => putOnFat(image, { "setup.txt": good }) },
    undefined,
    500,
    true,
  );
  const lines = refused.shown.filter((text) => text.includes("you could not be told by Telegram"));
  expect(lines).toEqual(["clawdie: you could not be told by Telegram: no route"]);
  const other = makeFatImage({ "setup.txt": buildSetupText({ TELEGRAM_BOT_TOKEN: "123:abc" }) });
  const second = await buildSeedWorld(stick(other));
  await expect(visit(second, {}, undefined, 100)).rejects.toThrow("nothing happened");
  expect(second.lines.filter((line) => line.startsWith("rc-service"))).toEqual([]);
});

test("after a failed step the log is on the stick, redacted, and the stale pages are gone", async () => {
  const image = makeFatImage({ "setup.txt": good, "THIS-COMPUTER.txt": "old" });
  const world = await buildSeedWorld(stick(image));
  world.kernel.push(`oops ${canaries.openRouterKey} oops`);
  await visit(world, {});
  const files = readFat(image);
  expect(Object.keys(files).toSorted()).toEqual([
    "SETUP-LOG.txt",
    "SETUP-RESULT.json",
    "SETUP-RESULT.txt",
    "setup.txt",
  ]);
  expect(files["SETUP-LOG.txt"]).toMatch(/^Clawdie could not finish: /);
  expect(files["SETUP-LOG.txt"]).toContain("oops [secret] oops");
  const json = ResultJson.parse(JSON.parse(files["SETUP-RESULT.json"] ?? ""));
  expect(json).toMatchObject({ word: "STOPPED", stage: "install", kind: "step-failed", state: "stopped" });
  expect(json).toEqual(JSON.parse(String(await world.host.readFile(boxLayout.lastResult))));
  const written = Object.entries(files).filter(([name]) => name !== "setup.txt");
  for (const canary of Object.values(canaries)) expect(JSON.stringify(written)).not.toContain(canary);
});

test("without any stick the box says where it looked, and a file typed at the console is taken, once", async () => {
  const world = await buildSeedWorld();
  const type = (text: string) => async () => {
    await world.host.makeFolder("/run/clawdie/typed", { mode: 0o700 });
    await world.host.writeFile(boxLayout.typedSetup, text, { mode: 0o600 });
  };
  const { results, shown } = await visit(world, { 50: type(empty), 60: type(good) }, undefined, 80);
  expect(results.map(({ kind }) => kind)).toEqual([
    "install-stopped",
    "install-stopped",
    "installing",
    "step-failed",
  ]);
  expect(results[0]?.codes).toEqual(["seed.not-found"]);
  expect(results[1]?.codes).toContain("value.missing");
  expect(
    shown.filter((text) => /looking for the volume CLAWDIESEED with setup.txt, \d+ s left/.test(text)),
  ).toHaveLength(4);
  expect(await world.host.stat(boxLayout.typedSetup)).toBeNull();
});

test("a typed file is kept for a disk that is plugged in later; a stick that comes back takes its place", async () => {
  const image = makeFatImage({ "setup.txt": empty });
  const world = await buildSeedWorld(stick(image));
  await world.host.makeFolder("/run/clawdie/typed", { mode: 0o700 });
  await world.host.writeFile(boxLayout.typedSetup, good, { mode: 0o600 });
  const disks = [buildDisk({ nonZero: true })];
  const { results } = await visit(
    world,
    {
      4: () => world.host.writeFile("/sys/block/sda/size", "2000\n", { mode: 0o644 }),
      10: () => world.sticks.splice(0),
      14: () => {
        disks.splice(0, 1, buildDisk());
        world.sticks.push(stick(image));
      },
      22: () => putOnFat(image, { "setup.txt": good }),
    },
    () => buildFacts({ disks }),
  );
  expect(results.map(({ kind }) => kind)).toEqual([
    ...Array(3).fill("install-stopped"),
    "installing",
    "step-failed",
  ]);
  const missing = results.map(({ codes }) => codes.includes("value.missing"));
  expect(missing.slice(0, 3)).toEqual([false, false, true]);
});

test("a machine that cannot be looked at just now is looked at again when something changes", async () => {
  const image = makeFatImage({ "setup.txt": good });
  const world = await buildSeedWorld(stick(image));
  let pulled = true;
  const { results, shown } = await visit(
    world,
    {
      6: () => {
        pulled = false;
        return world.host.writeFile("/sys/block/sda/size", "2000\n", { mode: 0o644 });
      },
    },
    () => {
      if (pulled) throw new Error("the disk went away");
      return buildFacts({ disks: [buildDisk()] });
    },
  );
  expect(results.map(({ kind }) => kind)).toEqual(["step-failed", "installing", "step-failed"]);
  expect(results[0]?.state).toBe("waiting");
  expect(shown.join("\n")).toContain("the disk went away");
});

test("a machine that cannot be looked at is told on the stick, once, and looked at again every minute by itself", async () => {
  const image = makeFatImage({ "setup.txt": good });
  const world = await buildSeedWorld(stick(image));
  let onStick = "";
  let looks = 0;
  const { results, shown } = await visit(
    world,
    {
      80: () => {
        onStick = readFat(image)["SETUP-RESULT.txt"] ?? "";
      },
    },
    () => {
      looks += 1;
      if (looks < 3) throw new Error("the disk went away");
      return buildFacts({ disks: [buildDisk()] });
    },
    200,
  );
  expect(onStick).toMatch(/^WAITING: This step did not work: Look at the stick and this computer\./);
  expect(onStick).toContain("the disk went away");
  expect(onStick).toContain("No disk was changed.");
  expect(onStick).not.toContain("SETUP-LOG.txt");
  expect(results.map(({ kind }) => kind)).toEqual(["step-failed", "installing", "step-failed"]);
  expect(shown.filter((text) => text.includes("the disk went away"))).toHaveLength(1);
});

test("a write-protected stick: installed from, and the consoles say that nothing could be written", async () => {
  const image = makeFatImage({ "setup.txt": good });
  const world = await buildSeedWorld({ ...stick(image), readOnly: true });
  const { results, shown } = await visit(world, {});
  expect(results[0]).toMatchObject({ kind: "installing", codes: expect.arrayContaining(["seed.read-only"]) });
  expect(shown.join("\n")).toContain("write-protected");
  expect(Object.keys(readFat(image))).toEqual(["setup.txt"]);
});

test("a damaged stick is not written to", async () => {
  const image = makeFatImage({ "setup.txt": good });
  const world = await buildSeedWorld({ ...stick(image), damaged: true });
  await expect(visit(world, {}, undefined, 12)).rejects.toThrow("nothing happened");
  expect(world.lines.filter((line) => line.includes("rw,"))).toEqual([]);
  expect(Object.keys(readFat(image))).toEqual(["setup.txt"]);
});

test("where Clawdie is installed already, the stick that stayed in installs nothing and says on itself what can be done", async () => {
  const image = makeFatImage({ "setup.txt": good });
  const world = await buildSeedWorld(stick(image));
  let atRefusal: Record<string, string> = {};
  let mounted: readonly string[] = [];
  const visiting = visit(
    world,
    {
      6: () => {
        atRefusal = readFat(image);
        mounted = world.lines.filter((line) => line.startsWith("mount "));
      },
    },
    () => buildFacts({ disks: [buildInstalledDisk()] }),
    12,
  );
  await expect(visiting).rejects.toThrow(/nothing happened/);
  const told = (atRefusal["SETUP-RESULT.txt"] ?? "").replaceAll(/\s+/g, " ");
  expect(told).toMatch(/^STOPPED: Nothing was installed, and no disk was changed\./);
  expect(told).toContain("clawdie-shelf (version 0.1.0) on /dev/sda");
  expect(told).toContain("take the stick out and restart");
  expect(told).toContain("INSTALL_MODE=adopt");
  expect(told).toMatch(/INSTALL_MODE=fresh and ERASE_DISK=[0-9A-Z]{4}-[0-9A-Z]{4}/);
  expect(mounted.filter((line) => line.includes("/dev/sda"))).toEqual([]);
});
