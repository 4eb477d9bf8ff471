/** What the service tells about a key's spending. */
export type Figure =
  /** US dollars of this calendar month (UTC). */
  | { readonly kind: "told"; readonly usd: number }
  /** It has no such figure (a self-hosted endpoint), or does not know the key: the call itself will tell. */
  | { readonly kind: "none" }
  /** It could not be had now. */
  | { readonly kind: "failed" };

const timeoutSeconds = 10;

/** GET /key: https://openrouter.ai/docs/api/api-reference/api-keys/get-current-key . Throws nothing. */
export async function askFigure(
  serviceUrl: string,
  authorization: string,
  fetch: typeof globalThis.fetch,
): Promise<Figure> {
  try {
    const signal = AbortSignal.timeout(timeoutSeconds * 1000);
    const headers = { authorization, accept: "application/json" };
    const response = await fetch(`${serviceUrl}/key`, { headers, signal, redirect: "manual" });
    if (response.status === 429 || response.status >= 500) return { kind: "failed" };
    return response.ok ? readFigure(await response.text()) : { kind: "none" };
  } catch {
    return { kind: "failed" };
  }
}

/** Pure. */
export function readFigure(text: string): Figure {
  try {
    const usd: unknown = JSON.parse(text)?.data?.usage_monthly;
    return typeof usd === "number" && Number.isFinite(usd) ? { kind: "told", usd } : { kind: "none" };
  } catch {
    return { kind: "none" };
  }
}
