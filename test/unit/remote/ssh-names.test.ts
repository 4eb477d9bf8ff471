import { expect, test } from "vitest";
import { judgeHostKey, orderHostKeyAlgorithms } from "../../../admin-tui/remote/judge-host-key.ts";
import { findKnownHosts, nameKnownHost, parseKnownHosts } from "../../../admin-tui/remote/known-hosts.ts";
import { readSshConfig } from "../../../admin-tui/remote/ssh-config.ts";
import { describeTarget, parseBoxAddress, resolveTarget } from "../../../admin-tui/remote/ssh-target.ts";
import { wrapFollow, wrapRun } from "../../../admin-tui/remote/wrap-command.ts";

const nothing = readSshConfig("", "x");
const blob = Buffer.from("\0\0\0\u000bssh-ed25519 and then its bytes", "latin1");
const key = { type: "ssh-ed25519", blob };

test.each([
  ["192.168.1.20", { user: null, host: "192.168.1.20", port: null }],
  ["clawdie@box.lan:2222", { user: "clawdie", host: "box.lan", port: 2222 }],
  ["2001:db8::20", { user: null, host: "2001:db8::20", port: null }],
  ["me@fe80::1%eth0", { user: "me", host: "fe80::1%eth0", port: null }],
  ["me@[2001:db8::20]:22", { user: "me", host: "2001:db8::20", port: 22 }],
])("%s is understood as an address", (text, wanted) => {
  expect(parseBoxAddress(text)).toEqual({ name: null, identity: null, ...wanted });
});

test.each(["", "a b", "box:0", "box:70000", "box:ssh", "-oProxyCommand=x", "-x@box", "me@", "box:22:22x"])(
  "%j is no address",
  (text) => {
    expect(parseBoxAddress(text)).toBeNull();
  },
);

test("what is said for a box comes before the SSH configuration, and that before the usual", () => {
  const config = readSshConfig(
    `Host other
  User nobody
Host kit* !kitchen2
  HostName 10.0.0.7
  user = "me"
  Port 2022
  IdentityFile ~/keys/box
Host *
  User late
  IdentityFile %d/keys/second
`,
    "kitchen",
  );
  const address = { name: null, host: "kitchen", user: null, port: null, identity: null };
  const target = resolveTarget(address, config, "/home/me");
  expect(target).toEqual({
    name: "kitchen",
    host: "10.0.0.7",
    user: "me",
    port: 2022,
    identityFiles: ["/home/me/keys/box", "/home/me/keys/second"],
  });
  expect(describeTarget(target)).toBe("me@10.0.0.7:2022");
  const said = { ...address, user: "root", port: 22, identity: "~/k" };
  expect(resolveTarget(said, config, "/home/me")).toMatchObject({
    user: "root",
    port: 22,
    identityFiles: ["/home/me/k"],
  });
  expect(resolveTarget(address, nothing, "/home/me")).toMatchObject({
    user: "clawdie",
    port: 22,
    identityFiles: [],
  });
});

test("a way to the host that is not supported is refused, not left out", () => {
  const config = readSshConfig("Host *\n ProxyJump gate\n", "kitchen");
  const address = { name: null, host: "kitchen", user: null, port: null, identity: null };
  expect(() => resolveTarget(address, config, "/home/me")).toThrow(/proxyjump gate/);
  expect(
    readSshConfig("Match host kitchen\n ProxyJump gate\nHost kitchen\n Port 7\n", "kitchen"),
  ).toMatchObject({
    port: 7,
    unsupported: [],
  });
});

test.each([
  ["box.lan", 22, "box.lan", true],
  ["BOX.lan", 22, "Box.LAN,10.0.0.7", true],
  ["box.lan", 2222, "box.lan", false],
  ["box.lan", 2222, "[box.lan]:2222", true],
  ["a.box.lan", 22, "*.box.lan,!b.box.lan", true],
  ["b.box.lan", 22, "*.box.lan,!b.box.lan", false],
  ["10.0.0.7", 22, "10.0.0.?", true],
  ["10x0.0.7", 22, "10.0.0.?", false],
])("%s port %i against %s: %s", (host, port, hosts, found) => {
  const entries = parseKnownHosts(`${hosts} ssh-ed25519 ${blob.toString("base64")}`, "f");
  expect(findKnownHosts(entries, nameKnownHost(host, port))).toHaveLength(found ? 1 : 0);
});

test("lines that are none are passed over, and the others keep their numbers", () => {
  const text = `# comment\r\n\nbox ssh-ed25519\n@odd box ssh-ed25519 AAAA\n  box ssh-ed25519 ${blob.toString("base64")} me\n`;
  expect(parseKnownHosts(text, "f")).toEqual([
    { file: "f", line: 5, marker: null, hosts: "box", type: "ssh-ed25519", blob },
  ]);
});

test("any line with the shown key will do, and none of them makes it a changed key", () => {
  const other = Buffer.from(blob);
  other[20] = 1;
  const entries = parseKnownHosts(
    [other, blob].map((bytes) => `box ssh-ed25519 ${bytes.toString("base64")}\n`).join(""),
    "f",
  );
  expect(judgeHostKey(entries, "box", key)).toBeNull();
  expect(judgeHostKey(entries.slice(0, 1), "box", key)?.message).toMatch(/HAS CHANGED.*f, line 1/);
});

test("the kinds of keys that are known for a host are asked for first", () => {
  const entries = parseKnownHosts(`box ssh-rsa ${blob.toString("base64")}`, "f");
  expect(orderHostKeyAlgorithms(entries, "box").slice(0, 3)).toEqual([
    "rsa-sha2-512",
    "rsa-sha2-256",
    "ssh-ed25519",
  ]);
  expect(orderHostKeyAlgorithms(entries, "elsewhere")[0]).toBe("ssh-ed25519");
});

test("what runs as root is limited and ended by root", () => {
  expect(wrapRun(["sudo", "-n", "zfs", "list"], 1.5).slice(3)).toEqual([
    "sudo",
    "-n",
    "timeout",
    "-k",
    "5",
    "2",
    "zfs",
    "list",
  ]);
  expect(wrapRun(["zfs", "list"], 2).slice(3)).toEqual(["timeout", "-k", "5", "2", "zfs", "list"]);
  expect(wrapFollow(["sudo", "-n", "tail"]).slice(3, 7)).toEqual(["sudo", "-n", "sh", "-c"]);
  // Options of sudo are left with it.
  expect(wrapRun(["sudo", "-n", "-u", "postgres", "psql"], 2).slice(3, 5)).toEqual(["timeout", "-k"]);
});
