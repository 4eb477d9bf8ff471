import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { findFreePort } from "../../../iso/vm/find-free-port.ts";
import { Secret } from "../../../setup/issues/secret.ts";
import type { RuntimeLayout } from "../../../setup/runtime/runtime-layout.ts";
import { readRuntimeReadiness } from "../../../setup/runtime/runtime-readiness.ts";
import { buildSettings, canaries } from "../../build-settings.ts";
import { type OpenRouterStandIn, startOpenRouter } from "../../stand-ins/openrouter/start-openrouter.ts";
import { startTelegram, type TelegramStandIn } from "../../stand-ins/telegram/start-telegram.ts";
import { startGuard, type TestGuard } from "../spending/start-guard.ts";
import { layoutBelow, placeRuntimeFiles } from "./place-runtime-files.ts";
import { prepareRuntimeTree } from "./prepare-runtime-tree.ts";

export interface RunningRuntime {
  readonly folder: string;
  readonly layout: RuntimeLayout;
  readonly process: ChildProcess;
  /** What the run script and the gateway wrote to their outputs so far. */
  readonly output: () => string;
  readonly gatewayUrl: string;
  readonly gatewayToken: Secret;
  readonly telegram: TelegramStandIn;
  readonly openRouter: OpenRouterStandIn;
  /** Between the runtime and the model service, as on a box with a monthly limit. */
  readonly guard: TestGuard;
  readonly settings: ReturnType<typeof buildSettings>;
  close(): Promise<void>;
}

export const gatewayTokenCanary = "gateway-token-canary-5f2e8a9b7c6d";
const runScript = join(import.meta.dirname, "../../../rc.d/bin/clawdie-runtime-run");

/** The real runtime with generated files, kept by the real run script, between both stand-ins; returns when it is ready. */
export async function startRuntime(): Promise<RunningRuntime> {
  const programs = await prepareRuntimeTree();
  const base = buildSettings({ assistantName: "Mimi Canary" });
  const models = Object.values(base.models);
  const users = [{ id: Number(base.telegram.adminId) }];
  const telegram = await startTelegram({ botToken: canaries.telegramToken, users });
  const openRouter = await startOpenRouter({ apiKey: canaries.openRouterKey, models });
  const settings = { ...base, telegram: { ...base.telegram, apiRoot: telegram.url } };
  const folder = await mkdtemp(join(tmpdir(), "clawdie-runtime-"));
  const ends: (() => Promise<void>)[] = [];
  const limit = base.monthlyLimitUsd ?? 0;
  const guard = await startGuard(openRouter.baseUrl, limit, (end) => void ends.push(end));
  const layout = layoutBelow(folder, programs, {
    gatewayPort: await findFreePort(),
    spendingPort: guard.port,
  });
  const gatewayToken = new Secret(gatewayTokenCanary);
  await placeRuntimeFiles(settings, gatewayToken, layout);
  const { process, output } = runUnderScript(folder, layout);
  const gatewayUrl = `http://127.0.0.1:${layout.gatewayPort}`;
  const close = async () => {
    await stop(process);
    await Promise.all([telegram.close(), openRouter.close(), ...ends.map((end) => end())]);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await waitUntilReady(gatewayUrl, process, output);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    folder,
    layout,
    process,
    output,
    gatewayUrl,
    gatewayToken,
    telegram,
    openRouter,
    guard,
    settings,
    close,
  };
}

function runUnderScript(folder: string, layout: RuntimeLayout) {
  const child = spawn("sh", [runScript], {
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      PATH: "/usr/bin:/bin",
      CLAWDIE_NODE: layout.node,
      CLAWDIE_OPENCLAW: layout.openclaw,
      CLAWDIE_RUNTIME_CONFIG: dirname(layout.runtimeConfig),
      CLAWDIE_RUNTIME_HELD: join(folder, "held"),
    },
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (text += chunk));
  return { process: child, output: () => text };
}

async function waitUntilReady(gatewayUrl: string, child: ChildProcess, output: () => string): Promise<void> {
  const deadline = performance.now() + 180_000;
  for (;;) {
    const readiness = await readRuntimeReadiness(gatewayUrl, 2);
    if (readiness.state === "ready") return;
    if (child.exitCode !== null || performance.now() > deadline) {
      throw new Error(`The runtime did not become ready (${readiness.state}):\n${output().slice(-3000)}`);
    }
    await delay(200);
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGTERM");
  await once(child, "exit");
}
