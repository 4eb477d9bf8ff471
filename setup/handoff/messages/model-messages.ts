/** The key and the models. */
export const modelMessages = {
  "model.ok": { message: "The model key is accepted{credit}.", cure: "" },
  "model.no-limit": {
    message: "The model key is accepted, and nothing limits what it may spend.",
    cure: "Set a limit for this key at https://openrouter.ai/settings/keys.",
  },
  "model.expires": {
    message: "The model key is accepted{credit}, and ends on {at}.",
    cure: "Make one without an end at https://openrouter.ai/settings/keys before that day. {correctKey}",
  },
  "model.free-tier": {
    message: "The model key is accepted, but its account never bought credit: paid models will refuse it.",
    cure: "Add credit at https://openrouter.ai/settings/credits.",
  },
  "model.key-refused": {
    message: "The model service refuses the key (OPENROUTER_API_KEY).",
    cure: "Make a new key at https://openrouter.ai/settings/keys. {correctKey}",
  },
  "model.management-key": {
    message:
      "OPENROUTER_API_KEY is a management key: it can make other keys, and no model ever answers to it.",
    cure: "Make an ordinary key at https://openrouter.ai/settings/keys. {correctKey}",
  },
  "model.no-credit": {
    message: "The model key has no credit left.",
    cure: "Add credit at https://openrouter.ai/settings/credits, or raise the limit of the key. {again}",
  },
  "model.rate-limited": { message: "The model service asks {machine} to wait{wait}.", cure: "{again}" },
  "model.service-error": {
    message: "The model service answered with an error (HTTP {status}).",
    cure: "With OPENROUTER_BASE_URL set, check that address. {again}",
  },
  "model.unreachable": {
    message: "The model service could not be reached, although Telegram could ({reason}).",
    cure: "Check OPENROUTER_BASE_URL if you set it, and whether your network blocks it. {again}",
  },
  "model.no-name": {
    message: "The name of the model service was not found (DNS), although Telegram was.",
    cure: "Check OPENROUTER_BASE_URL if you set it, and whether your network blocks it. {again}",
  },
  "model.intercepted": {
    message: "Something else answers in place of the model service: the certificate (TLS) is not its own.",
    cure: "Check whether your network filters it. With OPENROUTER_BASE_URL set, that server needs a certificate of a known authority. {again}",
  },
  "model.login-page": {
    message: "A web page came in place of the model service's answer.",
    cure: "Check OPENROUTER_BASE_URL if you set it (it ends in /v1), and whether your network wants a login. {again}",
  },
  "model.not-checked": {
    message: "The model key was not checked: no secure connection to the model service.",
    cure: "",
  },
  "model.self-hosted": {
    message: "The key was not checked: this endpoint has no key information. Only a real answer proves it.",
    cure: "",
  },
  "models.ok": { message: "The models are served to this key.", cure: "" },
  "models.moved": {
    message: "The model service retired a model, so the next one of the profile is used: {moves}.",
    cure: "Nothing has to be done. To choose yourself, set CHAT_MODEL, FALLBACK_MODEL or COMPACTION_MODEL.",
  },
  "models.moving": {
    message:
      "The model service no longer serves a model to this key: {moves}. The assistant starts again with it.",
    cure: "{again}",
  },
  "models.would-move": {
    message: "The model service does not serve every first choice to this key. The box will use: {moves}.",
    cure: "",
  },
  "models.retired": {
    message: "The model service does not serve {models} to this key.",
    cure: "Set CHAT_MODEL, FALLBACK_MODEL or COMPACTION_MODEL in setup.txt to a model on https://openrouter.ai/models, or remove them. With privacy settings or guardrails in your account, check those.",
  },
  "models.none-served": {
    message: "The model service serves neither the chat model nor the fallback to this key: {models}.",
    cure: "Check the privacy settings and guardrails of your account at https://openrouter.ai/settings, and CHAT_MODEL and FALLBACK_MODEL in setup.txt. {again}",
  },
  "models.free-fallback": {
    message: "The fallback {models} costs nothing: free models stop answering without saying so.",
    cure: "Set FALLBACK_MODEL to a paid model, or remove it.",
  },
  "models.not-checked": {
    message: "Which models are served to this key was not checked.",
    cure: "",
  },
} as const;
