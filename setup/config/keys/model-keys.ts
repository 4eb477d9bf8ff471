import * as z from "zod";
import { describeKey } from "../key-meta.ts";
import * as shape from "../value-shapes.ts";

const profiles = ["balanced", "economy", "quality"] as const;

/** Which models answer, and where. */
export const modelKeys = {
  PROFILE: z.enum(profiles).meta(
    describeKey({
      tier: "prefilled",
      group: "models",
      label: "Profile",
      kind: "choice",
      choices: profiles,
      rule: "It is one of balanced, economy, quality.",
      example: "balanced",
      help: ["balanced, economy or quality: sets all three models together."],
      whenBlank: "balanced",
      prefill: "balanced",
    }),
  ),
  CHAT_MODEL: shape.modelId.meta(
    describeKey({
      tier: "advanced",
      group: "models",
      label: "Chat model",
      rule: "It is a model id from openrouter.ai/models, in the form vendor/model.",
      example: "anthropic/claude-sonnet-4.6",
      help: ["Model that answers."],
      whenBlank: "from the profile",
    }),
  ),
  FALLBACK_MODEL: shape.modelId.meta(
    describeKey({
      tier: "advanced",
      group: "models",
      label: "Fallback model",
      rule: "It is a paid model id in the form vendor/model.",
      example: "openai/gpt-5.4-mini",
      help: ["Model that answers when the first one cannot; never a :free one."],
      whenBlank: "from the profile",
    }),
  ),
  COMPACTION_MODEL: shape.modelId.meta(
    describeKey({
      tier: "advanced",
      group: "models",
      label: "Compaction model",
      rule: "It is a model id in the form vendor/model.",
      example: "google/gemini-3.1-flash-lite",
      help: ["Model that shortens long conversations."],
      whenBlank: "from the profile",
    }),
  ),
  OPENROUTER_BASE_URL: shape.webAddress.meta(
    describeKey({
      tier: "advanced",
      group: "models",
      label: "Other model service",
      kind: "web address",
      rule: "It is a web address up to /v1.",
      example: "http://192.168.1.50:4000/v1",
      help: ["Any OpenAI-compatible endpoint (LiteLLM, Ollama) instead of OpenRouter."],
      whenBlank: "https://openrouter.ai/api/v1",
    }),
  ),
  TELEGRAM_API_ROOT: shape.webAddress.meta(
    describeKey({
      tier: "advanced",
      group: "models",
      label: "Other Telegram server",
      kind: "web address",
      rule: "It is a web address without the bot part.",
      example: "http://192.168.1.50:8081",
      help: ["A Bot API server of your own."],
      whenBlank: "https://api.telegram.org",
    }),
  ),
};
