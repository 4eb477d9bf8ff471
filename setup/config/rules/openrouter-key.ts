import type { Rule } from "../rule.ts";
import { findVendor } from "./vendors.ts";

export const readOpenRouterKey: Rule = (text, { report, textOf }) => {
  const key = text.replace(/^(authorization\s*:\s*)?bearer[\s:]+/i, "");
  if (key !== text) report("openrouter-key.bearer");
  if (textOf("OPENROUTER_BASE_URL") !== null) return key;
  const vendor = findVendor(key);
  if (vendor !== undefined) {
    report("openrouter-key.other-vendor", { vendor });
    return null;
  }
  const code = findFault(key);
  if (code !== null) {
    report(code, { length: key.length });
    return null;
  }
  if (!/^sk-or-v1-[0-9a-f]{64}$/.test(key)) report("openrouter-key.length", { length: key.length });
  return key;
};

function findFault(key: string) {
  if (/\s/.test(key)) return "value.space-inside";
  if (/^sk-or-[A-Za-z0-9-]{0,19}$/.test(key)) return "openrouter-key.cut";
  if (!/^sk-or-[A-Za-z0-9-]{20,200}$/.test(key)) return "value.format";
  return isSample(key.replace(/^sk-or-(v\d+-)?/, "")) ? "value.placeholder" : null;
}

/** `000…`, `0123456789abcdef…` and the like; a real key is random. */
function isSample(random: string): boolean {
  return (
    new Set(random).size <= 2 ||
    /^((0123456789abcdef)+|(1234567890)+(abcdef)?|(abcdef0123456789)+)/.test(random)
  );
}
