import { expect, test } from "vitest";
import { runApply, runInstall } from "../../../firstboot/commands.ts";
import { runFacts } from "../../../setup/commands/facts.ts";
import { refuseArguments } from "../../../setup/commands/own-commands.ts";
import { buildScriptedHost } from "../../build-scripted-host.ts";
import { collectOutput } from "./collect-output.ts";

test.each(["install", "firstboot", "look"])("%s --help says who runs it, and begins nothing", (name) => {
  const { said, io } = collectOutput();
  expect(refuseArguments(name, ["--help"], io)).toBe(0);
  expect(said.stdout).toMatch(new RegExp(`^clawdie ${name} is run by the (stick|box),`));
  expect(refuseArguments(name, ["--force", "now"], io)).toBe(64);
  expect(refuseArguments(name, [], io)).toBe(null);
});

test("all other commands read their own arguments", () => {
  expect(refuseArguments("check", ["--help"], collectOutput().io)).toBe(null);
});

test("an installation begins on the system of the stick only", async () => {
  const { said, io } = collectOutput();
  expect(await runInstall(io, buildScriptedHost(() => 1).host)).toBe(64);
  expect(said.stderr).toContain("was not started from the Clawdie stick");
});

test("apply asks for root before it reads anything", async () => {
  const { said, io } = collectOutput();
  const { host, lines } = buildScriptedHost(() => "1000\n");
  expect(await runApply(["--setup", "/nonexistent/setup.txt"], io, host)).toBe(77);
  expect(said.stderr).toContain("Run: sudo clawdie apply");
  expect(lines).toEqual(["id -u"]);
  expect(await runApply(["--help"], io, host)).toBe(0);
});

test("apply begins nothing while a maintenance is under way", async () => {
  const { said, io } = collectOutput();
  const { host, lines } = buildScriptedHost(() => "0\n");
  expect(await runApply([], io, host, async () => null)).toBe(18);
  expect(said.stderr).toContain("nothing was begun");
  expect(lines).toEqual(["id -u"]);
});

test("facts explains itself instead of looking at the machine", async () => {
  const { said, io } = collectOutput();
  expect(await runFacts(["--help"], io)).toBe(0);
  expect(said.stdout).toContain("Usage: sudo clawdie facts");
  expect(await runFacts(["x"], io)).toBe(64);
});
