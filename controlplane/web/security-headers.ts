/**
 * Sent with every answer. No inline script or style, nothing from elsewhere, no framing, nothing kept by caches.
 * No HSTS: browsers ignore it for certificates they do not trust, and it would outlive a reinstallation.
 * `same-origin`, not `no-referrer`: the latter makes browsers send `Origin: null` with our own forms.
 */
export const securityHeaders: Readonly<Record<string, string>> = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
  "cache-control": "no-store",
};
