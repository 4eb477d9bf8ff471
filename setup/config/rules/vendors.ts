/** Beginnings of keys of other services, as their consoles print them; each service says so in its documentation. */
const vendors: readonly (readonly [RegExp, string])[] = [
  [/^sk-ant-/, "Anthropic"],
  [/^sk-(proj|svcacct|admin)-|^sk-[A-Za-z0-9]{48}$/, "OpenAI"],
  [/^sk-[0-9a-f]{32}$/, "DeepSeek"],
  [/^AIza[\w-]{10}/, "Google"],
  [/^gsk_/, "Groq"],
  [/^xai-/, "xAI"],
  [/^hf_[A-Za-z0-9]{8}/, "Hugging Face"],
  [/^(gh[pousr]_|github_pat_)/, "GitHub"],
  [/^glpat-/, "GitLab"],
  [/^pplx-/, "Perplexity"],
  [/^(nvapi|csk|tgp_v1|fw|r8)[-_][A-Za-z0-9]{16}/, "another model service"],
  [/^(AKIA|ASIA)[A-Z0-9]{16}$/, "Amazon Web Services"],
  [/^xox[abeoprs]-/, "Slack"],
  [/^[sr]k_(live|test)_/, "Stripe"],
  [/^AGE-SECRET-KEY-1/, "age"],
  [/^eyJ[\w-]{10,}\.[\w-]+\.[\w-]+$/, "a website (a JSON web token)"],
];

/** The service a key belongs to by the way it begins; undefined when nobody's beginning is known. */
export function findVendor(text: string): string | undefined {
  return vendors.find(([start]) => start.test(text))?.[1];
}
