import { parse } from "@iarna/toml";
import { z } from "zod";
import { type BoxAddress, parseBoxAddress } from "./ssh-target.ts";

/** Something wrong in an inventory file, in words its writer uses. */
export interface InventoryIssue {
  /** 1-based; null when it is about the file as a whole. */
  readonly line: number | null;
  readonly key: string | null;
  readonly message: string;
  readonly hint: string;
}

const Box = z.strictObject({
  name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$/),
  host: z.string(),
  user: z
    .string()
    .regex(/^[a-z_][a-z0-9_-]{0,31}$/)
    .optional(),
  port: z.int().min(1).max(65_535).optional(),
  identity: z.string().min(1).optional(),
});

/** Rule and cure of each key. */
const rules: Readonly<Record<keyof z.infer<typeof Box>, readonly [string, string]>> = {
  name: ["needs a name: up to 32 letters, digits, dots, dashes", 'Write, for example: name = "kitchen"'],
  host: [
    "needs an address: a name, IP address or Host of ~/.ssh/config",
    'Write, for example: host = "192.168.1.20"',
  ],
  user: ["must be an account name", 'Leave it out for "clawdie".'],
  port: ["must be a number from 1 to 65535, without quotes", "Leave it out for 22."],
  identity: ["must be the path of a private key", 'Write, for example: identity = "~/.ssh/id_ed25519"'],
};

const example = 'Begin each box with a line [[box]], then name = "…" and host = "…".';

/** The boxes of an inventory file, or everything that is wrong with it. Pure. */
export function parseInventory(text: string): { boxes: BoxAddress[]; issues: InventoryIssue[] } {
  const read = parseToml(text);
  if ("issue" in read) return { boxes: [], issues: [read.issue] };
  const places = findPlaces(text);
  const { box: list, ...others } = read.table;
  const issues: InventoryIssue[] = Object.keys(others).map((key) => ({
    ...{ line: findKey(text, key), key },
    ...{ message: `${key} is no key of an inventory`, hint: example },
  }));
  if (!Array.isArray(list) || list.length === 0)
    return {
      boxes: [],
      issues: [...issues, { line: null, key: "box", message: "there is no box in it", hint: example }],
    };
  const boxes: BoxAddress[] = [];
  for (const [at, entry] of list.entries()) {
    const place: Place = places[at] ?? { line: null, keys: new Map() };
    const judged = judgeBox(entry, place, boxes);
    issues.push(...judged.issues);
    if (judged.box !== null) boxes.push(judged.box);
  }
  return { boxes, issues: issues.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0)) };
}

function parseToml(text: string): { table: Record<string, unknown> } | { issue: InventoryIssue } {
  try {
    return { table: parse(text) };
  } catch (error) {
    const { line, message } = error as Error & { line?: number };
    const [reason = ""] = message.split(/ at row|\n/);
    return {
      issue: {
        line: line === undefined ? null : line + 1,
        key: null,
        message: `not TOML: ${reason}`,
        hint: example,
      },
    };
  }
}

function judgeBox(
  entry: unknown,
  place: Place,
  before: readonly BoxAddress[],
): { box: BoxAddress | null; issues: InventoryIssue[] } {
  const say = (key: string, message: string, hint: string): InventoryIssue => ({
    ...{ line: place.keys.get(key) ?? place.line, key, message, hint },
  });
  const result = Box.safeParse(entry);
  if (!result.success) {
    const issues = result.error.issues.flatMap((issue) => {
      if (issue.code === "unrecognized_keys")
        return issue.keys.map((key) =>
          say(key, `${key} is no key of a box`, `Known are: ${Object.keys(rules).join(", ")}.`),
        );
      const key = String(issue.path[0] ?? "box");
      const [rule, cure] = rules[key as keyof typeof rules] ?? ["must be a table", example];
      return [say(key, `${key === "box" ? "a box" : key} ${rule}`, cure)];
    });
    return { box: null, issues };
  }
  const { name, host, user, port, identity } = result.data;
  const address = parseBoxAddress(host);
  if (address === null)
    return { box: null, issues: [say("host", `host is not [user@]name[:port]`, rules.host[1])] };
  const box = {
    ...address,
    name,
    user: user ?? address.user,
    port: port ?? address.port,
    identity: identity ?? null,
  };
  const isTwice = before.some((other) => other.name === name);
  return {
    box,
    issues: isTwice ? [say("name", `two boxes are called ${name}`, "Give each its own name.")] : [],
  };
}

interface Place {
  readonly line: number | null;
  readonly keys: ReadonlyMap<string, number>;
}

/** Lines of each `[[box]]` and of the keys beneath it; the parser does not tell them. */
function findPlaces(text: string): Place[] {
  const places: { line: number; keys: Map<string, number> }[] = [];
  for (const [at, line] of text.split("\n").entries()) {
    if (/^\s*\[\[\s*box\s*\]\]/.test(line)) places.push({ line: at + 1, keys: new Map() });
    const key = /^\s*"?([A-Za-z0-9_-]+)"?\s*=/.exec(line)?.[1];
    if (key !== undefined) places.at(-1)?.keys.set(key, at + 1);
  }
  return places;
}

function findKey(text: string, key: string): number | null {
  const at = text.split("\n").findIndex((line) =>
    line
      .trimStart()
      .replace(/^[["]+/, "")
      .startsWith(key),
  );
  return at < 0 ? null : at + 1;
}

/** One line each: where, what, cure. Pure. */
export function renderInventoryIssues(file: string, issues: readonly InventoryIssue[]): string {
  return issues
    .map(({ line, message, hint }) => `${file}${line === null ? "" : `:${line}`}: ${message}. ${hint}\n`)
    .join("");
}
