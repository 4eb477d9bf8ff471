import { execFileSync } from "node:child_process";
import { mkdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { runSupportBundle } from "../../../setup/commands/support-bundle.ts";
import { renderControlEnv } from "../../../setup/config-files/control-env.ts";
import { Secret } from "../../../setup/issues/secret.ts";
import { buildRuntimeSecrets } from "../../../setup/runtime/build-runtime-secrets.ts";
import { renderSetupEnv } from "../../../setup/settings/setup-env.ts";
import { buildBundle, removeSecrets } from "../../../setup/support/build-bundle.ts";
import { buildTar } from "../../../setup/support/build-tar.ts";
import { listSpellings } from "../../../setup/support/known-secrets.ts";
import { buildScriptedHost } from "../../build-scripted-host.ts";
import { buildSettings, canaries } from "../../build-settings.ts";
import { buildTempRoot } from "../../build-temp-root.ts";

const tokens = {
  gatewayToken: new Secret("gateway-canary-7Yt5"),
  controlToken: new Secret("control-canary+/9Zq=="),
};
const secrets = [...Object.values(canaries), tokens.gatewayToken.reveal(), tokens.controlToken.reveal()].map(
  (value) => new Secret(value),
);
const everySpelling = secrets.flatMap(listSpellings);
const settings = buildSettings();

/** A box on which every log, file and command lets every secret slip, in every spelling. */
async function buildLeakyBox() {
  const leak = everySpelling.map((spelling) => `leaked=${spelling};`).join("\n");
  const root = await buildTempRoot({
    "/etc/clawdie/setup.env": renderSetupEnv(settings).reveal(),
    "/etc/clawdie/control.env": renderControlEnv(settings, tokens).reveal(),
    "/etc/clawdie/runtime/secrets.json": buildRuntimeSecrets(settings, tokens.gatewayToken).reveal(),
    "/etc/clawdie/runtime/telegram.token": settings.telegram.botToken.reveal(),
    "/etc/clawdie/runtime/openclaw.json": JSON.stringify({ leak: everySpelling }),
    "/var/log/messages": `first line\n${leak}\nlast line\n`,
    "/var/lib/clawdie/journal.jsonl": `${JSON.stringify({ schema: 1, reason: leak })}\n`,
    "/tmp/.keep": "",
  });
  const { host } = buildScriptedHost(
    (line) => (line === "id -u" ? "0\n" : `output of ${line}\n${leak}`),
    root,
  );
  return { root, host };
}

async function run(args: readonly string[], output = "/tmp/bundle.tar.gz", folder = "/") {
  const { root, host } = await buildLeakyBox();
  const said: string[] = [];
  const say = (text: string) => void said.push(text);
  const deps = {
    version: "1.2.3",
    probeRuntime: async () => ({ state: "ready" as const, reasons: [] }),
    probeDatabase: async () => true,
  };
  const io = { stdout: say, stderr: say, cwd: () => folder, color: false, env: {} };
  const code = await runSupportBundle(["--output", output, ...args], io, host, deps);
  return { code, said: said.join(""), path: join(root, "tmp/bundle.tar.gz") };
}

test("no secret of the box is in the bundle, in any spelling, and tar can read it", async () => {
  const { code, said, path } = await run(["--json"]);
  expect(code, said).toBe(0);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  const unpacked = gunzipSync(await readFile(path)).toString("latin1");
  expect(everySpelling.filter((spelling) => unpacked.includes(spelling))).toEqual([]);
  expect(everySpelling.filter((spelling) => said.includes(spelling))).toEqual([]);
  const names = execFileSync("tar", ["-tzf", path], { encoding: "utf8" }).trim().split("\n");
  const { files, redacted } = JSON.parse(said);
  expect(names).toEqual(files.map((name: string) => `clawdie-support/${name}`));
  expect(redacted).toBeGreaterThan(100);
  const messages = execFileSync("tar", ["-xzOf", path, "clawdie-support/logs/messages"], {
    encoding: "utf8",
  });
  expect(messages).toMatch(/^first line\n/);
  expect(messages).toMatch(/last line\n$/);
});

test("a relative name lands in the folder the command was started in, and is shown whole", async () => {
  const { code, said, path } = await run([], "bundle.tar.gz", "/tmp");
  expect(code, said).toBe(0);
  expect(said.split("\n")[0]).toBe("/tmp/bundle.tar.gz");
  expect((await stat(path)).isFile()).toBe(true);
});

test("what looks like a secret goes too, when the box does not know it", () => {
  const strange = `key sk-or-v1-${"ab12".repeat(16)} end`;
  expect(removeSecrets(strange, [])).toBe("key [secret] end");
});

test("a secret that the replacing misses stops the bundle", () => {
  // The end of one value and the start of the next text make it whole again only in the archive's own bytes.
  const secret = new Secret("clawdie-support/status.txt");
  expect(() => buildBundle({ "status.txt": "fine" }, [secret], new Date(0))).toThrow(/secret is left/);
});

test("a tar holds folders, empty files and full blocks", async () => {
  const folder = await buildTempRoot();
  await mkdir(join(folder, "out"));
  const files = [
    { path: "a/empty", content: Buffer.alloc(0) },
    { path: "a/full", content: Buffer.alloc(1024, "x") },
    { path: "b", content: Buffer.from("č\n") },
  ];
  execFileSync("tar", ["-xzf", "-", "-C", join(folder, "out")], { input: buildTar(files, 1_790_000_000) });
  for (const { path, content } of files) expect(await readFile(join(folder, "out", path))).toEqual(content);
  expect(() => buildTar([{ path: "x".repeat(101), content: Buffer.alloc(0) }], 0)).toThrow(RangeError);
});
