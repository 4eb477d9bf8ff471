import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { parseDocument } from "../../setup/config/document.ts";
import { validateConfig } from "../../setup/config/validate.ts";
import { Secret } from "../../setup/issues/secret.ts";
import { boxLayout } from "../../setup/plan/box-layout.ts";
import { buildRuntimeConfig } from "../../setup/runtime/build-runtime-config.ts";
import { buildRuntimeEnvironment } from "../../setup/runtime/build-runtime-environment.ts";
import { buildRuntimeSecrets } from "../../setup/runtime/build-runtime-secrets.ts";
import { type RuntimeLayout, runtimeFolders } from "../../setup/runtime/runtime-layout.ts";
import { readRuntimeReadiness } from "../../setup/runtime/runtime-readiness.ts";
import { readProfiles } from "../../setup/settings/read-profiles.ts";
import { resolveSettings } from "../../setup/settings/resolve-settings.ts";
import type { Settings } from "../../setup/settings/settings.ts";
import { findFreePort } from "../vm/find-free-port.ts";
import { runTool } from "./run-tool.ts";
import { startSilentBotService } from "./silent-bot-service.ts";

/** What the assistant is started with once, on the computer that builds the image. */
export async function sampleRuntimeSettings(checkout: string): Promise<Settings> {
  const bytes = await readFile(join(checkout, "seed-examples/minimal/setup.txt"));
  const { config } = validateConfig(parseDocument(bytes));
  const settings = config === null ? null : resolveSettings(config, await readProfiles()).settings;
  if (settings === null) throw new Error("seed-examples/minimal is no valid setup.txt");
  return settings;
}

/**
 * Starts the assistant of this tree once and keeps what Node compiled meanwhile, for the first boot of every box
 * (`setup/steps/place-compiled-code.ts`): of 11 s of computing in the first start, 4 are compiling. Node finds an entry
 * by the way from its folder to the program; so the folder lies where it will lie on a box. Nothing outside this
 * computer is asked: the bot's service is a silent one here, and the model is asked when a message comes.
 * Writes <tree>/usr/lib/clawdie/compiled/<version>/<build>.tar, 40 MB, 9 in the image.
 * @throws Error when the assistant does not start.
 */
export async function compileRuntimeAhead(settings: Settings, tree: string): Promise<void> {
  const work = await mkdtemp(join(tmpdir(), "clawdie-compile-"));
  try {
    await using bot = await startSilentBotService();
    const layout = layoutIn(tree, work, await findFreePort());
    await placeFiles({ ...settings, telegram: { ...settings.telegram, apiRoot: bot.url } }, layout);
    const env = buildRuntimeEnvironment(layout);
    for (const check of [
      ["config", "validate", "--json"],
      ["security", "audit", "--json"],
    ])
      await runTool("env", ["-i", ...pairs(env), layout.node, layout.openclaw, ...check]);
    await startOnce(layout, env);
    await keepCompiled(
      join(runtimeFolders(layout).tmp, "node-compile-cache/openclaw"),
      join(tree, boxLayout.compiledCode),
    );
  } finally {
    await rm(work, { recursive: true, force: true });
    await rm(join(tree, "var"), { recursive: true, force: true });
  }
}

function layoutIn(tree: string, work: string, gatewayPort: number): RuntimeLayout {
  return {
    node: join(tree, boxLayout.node),
    openclaw: join(tree, boxLayout.openclaw),
    runtimeHome: join(tree, boxLayout.runtimeHome),
    runtimeConfig: join(work, "openclaw.json"),
    runtimeSecrets: join(work, "secrets.json"),
    runtimeTelegramToken: join(work, "telegram.token"),
    runtimeEnvironment: join(work, "environment"),
    logs: join(work, "log"),
    gatewayPort,
    spendingPort: boxLayout.spendingPort,
  };
}

async function placeFiles(settings: Settings, layout: RuntimeLayout): Promise<void> {
  for (const folder of Object.values(runtimeFolders(layout)))
    await mkdir(folder, { recursive: true, mode: 0o700 });
  const files = {
    [layout.runtimeConfig]: JSON.stringify(buildRuntimeConfig(settings, layout)),
    [layout.runtimeSecrets]: buildRuntimeSecrets(settings, new Secret("0".repeat(32))).reveal(),
    [layout.runtimeTelegramToken]: settings.telegram.botToken.reveal(),
  };
  for (const [path, content] of Object.entries(files)) await writeFile(path, content, { mode: 0o600 });
}

/** Until it is ready, and to its end: Node writes what it compiled when a program ends. */
async function startOnce(layout: RuntimeLayout, env: Readonly<Record<string, string>>): Promise<void> {
  const child = spawn(layout.node, [layout.openclaw, "gateway"], { env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
  const ended = once(child, "exit");
  try {
    await waitUntilReady(`http://127.0.0.1:${layout.gatewayPort}`, child);
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${output.slice(-3000)}`);
  } finally {
    child.kill("SIGTERM");
    await ended;
  }
}

async function waitUntilReady(url: string, child: ChildProcess): Promise<void> {
  const deadline = performance.now() + 300_000;
  for (;;) {
    const { state } = await readRuntimeReadiness(url, 2);
    if (state === "ready") return;
    if (child.exitCode !== null || performance.now() > deadline)
      throw new Error(`The assistant did not start while the image was built (${state})`);
    await pause(500);
  }
}

/**
 * As archives: one file is installed faster than 6,000. Each holds the folder Node names after its version and its
 * compiler's settings; where those were others, Node would compile as if there were none.
 */
async function keepCompiled(made: string, kept: string): Promise<void> {
  const fixed = ["--sort=name", "--mtime=@0", "--owner=0", "--group=0", "--numeric-owner", "--mode=u=rwX"];
  for (const version of await readdir(made)) {
    await mkdir(join(kept, version), { recursive: true });
    for (const build of await readdir(join(made, version))) {
      const archive = join(kept, version, `${build}.tar`);
      const from = ["--directory", join(made, version, build), "."];
      await runTool("tar", ["--create", `--file=${archive}`, ...fixed, ...from]);
    }
  }
}

function pairs(env: Readonly<Record<string, string>>): string[] {
  return Object.entries(env).map(([name, value]) => `${name}=${value}`);
}
