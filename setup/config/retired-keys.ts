const wireless = { reason: "the box uses a network cable", instead: "Plug one in." };

/** Keys people bring along from elsewhere: why we have none, and what to use. */
export const retiredKeys: Readonly<Record<string, { readonly reason: string; readonly instead: string }>> = {
  ROOT_PASSWORD: {
    reason: "root has no password on the box",
    instead: "Use SSH_AUTHORIZED_KEY or CLAWDIE_USER_PASSWORD.",
  },
  WIFI: wireless,
  WIFI_SSID: wireless,
  WIFI_PASSWORD: wireless,
  WIFI_KEY: wireless,
  WLAN: wireless,
  WLAN_SSID: wireless,
  WLAN_PASSWORD: wireless,
  WLAN_KEY: wireless,
  SSID: wireless,
};
