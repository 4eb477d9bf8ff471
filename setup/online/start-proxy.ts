import { setGlobalProxyFromEnv } from "node:http";

export interface ProxyUse {
  usesProxy(url: string): boolean;
  /** Back to how it was before. */
  restore(): void;
}

type Env = Readonly<Record<string, string | undefined>>;

/** Sends all requests of this process through the proxy of its environment, as browsers and curl do. */
export function startProxy(env: Env): ProxyUse {
  const proxies: Readonly<Record<string, string | undefined>> = {
    "http:": env.http_proxy || env.HTTP_PROXY,
    "https:": env.https_proxy || env.HTTPS_PROXY,
  };
  const direct = env.no_proxy || env.NO_PROXY;
  const restore = start({
    ...(proxies["http:"] ? { http_proxy: proxies["http:"] } : {}),
    ...(proxies["https:"] ? { https_proxy: proxies["https:"] } : {}),
    ...(direct ? { no_proxy: direct } : {}),
  });
  if (restore === null) return { usesProxy: () => false, restore: () => {} };
  return {
    usesProxy: (url) => Boolean(proxies[new URL(url).protocol]) && !isDirect(url, direct ?? ""),
    restore,
  };
}

/** Null when there is no proxy, or its address is not one. */
function start(settings: Parameters<typeof setGlobalProxyFromEnv>[0]): (() => void) | null {
  if (settings === undefined || !("http_proxy" in settings || "https_proxy" in settings)) return null;
  try {
    return setGlobalProxyFromEnv(settings);
  } catch {
    return null;
  }
}

/** Entries of NO_PROXY: names with everything below them, or `*`. */
function isDirect(url: string, list: string): boolean {
  const { hostname } = new URL(url);
  const entries = list.split(/[\s,]+/).map((entry) => entry.replace(/^\*?\./, "").replace(/:\d+$/, ""));
  return entries.some(
    (entry) => entry === "*" || (entry !== "" && (hostname === entry || hostname.endsWith(`.${entry}`))),
  );
}
