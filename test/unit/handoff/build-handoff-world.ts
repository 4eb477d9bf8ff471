import type { RuntimeView } from "../../../setup/handoff/build-checks.ts";
import type { HandoffRecord } from "../../../setup/handoff/handoff-record.ts";
import type { WatchHandoffDeps } from "../../../setup/handoff/watch-handoff.ts";
import { Secret } from "../../../setup/issues/secret.ts";
import { buildProfiles } from "../../build-profiles.ts";
import { buildSettings } from "../../build-settings.ts";
import {
  allModels,
  goodBot,
  goodChat,
  goodKey,
  noWebhook,
  type ScriptedService,
  startScriptedService,
  typed,
} from "./start-scripted-service.ts";

/** A box whose services are scripted, whose files are in memory and whose time passes only in `sleep`. */
export interface HandoffWorld {
  readonly telegram: ScriptedService;
  readonly model: ScriptedService;
  readonly files: Map<string, string>;
  runtime: RuntimeView;
  /** What `ip -json address show` says. */
  links: string;
  /** What the assistant answers; a function may throw. */
  answer: () => string;
  readonly slept: number[];
  /** Called after each sleep: the world changes while the box waits. */
  afterSleep: (round: number) => void;
  readonly records: HandoffRecord[];
  readonly deps: WatchHandoffDeps;
  /** Texts sent to the owner. */
  greetings(): string[];
}

export async function buildHandoffWorld(): Promise<HandoffWorld> {
  const telegram = await startScriptedService({
    getMe: goodBot,
    getWebhookInfo: noWebhook,
    sendChatAction: typed,
    sendMessage: goodChat,
  });
  const model = await startScriptedService({ key: goodKey, models: allModels });
  const world: Omit<HandoffWorld, "deps"> & { deps?: WatchHandoffDeps } = {
    telegram,
    model,
    files: new Map(),
    runtime: { state: "ready", reasons: [] },
    links: JSON.stringify([
      buildLink({ addr_info: [{ local: "192.0.2.7", prefixlen: 24, scope: "global" }] }),
    ]),
    answer: () => "Hello, I am Clawdie.",
    slept: [],
    afterSleep: () => {},
    records: [],
    greetings: () =>
      telegram.requests
        .filter((request) => request.path.endsWith("/sendMessage"))
        .map((request) => JSON.parse(request.body).text),
  };
  const settings = buildSettings();
  return Object.assign(world, {
    deps: {
      settings: {
        ...settings,
        telegram: { ...settings.telegram, apiRoot: telegram.url },
        openRouter: { ...settings.openRouter, baseUrl: model.url },
      },
      profiles: buildProfiles(),
      gateway: { url: "http://127.0.0.1:18789", token: new Secret("canary-gateway-token") },
      askRuntime: async () => world.answer(),
      probeRuntime: async () => world.runtime,
      fetch,
      host: buildMemoryHost(world),
      onRecord: (record: HandoffRecord) => void world.records.push(record),
    },
  });
}

/** A network card as ip(8) describes it: cable in, no address yet. */
export function buildLink(more: object = {}): object {
  const flags = ["BROADCAST", "MULTICAST", "UP", "LOWER_UP"];
  return {
    ifname: "enp1s0",
    link_type: "ether",
    address: "52:54:00:c1:a0:01",
    flags,
    addr_info: [],
    ...more,
  };
}

function buildMemoryHost(
  world: Pick<HandoffWorld, "files" | "links" | "slept" | "afterSleep">,
): WatchHandoffDeps["host"] {
  return {
    now: () => new Date(),
    sleep: async (seconds) => {
      world.slept.push(seconds);
      world.afterSleep(world.slept.length);
    },
    readFile: async (path) => {
      const text = world.files.get(path);
      return text === undefined ? null : Buffer.from(text);
    },
    writeFile: async (path, content) => void world.files.set(path, String(content)),
    run: async (command, args) => {
      if (command !== "ip") throw new Error(`nobody runs ${command} ${args.join(" ")} here`);
      return { exitCode: 0, stdout: world.links, stderr: "" };
    },
  };
}
