import { findRulesMark } from "../../config-files/render-firewall.ts";
import { boxLayout } from "../../plan/box-layout.ts";
import { type AuditCheck, applyCure, verdict } from "../audit-check.ts";
import { type Evidence, linesOf, outputOf, textOf } from "../evidence.ts";
import { type Expectation, firewallRules, listOpenings, plannedText } from "../expectation.ts";

const { dashboardPort, gatewayPort, controlPort, namesPort, spendingPort } = boxLayout;
const loopbackPorts: readonly number[] = [gatewayPort, controlPort, spendingPort];

interface Listener {
  readonly protocol: string;
  readonly address: string;
  readonly port: number;
}

/** Rows of `ss -Htuln`. Pure. */
export function parseListeners(text: string): Listener[] {
  return linesOf(text).map((line) => {
    const [protocol = "", , , , local = ""] = line.trim().split(/\s+/);
    const at = local.lastIndexOf(":");
    return {
      protocol,
      address: local.slice(0, at).replace(/^\[|\]$/g, ""),
      port: Number(local.slice(at + 1)),
    };
  });
}

function isLoopback({ address }: Listener): boolean {
  return address.startsWith("127.") || address === "::1" || address.endsWith("%lo");
}

/** The dashboard's port is open in the loaded rules: it has an operator, or a link to become one. */
function isDashboardOpen(seen: Evidence): boolean {
  const set = /set dashboard \{[^}]*elements = \{([^}]*)\}/s.exec(outputOf(seen, "firewall"))?.[1] ?? "";
  return new RegExp(`\\b${dashboardPort}\\b`).test(set);
}

function judgeListeners(seen: Evidence, box: Expectation, protocol: "tcp" | "udp") {
  const outside = parseListeners(outputOf(seen, "listeners")).filter(
    (listener) => listener.protocol === protocol && !isLoopback(listener),
  );
  const forOperator = isDashboardOpen(seen) ? [`tcp ${dashboardPort}`, `udp ${namesPort}`] : [];
  const allowed = [...box.openings, ...forOperator];
  const names = [...new Set(outside.map(({ port }) => `${protocol} ${port}`))];
  return verdict(
    names.join(", ") || "none",
    names.filter((name) => !allowed.includes(name)).map((name) => `something listens on ${name}`),
  );
}

/** Text of one chain of `nft list table`. Pure. */
function chainOf(seen: Evidence, chain: string): string {
  return new RegExp(`chain ${chain} \\{([\\s\\S]*?)\\n\\t\\}`).exec(outputOf(seen, "firewall"))?.[1] ?? "";
}

const who = "Find the program: sudo ss -tulnp; stop it, or open its port on purpose";

function dropCheck(id: string, chain: string, proves: string): AuditCheck {
  return {
    ...{ id, area: "network", proves, cure: applyCure },
    judge: (seen) => {
      const policy = /policy (\w+);/.exec(chainOf(seen, chain))?.[1] ?? "none";
      return verdict(`policy ${policy}`, [
        policy !== "drop" && `the chain ${chain} does not drop by default`,
      ]);
    },
  };
}

function forwardCheck(id: string, path: string, protocol: string): AuditCheck {
  return {
    ...{
      id,
      area: "network",
      proves: `The box is no router (${protocol})`,
      cure: `echo 0 | sudo tee ${path}`,
    },
    judge: (seen) => {
      const value = textOf(seen, path).trim();
      return verdict(value, [value !== "0" && `${path} is ${value}`]);
    },
  };
}

export const forwardPaths = {
  v4: "/proc/sys/net/ipv4/ip_forward",
  v6: "/proc/sys/net/ipv6/conf/all/forwarding",
} as const;

export const networkChecks: readonly AuditCheck[] = [
  {
    ...{ id: "listen-tcp", area: "network", cure: who },
    proves: "Nothing listens on TCP for the network but what the firewall opens",
    judge: (seen, box) => judgeListeners(seen, box, "tcp"),
  },
  {
    ...{ id: "listen-udp", area: "network", cure: who },
    proves: "Nothing listens on UDP for the network but DHCP and what the firewall opens",
    judge: (seen, box) => judgeListeners(seen, box, "udp"),
  },
  {
    ...{ id: "listen-loopback", area: "network", cure: applyCure },
    proves: "The assistant's gateway, the spending guard and /health are reached from the box itself only",
    judge: (seen) => {
      const ours = parseListeners(outputOf(seen, "listeners")).filter(({ port }) =>
        loopbackPorts.includes(port),
      );
      const wide = ours.filter((listener) => !isLoopback(listener));
      const shown = ours.map(({ address, port }) => `${address}:${port}`).join(", ");
      return verdict(
        shown || "not running",
        wide.map(({ address, port }) => `${address}:${port} is not loopback`),
      );
    },
  },
  {
    ...{ id: "firewall-loaded", area: "network", cure: applyCure },
    proves: "The firewall rules of the settings are the ones the kernel uses",
    judge: (seen, box) => {
      const mark = findRulesMark(plannedText(box, firewallRules)) ?? "no rules";
      const loaded = findRulesMark(outputOf(seen, "firewall"));
      return verdict(loaded ?? "no rules loaded", [loaded !== mark && "other rules are loaded, or none"]);
    },
  },
  dropCheck("firewall-input", "input", "What nobody asked for is dropped"),
  dropCheck("firewall-forward", "forward", "Nothing is passed on to other machines"),
  {
    ...{ id: "firewall-openings", area: "network", cure: applyCure },
    proves: "The loaded rules open exactly the ports the settings ask for",
    judge: (seen, box) => {
      const loaded = listOpenings(chainOf(seen, "input"));
      return verdict(loaded.join(", ") || "none", [
        ...loaded.filter((name) => !box.openings.includes(name)).map((name) => `${name} is open`),
        ...box.openings.filter((name) => !loaded.includes(name)).map((name) => `${name} is closed`),
      ]);
    },
  },
  {
    ...{ id: "firewall-dashboard", area: "network" },
    proves: "The dashboard's set holds its own port or nothing",
    cure: applyCure,
    judge: (seen) => {
      const set = /set dashboard \{[^}]*elements = \{([^}]*)\}/s.exec(outputOf(seen, "firewall"))?.[1] ?? "";
      const ports = set
        .split(",")
        .map((part) => part.trim().split(/\s+/)[0] ?? "")
        .filter((port) => port !== "");
      const wrong = ports.filter((port) => port !== String(dashboardPort));
      return verdict(
        ports.join(", ") || "closed",
        wrong.map((port) => `tcp ${port} is open`),
      );
    },
  },
  forwardCheck("forward-ipv4", forwardPaths.v4, "IPv4"),
  forwardCheck("forward-ipv6", forwardPaths.v6, "IPv6"),
];
