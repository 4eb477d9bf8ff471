import { chmod, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createLinuxHost } from "../../../setup/host/linux-host.ts";
import { Secret } from "../../../setup/issues/secret.ts";
import type { Step } from "../../../setup/plan/step.ts";
import { buildTempRoot } from "../../build-temp-root.ts";
import { outcomesOf, runSteps } from "../../run-steps.ts";

const base = { id: "step", title: "Do it" };
const owner = { mode: 0o600, owner: "postgres", group: "postgres" };

/** Runs one step twice: how it went, and whether the second run found nothing to do. */
async function runTwice(step: Step, files: Record<string, string> = {}) {
  const root = await buildTempRoot(files);
  const host = createLinuxHost(root);
  const first = outcomesOf(await runSteps(host, [step]));
  const second = outcomesOf(await runSteps(host, [step]));
  const read = (path: string) => readFile(join(root, path), "utf8");
  return { root, host, first, second, read };
}

describe("write-file", () => {
  const step: Step = {
    ...base,
    kind: "write-file",
    path: "/etc/file",
    content: new Secret("text"),
    ...owner,
  };

  test("writes once", async () => {
    const { first, second, host, read } = await runTwice(step);
    expect([first, second]).toEqual([["done"], ["skipped"]]);
    expect(await read("/etc/file")).toBe("text");
    expect(await host.stat("/etc/file")).toMatchObject(owner);
  });

  test.each([
    ["other content", (path: string) => writeFile(path, "else")],
    ["another mode", (path: string) => chmod(path, 0o644)],
  ])("repairs %s", async (_, damage) => {
    const { root, host, read } = await runTwice(step);
    await damage(join(root, "etc/file"));
    expect(outcomesOf(await runSteps(host, [step]))).toEqual(["done"]);
    expect(await read("/etc/file")).toBe("text");
    expect(await host.stat("/etc/file")).toMatchObject(owner);
  });

  test("replaces a link instead of writing through it", async () => {
    const root = await buildTempRoot({ "/etc/target": "text" });
    await symlink(join(root, "etc/target"), join(root, "etc/file"));
    const host = createLinuxHost(root);
    expect(outcomesOf(await runSteps(host, [step]))).toEqual(["done"]);
    expect((await host.stat("/etc/file"))?.kind).toBe("file");
    expect((await host.stat("/etc/target"))?.owner).toBe("root");
  });
});

test("make-folder makes once and repairs the mode", async () => {
  const step: Step = { ...base, kind: "make-folder", path: "/var/lib/box", ...owner, mode: 0o700 };
  const { root, host, first, second } = await runTwice(step);
  expect([first, second]).toEqual([["done"], ["skipped"]]);
  await chmod(join(root, "var/lib/box"), 0o755);
  expect(outcomesOf(await runSteps(host, [step]))).toEqual(["done"]);
});

test("set-hostname writes the name; a system being installed has no running name", async () => {
  const { first, second, read } = await runTwice({ ...base, kind: "set-hostname", hostname: "ada" });
  expect([first, second]).toEqual([["done"], ["skipped"]]);
  expect(await read("/etc/hostname")).toBe("ada\n");
});

describe("set-timezone", () => {
  const step: Step = { ...base, kind: "set-timezone", timezone: "Europe/Rome" };

  test("links and names the zone", async () => {
    const { first, second, host, read } = await runTwice(step, { "/usr/share/zoneinfo/Europe/Rome": "" });
    expect([first, second]).toEqual([["done"], ["skipped"]]);
    expect(await host.readLink("/etc/localtime")).toBe("/usr/share/zoneinfo/Europe/Rome");
    expect(await read("/etc/timezone")).toBe("Europe/Rome\n");
  });

  test("refuses a zone this system does not know", async () => {
    expect((await runTwice(step)).first).toEqual(["This system knows no time zone Europe/Rome"]);
  });
});

describe("set-password", () => {
  const shadow = "root:!*:20000:0:99999:7:::\nclawdie:!:0:0:99999:7:::\n";

  test("sets a hash and keeps what else the line says, but not a forced change", async () => {
    const hash = new Secret("$6$canary");
    const step: Step = { ...base, kind: "set-password", account: "clawdie", hash };
    const { first, second, host, read } = await runTwice(step, { "/etc/shadow": shadow });
    expect([first, second]).toEqual([["done"], ["skipped"]]);
    expect(await read("/etc/shadow")).toBe("root:!*:20000:0:99999:7:::\nclawdie:$6$canary::0:99999:7:::\n");
    expect(await host.stat("/etc/shadow")).toMatchObject({ mode: 0o640, owner: "root", group: "shadow" });
    expect(await read("/journal.jsonl")).not.toContain("canary");
  });

  test("locks, leaves a locked account alone, and adds a missing line", async () => {
    const lock = (account: string): Step => ({ ...base, kind: "set-password", account, hash: null });
    expect((await runTwice(lock("root"), { "/etc/shadow": shadow })).first).toEqual(["skipped"]);
    const open = await runTwice(lock("root"), { "/etc/shadow": "root:$6$x:20000:0:99999:7:::\n" });
    expect(await open.read("/etc/shadow")).toBe("root:*:20000:0:99999:7:::\n");
    const missing = await runTwice(lock("clawdie"), { "/etc/shadow": "root:*:20000:0:99999:7:::\n" });
    expect(await missing.read("/etc/shadow")).toContain("\nclawdie:*::0:99999:7:::\n");
  });
});

test("set-kernel-parameters writes what differs and passes over what this kernel does not have", async () => {
  const parameters = { "/proc/sys/kernel/panic": "10", "/proc/sys/kernel/unknown": "1" };
  const step: Step = { ...base, kind: "set-kernel-parameters", parameters };
  const { first, second, read } = await runTwice(step, { "/proc/sys/kernel/panic": "0\n" });
  expect([first, second]).toEqual([["done"], ["skipped"]]);
  expect(await read("/proc/sys/kernel/panic")).toBe("10\n");
});

test("create-host-key makes a key once, over one that was cut short", async () => {
  const path = "/etc/ssh/ssh_host_ed25519_key";
  const files = { "/etc/ssh/ssh_host_ed25519_key.draft": "half a k" };
  const { root, first, second, host, read } = await runTwice(
    { ...base, kind: "create-host-key", path },
    files,
  );
  expect([first, second]).toEqual([["done"], ["skipped"]]);
  const { stdout } = await host.run("ssh-keygen", ["-y", "-f", `${root}${path}`]);
  expect((await read(`${path}.pub`)).split(" ")[1]).toBe(stdout.trim().split(" ")[1]);
  expect(await host.listFolder("/etc/ssh")).toEqual(["ssh_host_ed25519_key", "ssh_host_ed25519_key.pub"]);
});

describe("services", () => {
  const service = { service: "chrony", runlevel: "default" };

  test("a service is enabled once", async () => {
    const step: Step = { ...base, kind: "enable-service", ...service };
    const { first, second, host } = await runTwice(step, { "/etc/init.d/chrony": "" });
    expect([first, second]).toEqual([["done"], ["skipped"]]);
    expect(await host.readLink("/etc/runlevels/default/chrony")).toBe("/etc/init.d/chrony");
  });

  test("a service that is not installed cannot be enabled", async () => {
    const step: Step = { ...base, kind: "enable-service", ...service };
    expect((await runTwice(step)).first).toEqual(["There is no service chrony"]);
  });

  test("a service is disabled once", async () => {
    const root = await buildTempRoot({ "/etc/init.d/chrony": "", "/etc/runlevels/default/other": "" });
    await symlink("/etc/init.d/chrony", join(root, "etc/runlevels/default/chrony"));
    const host = createLinuxHost(root);
    const step: Step = { ...base, kind: "disable-service", ...service };
    expect(outcomesOf(await runSteps(host, [step]))).toEqual(["done"]);
    expect(outcomesOf(await runSteps(host, [step]))).toEqual(["skipped"]);
    expect(await host.listFolder("/etc/runlevels/default")).toEqual(["other"]);
  });
});
