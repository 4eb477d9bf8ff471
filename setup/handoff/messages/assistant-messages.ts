/** The assistant's own program, and the greeting. */
export const assistantMessages = {
  "runtime.ok": { message: "The assistant's runtime is ready.", cure: "" },
  "runtime.down": {
    message: "The assistant's runtime does not answer.",
    cure: "It may still be starting (up to five minutes on a slow machine). {again} Its log: {log}",
  },
  "runtime.starting": { message: "The assistant's runtime is still starting.", cure: "{again}" },
  "runtime.degraded": {
    message: "The assistant's runtime is busy with itself ({reason}).",
    cure: "This passes. {again}",
  },
  "runtime.failing": {
    message: "A part of the assistant's runtime does not work ({reason}).",
    cure: "{again} Its log: {log}",
  },
  "runtime.suppressed": {
    message: "The assistant's runtime keeps {reason} switched off after several crashes.",
    cure: "It switches back on after five quiet minutes. {again} Its log: {log}",
  },
  "greeting.ok": { message: "The model answered, and you have been greeted on Telegram.", cure: "" },
  "greeting.earlier": {
    message: "You were greeted at {at}; the model was not asked again.",
    cure: "",
  },
  "greeting.not-checked": {
    message: "The model has not been asked for a greeting: the checks above come first.",
    cure: "",
  },
  "greeting.no-answer": {
    message: "The model did not answer when the assistant was asked for a greeting.",
    cure: "{again} If it stays so, check credit and model at your model service, and the runtime's log: {log}",
  },
  "greeting.no-credit": {
    message: "The model did not answer: the model service says that there is no credit.",
    cure: "Add credit at https://openrouter.ai/settings/credits. {again}",
  },
  "greeting.limit-reached": {
    message: "The model was not asked: the monthly limit in setup.txt (MONTHLY_LIMIT_USD) is reached.",
    cure: "Raise it, or wait for the new month. {correctLimit}",
  },
  "greeting.not-delivered": {
    message: "The model answered, but Telegram did not take the message ({reason}).",
    cure: "{again}",
  },
} as const;
