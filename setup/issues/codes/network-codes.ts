import type { CodeTable } from "../code-table.ts";

/** NETWORK_ADDRESS, NETWORK_GATEWAY and NETWORK_DNS. */
export const networkCodes = {
  "network.half": {
    severity: "error",
    rule: "{key} is missing: NETWORK_ADDRESS, NETWORK_GATEWAY and NETWORK_DNS belong together.",
    cure: "Fill in all three, or leave all blank for an automatic address.",
  },
  "network.no-prefix": {
    severity: "error",
    rule: "{key} has no length of the network after the address.",
    cure: "Write it as 192.168.1.20/24; /24 stands for the mask 255.255.255.0.",
  },
  "network.prefix": {
    severity: "error",
    rule: "{key} has a network length outside of 1 to {limit}.",
    cure: "Write it as 192.168.1.20/24 (/24 stands for the mask 255.255.255.0), or 2001:db8::20/64 for IPv6.",
  },
  "network.address-form": {
    severity: "error",
    rule: "{key} holds what is not an IP address.",
    cure: "Write four numbers up to 255 with dots and no leading zeros, or an IPv6 address; a slash only in NETWORK_ADDRESS. For automatic addresses leave all three NETWORK lines blank.",
  },
  "network.unusable": {
    severity: "error",
    rule: "{key} holds {what}, which a computer cannot have for itself.",
    cure: "Ask whoever runs the network for a free address.",
  },
  "network.gateway-outside": {
    severity: "error",
    rule: "{key} lies outside of the network of NETWORK_ADDRESS.",
    cure: "The gateway must be in the same network; check both and the length after the slash.",
  },
  "network.gateway-self": {
    severity: "error",
    rule: "{key} is the same as NETWORK_ADDRESS.",
    cure: "The gateway is your router, with an address of its own.",
  },
  "network.separator": {
    severity: "error",
    rule: "{key} has something else than commas between the addresses.",
    cure: "Write commas: 192.168.1.1, 9.9.9.9 for example.",
  },
} as const satisfies CodeTable;
