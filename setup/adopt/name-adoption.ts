import { shortHash } from "../plan/pool-identity.ts";

/** Says which setup.txt and which version an adoption was made with: 16 hexadecimal digits, recorded in
 *  install.json. @param wipedHash of `hashWiped`: the same before and after its secrets are overwritten. Pure. */
export function nameAdoption(installId: string, wipedHash: string, version: string): string {
  return shortHash(installId, wipedHash, version);
}
