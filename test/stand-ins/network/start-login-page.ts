import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface LoginPage {
  readonly url: string;
  /** Everything it was sent, headers included: a network hears whatever is not encrypted. */
  readonly heard: readonly string[];
  close(): Promise<void>;
}

const page = "<!DOCTYPE html><html><head><title>Welcome</title></head><body>Accept the terms</body></html>";

/** What a hotel's network answers to everybody who has not accepted its terms: a page, or the way to one. */
export async function startLoginPage(status: 200 | 302 | 511): Promise<LoginPage> {
  const heard: string[] = [];
  const server = createServer((request, response) => {
    heard.push(`${request.url} ${JSON.stringify(request.headers)}`);
    const location = status === 302 ? { location: "http://login.hotel.example/welcome" } : {};
    response.writeHead(status, { "content-type": "text/html; charset=utf-8", ...location });
    response.end(status === 302 ? "" : page);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
