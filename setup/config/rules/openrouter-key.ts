import type { Rule } from "../rule.ts";

/** Beginnings of keys of other services, as their consoles print them. */
const otherVendors: readonly (readonly [RegExp, string])[] = [
  [/^sk-ant-/, "Anthropic"],
  [/^sk-(proj|svcacct|admin)-/, "OpenAI"],
  [/^AIza/, "Google"],
  [/^gsk_/, "Groq"],
  [/^xai-/, "xAI"],
  [/^hf_/, "Hugging Face"],
  [/^(ghp|gho|github_pat)_/, "GitHub"],
  [/^pplx-/, "Perplexity"],
];

/** `sk-or-v1-` and 64 hexadecimal digits. */
const usualLength = 73;

export const readOpenRouterKey: Rule = (text, { report, textOf }) => {
  const key = text.replace(/^bearer\s+/i, "");
  if (key !== text) report("openrouter-key.bearer");
  if (textOf("OPENROUTER_BASE_URL") !== null) return key;
  const vendor = otherVendors.find(([start]) => start.test(key))?.[1];
  if (vendor !== undefined) {
    report("openrouter-key.other-vendor", { vendor });
    return null;
  }
  if (!/^sk-or-[A-Za-z0-9-]{20,200}$/.test(key)) {
    report("value.format");
    return null;
  }
  if (!/^sk-or-v1-[0-9a-f]{64}$/.test(key)) report("openrouter-key.length", { length: key.length });
  return key.length > usualLength * 3 ? null : key;
};
