import { bitsOf, describeUnusable, type IpAddress, parseIpAddress } from "../ip-address.ts";
import type { Rule, RuleContext } from "../rule.ts";

/** Addresses in CIDR form, commas between. */
export const readNetworkAddress: Rule = (text, context) => {
  const parts = splitList(text, context);
  if (parts === null) return null;
  return parts.every((part) => checkCidr(part, context)) ? parts.join(", ") : null;
};

/** Plain addresses (gateway, name servers), commas between. */
export const readAddresses: Rule = (text, context) => {
  const parts = splitList(text, context);
  if (parts === null) return null;
  const good = parts.every((part) => {
    const address = parseIpAddress(part);
    return address === null ? fail(context, "network.address-form") : checkUsable(address, context);
  });
  return good ? parts.join(", ") : null;
};

/** Commas, with or without spaces; `8,8,8,8` is an address typed with commas and fails as an address. */
function splitList(text: string, { report }: RuleContext): string[] | null {
  const parts = text.split(",").map((part) => part.trim());
  if (!/[;|\s]/.test(parts.join("")) && !parts.includes("")) return parts;
  report("network.separator");
  return null;
}

function checkCidr(part: string, context: RuleContext): boolean {
  const [text = "", prefix, ...rest] = part.split("/");
  const address = parseIpAddress(text);
  if (address === null || rest.length > 0) return fail(context, "network.address-form");
  if (prefix === undefined) return fail(context, "network.no-prefix");
  const limit = bitsOf(address.family);
  if (!/^[1-9]\d{0,2}$/.test(prefix) || Number(prefix) > limit) {
    context.report("network.prefix", { limit });
    return false;
  }
  return checkUsable(address, context) && checkNotEdge(address, Number(prefix), context);
}

function checkUsable(address: IpAddress, { report }: RuleContext): boolean {
  const what = describeUnusable(address);
  if (what !== null) report("network.unusable", { what });
  return what === null;
}

/** The first address of an IPv4 network names the network, the last one reaches everybody in it (RFC 919); /31 has neither (RFC 3021). */
function checkNotEdge({ family, number }: IpAddress, prefix: number, { report }: RuleContext): boolean {
  if (family === 6 || prefix > 30) return true;
  const size = 1n << BigInt(32 - prefix);
  const edge =
    number % size === 0n
      ? "the address of the network"
      : number % size === size - 1n
        ? "the broadcast address"
        : null;
  if (edge !== null) report("network.unusable", { what: edge });
  return edge === null;
}

function fail({ report }: RuleContext, code: "network.address-form" | "network.no-prefix"): false {
  report(code);
  return false;
}
