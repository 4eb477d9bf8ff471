import { expect, test } from "vitest";
import { runSettings } from "../../../setup/commands/settings.ts";
import { boxLayout } from "../../../setup/plan/box-layout.ts";
import { renderSetupEnv } from "../../../setup/settings/setup-env.ts";
import { buildScriptedHost } from "../../build-scripted-host.ts";
import { buildSettings, canaries } from "../../build-settings.ts";
import { buildTempRoot } from "../../build-temp-root.ts";

async function run(argv: string[], text: string | null, uid = "0") {
  const root = await buildTempRoot(text === null ? {} : { [boxLayout.setupFile]: text });
  const { host } = buildScriptedHost(() => uid, root);
  const [out, err]: [string[], string[]] = [[], []];
  const io = {
    stdout: (part: string) => void out.push(part),
    stderr: (part: string) => void err.push(part),
    cwd: () => "/",
    color: false,
    env: {},
  };
  return { code: await runSettings(argv, io, host), out: out.join(""), err: err.join("") };
}

const text = renderSetupEnv(buildSettings()).reveal();

test("every setting is shown, and no secret nor hash", async () => {
  for (const argv of [[], ["--json"]]) {
    const { code, out } = await run(argv, text);
    expect(code).toBe(0);
    expect(out).toContain(buildSettings().models.chat);
    for (const canary of Object.values(canaries)) expect(out).not.toContain(canary);
    expect(out).not.toMatch(/\$6\$|[0-9a-f]{32}:/);
  }
});

test("a model of the profile says so, one chosen by hand does not", async () => {
  const { out } = await run([], renderSetupEnv(buildSettings({ overriddenModels: ["chat"] })).reveal());
  expect(out).toMatch(/^Chat model +\S+$/m);
  expect(out).toMatch(/^Fallback +\S+ \(from the profile\)$/m);
});

test("without root, without settings, and with foreign ones it says what to do", async () => {
  expect(await run([], text, "1000")).toMatchObject({
    code: 77,
    err: expect.stringContaining("sudo clawdie"),
  });
  expect(await run([], null)).toMatchObject({
    code: 1,
    err: expect.stringContaining("not an installed box"),
  });
  expect(await run([], "FOO=bar\n")).toMatchObject({ code: 1, err: expect.stringContaining("snapshot") });
  expect((await run(["--jsno"], text)).code).toBe(64);
});
