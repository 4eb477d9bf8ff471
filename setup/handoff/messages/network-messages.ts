const neither = "neither Telegram nor the model service could be reached";

/** The way to the services, and the clock. */
export const networkMessages = {
  "network.ok": { message: "The internet is reachable.", cure: "" },
  "network.proxy": {
    message: "The services were reached through the proxy set on this computer.",
    cure: "The box knows no proxy: its own network must let it out directly, to Telegram and to the model service.",
  },
  "network.no-name": {
    message: `No name could be looked up (DNS), so ${neither}.`,
    cure: "Check the internet connection of the router. With NETWORK_DNS in setup.txt, check those addresses. {again}",
  },
  "network.no-card": {
    message: `No network card was found in {machine}, so ${neither}.`,
    cure: "A card that is built in may be switched off in the firmware setup, or be newer than this version. A USB network adapter helps. {again}",
  },
  "network.no-cable": {
    message: `No network cable is plugged in, or nothing is at its other end, so ${neither}.`,
    cure: "Plug in a network cable from the router; Wi-Fi is not used. A small light at the socket shows that it works. {again}",
  },
  "network.no-address": {
    message: `The network gave {machine} no address (DHCP), so ${neither}.`,
    cure: "Restart the router, or set NETWORK_ADDRESS, NETWORK_GATEWAY and NETWORK_DNS in setup.txt. {again}",
  },
  "network.unreachable": {
    message: `There is no way to the internet: ${neither} ({reason}).`,
    cure: "Check the network cable, the router and the internet connection. {again}",
  },
  "network.intercepted": {
    message: "Something in your network answers in place of Telegram and the model service (TLS).",
    cure: "Connect {machine} to a network without a login page or TLS filter, or make an exception for it there. {again}",
  },
  "network.login-page": {
    message: "Your network shows a login page in place of Telegram and the model service.",
    cure: "Log in to this network with a browser, or connect {machine} to a network without a login page. The box itself cannot log in. {again}",
  },
  "network.proxy-refused": {
    message: "The services could not be reached through the proxy set on this computer.",
    cure: "Check HTTPS_PROXY and HTTP_PROXY, or start this check without them: the box knows no proxy.",
  },
  "network.not-checked": {
    message: "Nothing was asked online, because setup.txt has to be corrected first.",
    cure: "",
  },
  "clock.ok": { message: "The clock agrees with the services.", cure: "" },
  "clock.wrong": {
    message: "The clock of {machine} is wrong{skew}, so secure connections fail.",
    cure: "A clock sets itself over the network (NTP, UDP port 123). If it stays wrong, set date and time in the firmware setup, in UTC. {again}",
  },
  "clock.not-checked": { message: "The clock was not checked: no service answered.", cure: "" },
} as const;
