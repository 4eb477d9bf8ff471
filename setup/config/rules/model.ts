import type { Rule } from "../rule.ts";

export const readModel: Rule = (text, { report, textOf, key }) => {
  const model = /^openrouter\/[^/]+\//i.test(text) ? text.slice("openrouter/".length) : text;
  if (model !== text) report("model.prefix");
  const free = /:free$/i.test(model);
  if (free && key === "FALLBACK_MODEL") {
    report("model.free");
    return null;
  }
  if (free) report("model.free-chat");
  if (!model.includes("/") && textOf("OPENROUTER_BASE_URL") === null) {
    report("model.no-vendor");
    return null;
  }
  return model;
};

/** Hosts that never leave the own network: names without dots, .local, and private addresses (RFC 1918, RFC 4193). */
const ownNetwork =
  /^(localhost|[^.:[\]]+|.+\.(local|lan|home|internal)|127\..*|10\..*|192\.168\..*|172\.(1[6-9]|2\d|3[01])\..*|\[(::1|f[cd].*|fe80.*)\])$/;

export const readWebAddress: Rule = (text, { report }) => {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:\/\//i.test(text)) {
    report("url.form");
    return null;
  }
  const code = url.username || url.password ? "url.credentials" : url.search || url.hash ? "url.extra" : null;
  if (code !== null) {
    report(code);
    return null;
  }
  if (/\/(chat\/completions|completions|responses|models|bot)\/?$/i.test(url.pathname)) {
    report("url.one-call");
    return null;
  }
  if (/^(localhost|127\..*|\[::1\])$/.test(url.hostname)) report("url.box-itself");
  if (url.protocol === "http:" && !ownNetwork.test(url.hostname)) report("url.unencrypted");
  return url.href.replace(/\/+$/, "");
};
