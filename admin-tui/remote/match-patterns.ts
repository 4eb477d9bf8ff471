/** OpenSSH's lists of host patterns: `*` and `?` match, `!` takes away again, case does not matter. Pure. */
export function matchPatterns(patterns: readonly string[], name: string): boolean {
  const hits = patterns.filter((pattern) => matches(pattern.replace(/^!/, ""), name));
  return hits.length > 0 && !hits.some((pattern) => pattern.startsWith("!"));
}

function matches(pattern: string, name: string): boolean {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, "i").test(name);
}
