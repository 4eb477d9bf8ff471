import { expect, test } from "vitest";
import { parseInventory, renderInventoryIssues } from "../../../admin-tui/remote/parse-inventory.ts";

test("a table for each box", () => {
  const text = `# mine
[[box]]
name = "kitchen"
host = "192.168.1.20"

[[box]]
name = "office"
host = "me@office.lan:2222"
identity = "~/.ssh/office"
[[box]]
name = "six"
host = "2001:db8::20"
user = "clawdie"
port = 2200
`;
  expect(parseInventory(text)).toEqual({
    issues: [],
    boxes: [
      { name: "kitchen", host: "192.168.1.20", user: null, port: null, identity: null },
      { name: "office", host: "office.lan", user: "me", port: 2222, identity: "~/.ssh/office" },
      { name: "six", host: "2001:db8::20", user: "clawdie", port: 2200, identity: null },
    ],
  });
});

test.each([
  ["", "f: there is no box in it."],
  ["box = 3\n", "f: there is no box in it."],
  ['[[box]]\nname = "a\nhost = "b"\n', "f:2: not TOML:"],
  ['[[box]]\nhost = "b"\n', "f:1: name needs a name"],
  ['[[box]]\nname = "a"\n', "f:1: host needs an address"],
  ['[[box]]\nname = "a"\n\nhost = "x y"\n', "f:4: host is not [user@]name[:port]."],
  [
    '[[box]]\nname = "a"\nhost = "b"\nport = "22"\n',
    "f:4: port must be a number from 1 to 65535, without quotes.",
  ],
  ['[[box]]\nname = "a"\nhost = "b"\n[[box]]\nname = "a"\nhost = "c"\n', "f:5: two boxes are called a."],
  [
    '[[box]]\nname = "a"\nhost = "b"\npasword = "x"\n',
    "f:4: pasword is no key of a box. Known are: name, host, user, port, identity.",
  ],
  ['[[box]]\nname = "a"\nhost = "b"\n[boxes]\n', "f:4: boxes is no key of an inventory."],
])("%j is refused with line, rule and cure", (text, wanted) => {
  const said = renderInventoryIssues("f", parseInventory(text).issues);
  expect(said).toContain(wanted);
  expect(said.trimEnd().split("\n")).toHaveLength(1);
});

test("everything wrong is said at once, in the order of the file", () => {
  const { issues } = parseInventory('[[box]]\nname = "a b"\nhost = "b"\nport = 0\n[[box]]\nhost = "c"\n');
  expect(issues.map(({ line, key }) => [line, key])).toEqual([
    [2, "name"],
    [4, "port"],
    [5, "name"],
  ]);
});
