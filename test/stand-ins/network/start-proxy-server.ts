import { Agent, createServer, request as forward } from "node:http";
import { type AddressInfo, connect } from "node:net";

export interface ProxyServer {
  readonly url: string;
  /** `GET http://…` and `CONNECT host:port`, in the order of arrival. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

/** A forward proxy as offices have them: plain requests and tunnels. @param refuse answer 407 to everything. */
export async function startProxyServer(refuse = false): Promise<ProxyServer> {
  const asked: string[] = [];
  // An agent of its own: the proxy itself asks nobody's proxy.
  const agent = new Agent();
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url?.replace(/\/bot[^/]+/, "/bot…")}`);
    if (refuse) return void response.writeHead(407).end();
    const { method, headers } = request;
    const onward = forward(request.url ?? "", { agent, method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on("error", () => response.writeHead(502).end());
    request.pipe(onward);
  });
  server.on("connect", (request, socket) => {
    asked.push(`CONNECT ${request.url}`);
    if (refuse) return void socket.end("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
    const [host, port] = (request.url ?? "").split(":");
    const onward = connect(Number(port), host, () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      onward.pipe(socket).pipe(onward);
    });
    onward.on("error", () => socket.destroy());
    socket.on("error", () => onward.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
        agent.destroy();
      }),
  };
}
