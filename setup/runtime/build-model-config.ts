import type { Models, Settings } from "../settings/settings.ts";
import type { RuntimeLayout } from "./runtime-layout.ts";

/** Name of the model service inside the runtime; any OpenAI-compatible endpoint bears it. */
const provider = "openrouter";

/** What every model of the profiles can at least do; a bigger one is compacted earlier than it needs. */
const contextWindow = 128_000;
const maxTokens = 8192;

/** The parts of `openclaw.json` about models and the one agent. Pure. */
export function buildModelConfig(
  settings: Settings,
  workspace: string,
  layout: Pick<RuntimeLayout, "spendingPort">,
): object {
  const { models, openRouter } = settings;
  const offered = [...new Set([models.chat, models.fallback, models.compaction])];
  return {
    models: {
      mode: "replace",
      catalogRefresh: { enabled: false },
      providers: {
        [provider]: {
          baseUrl: chooseAddress(settings, layout),
          api: "openai-completions",
          apiKey: { source: "file", provider: "box", id: "/openrouter/apiKey" },
          models: offered.map((id) => ({ id, name: id, input: ["text"], contextWindow, maxTokens })),
        },
      },
    },
    agents: {
      defaults: {
        model: { primary: named(models.chat), fallbacks: buildFallbacks(models) },
        ...(isOpenRouter(openRouter.baseUrl) ? { models: buildRouting(models) } : {}),
        compaction: { model: named(models.compaction) },
        heartbeat: { every: "0m" },
        workspace,
        skipBootstrap: true,
        userTimezone: settings.timezone,
      },
    },
  };
}

/** With a monthly limit every call goes through the spending guard of this box, which passes it on. */
function chooseAddress(
  { monthlyLimitUsd, openRouter }: Settings,
  { spendingPort }: Pick<RuntimeLayout, "spendingPort">,
): string {
  return monthlyLimitUsd === null ? openRouter.baseUrl : `http://127.0.0.1:${spendingPort}/api/v1`;
}

function named(model: string): string {
  return `${provider}/${model}`;
}

function buildFallbacks({ chat, fallback }: Models): string[] {
  return fallback === chat ? [] : [named(fallback)];
}

/**
 * OpenRouter itself goes on with the next of `models` when the first is overloaded or gone
 * (https://openrouter.ai/docs/features/model-routing): at once, where the runtime would retry for 65 to 145 s.
 */
function buildRouting({ chat, fallback }: Models): object {
  if (fallback === chat) return {};
  return { [named(chat)]: { params: { extraBody: { models: [chat, fallback] } } } };
}

/** Other endpoints may refuse a field they do not know. */
function isOpenRouter(baseUrl: string): boolean {
  return new URL(baseUrl).hostname === "openrouter.ai";
}
