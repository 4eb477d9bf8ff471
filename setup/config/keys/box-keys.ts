import { describeKey } from "../key-meta.ts";
import * as shape from "../value-shapes.ts";

/** The box in its place: name, zone, network. */
export const boxKeys = {
  TIMEZONE: shape.timezone.meta(
    describeKey({
      tier: "optional",
      group: "box",
      label: "Time zone",
      rule: "It is a zone such as Europe/Ljubljana.",
      example: "Europe/Ljubljana",
      help: ["Zone of a city near you, as Area/City."],
      whenBlank: "UTC",
    }),
  ),
  LOCALE: shape.locale.meta(
    describeKey({
      tier: "optional",
      group: "box",
      label: "Language and country",
      rule: "It is a language and a country, such as en_US.",
      example: "sl_SI",
      help: ["Language and country for dates and sorting on the box."],
      whenBlank: "en_US",
    }),
  ),
  HOSTNAME: shape.hostLabel.meta(
    describeKey({
      tier: "optional",
      group: "box",
      label: "Host name",
      rule: "It is one word of up to 63 letters a-z, digits and hyphens, with no hyphen at either end.",
      example: "clawdie-kitchen",
      help: ["Name of the box in your network."],
      whenBlank: "made from ASSISTANT_NAME",
    }),
  ),
  NETWORK_ADDRESS: shape.addressList.meta(
    describeKey({
      tier: "optional",
      group: "network",
      label: "Fixed address",
      kind: "IP addresses",
      rule: "It is an address with the length of the network, such as 192.168.1.20/24; several with commas between.",
      example: "192.168.1.20/24",
      help: ["Fixed address; only together with gateway and DNS."],
      whenBlank: "automatic (DHCP, SLAAC)",
    }),
  ),
  NETWORK_GATEWAY: shape.addressList.meta(
    describeKey({
      tier: "optional",
      group: "network",
      label: "Gateway",
      kind: "IP addresses",
      rule: "It is the address of your router, such as 192.168.1.1.",
      example: "192.168.1.1",
      help: ["Address of your router."],
      whenBlank: "automatic",
    }),
  ),
  NETWORK_DNS: shape.addressList.meta(
    describeKey({
      tier: "optional",
      group: "network",
      label: "Name servers",
      kind: "IP addresses",
      rule: "It is one or more addresses of name servers, with commas between.",
      example: "192.168.1.1, 9.9.9.9",
      help: ["Name servers, with commas between."],
      whenBlank: "automatic",
    }),
  ),
};
