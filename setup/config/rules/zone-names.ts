/**
 * The zones a box knows: those of the running Node, by the names Intl gives them.
 * The check page gets this list from the build instead, so that every browser judges like the box.
 */
export function listZoneNames(): readonly string[] {
  return Intl.supportedValuesOf("timeZone");
}
