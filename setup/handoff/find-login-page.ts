import type { ServiceDeps } from "./service-request.ts";

const timeoutSeconds = 10;

/** Whether the network answers in place of one of these services when it is asked without TLS and without any secret. */
export async function findLoginPage(services: readonly string[], deps: ServiceDeps): Promise<boolean> {
  const pages = services.filter((url) => url.startsWith("https://")).map(plainAddress);
  const seen = await Promise.all(pages.map((page) => isForeignPage(page, deps)));
  return seen.includes(true);
}

/** `https://api.telegram.org:443/bot` → `http://api.telegram.org/`: nothing of the path or of a token is sent. Pure. */
export function plainAddress(url: string): string {
  return `http://${new URL(url).hostname}/`;
}

/** The services themselves only redirect to their own address with TLS. */
export async function isForeignPage(page: string, { fetch }: Pick<ServiceDeps, "fetch">): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(timeoutSeconds * 1000);
    const response = await fetch(page, { redirect: "manual", signal });
    await response.body?.cancel();
    if (response.status === 511) return true;
    const isHtml = response.headers.get("content-type")?.startsWith("text/html") ?? false;
    if (response.status < 300) return isHtml;
    return response.status < 400 && leadsElsewhere(response.headers.get("location"), page);
  } catch {
    return false;
  }
}

function leadsElsewhere(location: string | null, page: string): boolean {
  if (location === null || !URL.canParse(location, page)) return false;
  const target = new URL(location, page);
  const bare = (name: string) => name.replace(/^www\./, "");
  // telegram.org and api.telegram.org send people to each other.
  const domain = bare(new URL(page).hostname).split(".").slice(-2).join(".");
  return !(target.protocol === "https:" && bare(target.hostname).endsWith(domain));
}
