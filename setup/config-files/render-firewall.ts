import { createHash } from "node:crypto";
import { dirname } from "node:path";
import { boxLayout } from "../plan/box-layout.ts";

export interface FirewallOptions {
  /** Open TCP port 22. */
  readonly ssh: boolean;
}

const rulesMark = "@rules@";

/** Holds files that open something while a condition lasts; read after the table, so that they can add to its sets. */
const openings = `${dirname(boxLayout.dashboardOpening)}/*.nft`;

/** Opens the dashboard's port, and that of its name in the network, for good, as the content of `boxLayout.dashboardOpening`. */
export function renderDashboardOpening(): string {
  return `# Made by Clawdie: there is an operator.
add element inet clawdie dashboard { ${boxLayout.dashboardPort} }
add element inet clawdie names { ${boxLayout.namesPort} }
`;
}

/** nft commands that open it for a while only, e.g. while a link waits for its use; nothing of it survives a restart. */
export function renderTemporaryOpening(minutes: number): string {
  return `flush set inet clawdie dashboard\nadd element inet clawdie dashboard { ${boxLayout.dashboardPort} timeout ${minutes}m }\n`;
}

/**
 * /etc/nftables.conf: nothing comes in but answers, ICMP, DHCP, SSH when wanted, and the dashboard
 * once it has an operator; everything may go out.
 * Only our own table is replaced, in one transaction. Its comment carries a digest of the rules, by which
 * `load-firewall` sees whether they are loaded.
 */
export function renderFirewall(options: FirewallOptions): string {
  const text = renderRules(options);
  const digest = createHash("sha256").update(text).digest("hex").slice(0, 32);
  return text.replace(rulesMark, `clawdie-rules-${digest}`);
}

/** The mark that a rules file carries, or null when it has none. */
export function findRulesMark(text: string): string | null {
  return /clawdie-rules-[0-9a-f]{32}/.exec(text)?.[0] ?? null;
}

function renderRules({ ssh }: FirewallOptions): string {
  return `#!/usr/sbin/nft -f
# Made by Clawdie; changes are overwritten.
table inet clawdie
delete table inet clawdie
table inet clawdie {
	comment "${rulesMark}"

	# TCP ports of the dashboard: empty until it has an operator.
	set dashboard {
		type inet_service
		flags timeout
	}

	# UDP port of multicast DNS: empty until then.
	set names {
		type inet_service
	}

	chain input {
		type filter hook input priority filter; policy drop;
		iifname "lo" accept
		ct state established,related accept
		ct state invalid drop
		# Errors about our own traffic, and ping.
		icmp type { destination-unreachable, time-exceeded, parameter-problem, echo-request } accept
		icmpv6 type { destination-unreachable, packet-too-big, time-exceeded, parameter-problem, echo-request } accept
		# IPv6 does not work without: routers and neighbors, from this link only.
		icmpv6 type { nd-router-advert, nd-neighbor-solicit, nd-neighbor-advert } ip6 hoplimit 255 accept
		icmpv6 type { mld-listener-query, mld-listener-report, mld2-listener-report } ip6 saddr fe80::/10 accept
		# Answers of DHCP servers, which no connection is tracked for.
		udp sport 67 udp dport 68 accept
		ip6 saddr fe80::/10 udp sport 547 udp dport 546 accept
${ssh ? "\t\t# SSH, keys only.\n\t\ttcp dport 22 accept\n" : ""}\t\ttcp dport @dashboard accept
		# Who is <hostname>.local? Asked on this link only, whose routers hand it on to nobody.
		ip daddr 224.0.0.251 udp dport @names accept
		ip6 daddr ff02::fb udp dport @names accept
	}

	chain forward {
		type filter hook forward priority filter; policy drop;
	}

	chain output {
		type filter hook output priority filter; policy accept;
	}
}

include "${openings}"
`;
}
