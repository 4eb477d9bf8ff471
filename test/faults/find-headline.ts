const headline = /^\W*((?:STOPPED|WAITING|DONE|WORKING): .*)$/;
const bullet = /^\s*- (.*)$/;

/**
 * The last headline of a result page or console and the first thing said below it, as one line; empty when there is
 * none. Pure.
 */
export function findHeadline(lines: readonly string[]): string {
  const at = lines.findLastIndex((line) => headline.test(line));
  if (at === -1) return "";
  const first = headline.exec(lines[at] ?? "")?.[1]?.trim() ?? "";
  const from = lines.findIndex((line, place) => place > at && bullet.test(line));
  if (from === -1) return first;
  // What goes on is indented and has no dash of its own.
  const goesOn = lines.slice(from + 1).findIndex((line) => bullet.test(line) || !/^\s{3,}\S/.test(line));
  const end = goesOn === -1 ? lines.length : from + 1 + goesOn;
  const said = lines.slice(from, end).map((line) => line.replace(/^\s*- /, "").trim());
  return `${first} ${said.join(" ")}`;
}
