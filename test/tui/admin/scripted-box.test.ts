import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { buildScriptedBox } from "./build-scripted-box.ts";

const run = promisify(execFile);

test("the stand-in prints what it was given, with its exit code, and notes every call", async () => {
  const box = await buildScriptedBox();
  await box.answer("clawdie-audit", "2 failures\n", 1);
  const env = { ...process.env, PATH: `${box.path}:${process.env.PATH}` };
  await expect(run("sudo", ["-n", "clawdie", "audit", "--all"], { env })).rejects.toMatchObject({
    ...{ code: 1, stdout: "2 failures\n" },
  });
  expect((await box.calls()).slice(0, 2)).toEqual(["sudo -n clawdie audit --all", "clawdie audit --all"]);
  await expect(run("sudo", ["clawdie", "audit"], { env })).rejects.toMatchObject({ code: 1 });
});

test("its status goes on until nobody reads it", async () => {
  const box = await buildScriptedBox();
  const child = spawn(join(box.path, "clawdie"), ["status", "--json", "--every", "5"], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  await once(child.stdout, "data");
  child.stdout.destroy();
  await once(child, "exit");
}, 20_000);
