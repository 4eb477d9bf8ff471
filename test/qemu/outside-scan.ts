import type { RemoteShell } from "../../iso/vm/remote-shell.ts";
import { runAsRoot } from "./box-shell.ts";

/** Where a neighbor on the network would stand: a network namespace of its own, joined to the box by a cable. */
const cable = [
  "ip netns add neighbor",
  "ip link add to-neighbor type veth peer name to-box netns neighbor",
  "ip address add 10.99.0.1/24 dev to-neighbor",
  "ip address add fd99::1/64 dev to-neighbor nodad",
  "ip link set to-neighbor up",
  "ip -n neighbor address add 10.99.0.2/24 dev to-box",
  "ip -n neighbor address add fd99::2/64 dev to-box nodad",
  "ip -n neighbor link set to-box up",
].join(" && ");

/** Every port is tried, so that nothing depends on what the box says about itself. What is dropped ends by its limit. */
const scanner = `
const net = require("node:net");
const [host, last] = [process.argv[2], Number(process.argv[3])];
const open = [];
let next = 1, running = 0;
function more() {
  // A few at a time: while thousands are opened no answer is read, and a limit would pass before it is.
  for (let few = 0; few < 50 && running < 2000 && next <= last; few++) {
    const port = next++;
    running++;
    const socket = net.connect({ host, port });
    const end = (answers) => {
      if (answers) open.push(port);
      socket.destroy();
      running--;
    };
    socket.setTimeout(4000, () => end(false));
    socket.once("connect", () => end(true)).once("error", () => end(false));
  }
  if (running > 0 || next <= last) setTimeout(more, 20);
  else console.log(JSON.stringify(open.sort((a, b) => a - b)));
}
more();
`;

/** TCP ports that let a neighbor connect, over both families. UDP answers nothing to a scan: see `ss` for it. */
export async function scanFromOutside(shell: RemoteShell): Promise<{ ipv4: number[]; ipv6: number[] }> {
  await runAsRoot(shell, cable);
  try {
    const scan = async (host: string): Promise<number[]> => {
      const line = `ip netns exec neighbor /usr/lib/clawdie/node/bin/node - ${host} 65535`;
      return JSON.parse(await runAsRoot(shell, line, scanner, [0], 1200));
    };
    return { ipv4: await scan("10.99.0.1"), ipv6: await scan("fd99::1") };
  } finally {
    await runAsRoot(shell, "ip link del to-neighbor; ip netns del neighbor");
  }
}
