import { request } from "node:https";

export interface RawAnswer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}

export interface BrowserSession {
  get(path: string, headers?: Record<string, string>): Promise<RawAnswer>;
  /** A form, with the Origin a page of the box itself would send unless `headers` say otherwise. */
  post(
    path: string,
    form: Record<string, string>,
    headers?: Record<string, string | null>,
  ): Promise<RawAnswer>;
  /** Cookies as they stand: name → value. */
  readonly cookies: Map<string, string>;
}

/**
 * Requests with a cookie jar, where a test must choose every header itself; what people do is tested in Chromium.
 * @param from Loopback address the connections come from; 127.0.0.3 is another computer for the server.
 */
export function createBrowserSession(port: number, from = "127.0.0.1"): BrowserSession {
  const cookies = new Map<string, string>();
  const origin = `https://localhost:${port}`;
  const send = async (method: string, path: string, headers: Record<string, string>, body: string) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const all = cookie === "" ? headers : { ...headers, cookie };
    const answer = await ask({ from, port, method, path, headers: all }, body);
    for (const line of answer.headers["set-cookie"] ?? []) keepCookie(cookies, line);
    return answer;
  };
  return {
    cookies,
    get: (path, headers = {}) => send("GET", path, headers, ""),
    post: (path, form, headers = {}) => {
      const type = "application/x-www-form-urlencoded";
      const wanted = { origin, "content-type": type, ...headers };
      const given = Object.entries(wanted).filter((entry): entry is [string, string] => entry[1] !== null);
      return send("POST", path, Object.fromEntries(given), new URLSearchParams(form).toString());
    },
  };
}

function keepCookie(cookies: Map<string, string>, line: string): void {
  const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
  if (value === "" || /max-age=0\b/i.test(line)) cookies.delete(name);
  else cookies.set(name, value);
}

function ask(
  {
    from,
    ...where
  }: { from: string; port: number; method: string; path: string; headers: Record<string, string> },
  body: string,
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const options = {
      ...{ ...where, host: "localhost", family: 4, localAddress: from },
      ...{ rejectUnauthorized: false, agent: false },
    } as const;
    const call = request(options, async (response) => {
      let text = "";
      for await (const chunk of response) text += chunk;
      resolve({ status: response.statusCode ?? 0, headers: response.headers as never, body: text });
    });
    call.on("error", reject);
    call.end(body);
  });
}
