import type { NetworkSettings } from "../settings/settings.ts";

/** Which interface a static address goes to; null when the machine has only one (names change, then it does not matter). */
export type StaticInterface = string | null;

type StaticNetwork = Extract<NetworkSettings, { mode: "static" }>;

const head = `# Made by Clawdie; changes are overwritten.
duid
persistent
vendorclassid
option domain_name_servers, domain_name, domain_search, classless_static_routes, interface_mtu
require dhcp_server_identifier
slaac private
hostname
# The name comes from setup.txt, never from the network.
nohook hostname
`;

/** /etc/dhcpcd.conf: DHCP and SLAAC, or the static addresses of setup.txt. */
export function renderDhcpcdConfig(network: NetworkSettings, staticInterface: StaticInterface): string {
  if (network.mode === "automatic") return head;
  const lines = staticLines(network);
  return staticInterface === null
    ? `${head}\n${lines.join("\n")}\n`
    : `${head}\ninterface ${staticInterface}\n${lines.join("\n")}\n`;
}

function staticLines(network: StaticNetwork): string[] {
  const [first4] = network.addresses.filter(isIpv4);
  const [first6] = network.addresses.filter(isIpv6);
  const [gateway4] = network.gateways.filter(isIpv4);
  return [
    first4 === undefined ? [] : `static ip_address=${first4}`,
    first6 === undefined ? [] : `static ip6_address=${first6}`,
    gateway4 === undefined ? [] : `static routers=${gateway4}`,
    network.dns.length === 0 ? [] : `static domain_name_servers=${network.dns.join(" ")}`,
    network.gateways.some(isIpv6) ? "noipv6rs" : [],
  ].flat();
}

/** /etc/dhcpcd.exit-hook: what dhcpcd.conf cannot say, an IPv6 gateway and further addresses. */
export function renderDhcpcdHook(network: NetworkSettings, staticInterface: StaticInterface): string {
  const commands = network.mode === "static" ? hookCommands(network) : [];
  const comment = "# Made by Clawdie; changes are overwritten. Sourced by dhcpcd's hooks.\n";
  if (commands.length === 0) return comment;
  const guard =
    staticInterface === null
      ? `[ "$interface" != lo ] && [ "$if_up" = true ]`
      : `[ "$interface" = ${staticInterface} ] && [ "$if_up" = true ]`;
  return `${comment}if ${guard}; then\n${commands.map((command) => `\t${command}\n`).join("")}fi\n`;
}

function hookCommands(network: StaticNetwork): string[] {
  const further = [
    ...network.addresses.filter(isIpv4).slice(1),
    ...network.addresses.filter(isIpv6).slice(1),
  ];
  const [gateway6] = network.gateways.filter(isIpv6);
  return [
    ...further.map((address) => `ip address replace ${address} dev "$interface"`),
    ...(gateway6 === undefined ? [] : [`ip -6 route replace default via ${gateway6} dev "$interface"`]),
  ];
}

function isIpv6(address: string): boolean {
  return address.includes(":");
}

function isIpv4(address: string): boolean {
  return !isIpv6(address);
}
