import { expect, test } from "vitest";
import { runApply, runInstall } from "../../../firstboot/commands.ts";
import { runFacts } from "../../../setup/commands/facts.ts";
import { refuseArguments } from "../../../setup/commands/own-commands.ts";
import { buildScriptedHost } from "../../build-scripted-host.ts";
import { buildSetupText } from "../../build-setup-text.ts";
import { buildTempRoot } from "../../build-temp-root.ts";
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

test("apply --setup leaves no service stopped when it cannot go on", async () => {
  const { said, io } = collectOutput();
  const root = await buildTempRoot({ "/setup.txt": buildSetupText(), "/etc/clawdie/seed.sha256": "" });
  const script = (line: string) => (line === "id -u" ? "0\n" : line.endsWith("runtime stop") ? 2 : "");
  const { host, lines } = buildScriptedHost(script, root);
  const free = async () => ({ release: async () => {} });
  let listened = 0;
  const listen = () => {
    listened += 1;
    return new AbortController().signal;
  };
  await expect(runApply(["--setup", `${root}/setup.txt`], io, host, free, listen)).rejects.toThrow(
    "clawdie-runtime stop",
  );
  expect(lines.at(-1)).toBe("rc-service --ifexists clawdie-firstboot restart");
  expect(said.stderr).toContain("tries again by itself");
  expect(listened).toBe(1);
});

test("facts explains itself instead of looking at the machine", async () => {
  const { said, io } = collectOutput();
  expect(await runFacts(["--help"], io)).toBe(0);
  expect(said.stdout).toContain("Usage: sudo clawdie facts");
  expect(await runFacts(["x"], io)).toBe(64);
});
