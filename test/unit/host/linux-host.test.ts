import { lstat, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createLinuxHost } from "../../../setup/host/linux-host.ts";
import { CommandError } from "../../../setup/issues/exceptions.ts";
import { Secret } from "../../../setup/issues/secret.ts";
import { buildTempRoot } from "../../build-temp-root.ts";

describe("files", () => {
  test("a written file has its content, mode and owner, and no temporary file stays", async () => {
    const root = await buildTempRoot();
    const host = createLinuxHost(root);
    await host.writeFile("/etc/secret", new Secret("canary"), {
      mode: 0o600,
      owner: "postgres",
      group: "postgres",
    });
    expect(await readFile(join(root, "etc/secret"), "utf8")).toBe("canary");
    expect(await host.stat("/etc/secret")).toEqual({
      kind: "file",
      mode: 0o600,
      owner: "postgres",
      group: "postgres",
      size: 6,
    });
    expect((await lstat(join(root, "etc/secret"))).uid).toBe(102);
    expect(await readdir(join(root, "etc"))).toEqual(["group", "passwd", "secret"]);
  });

  test("a file left by a write cut short, even a link planted in its place, is not followed", async () => {
    const root = await buildTempRoot({ "/etc/other": "untouched" });
    await symlink(join(root, "etc/other"), join(root, "etc/.file.new"));
    await createLinuxHost(root).writeFile("/etc/file", "new", { mode: 0o644 });
    expect(await readFile(join(root, "etc/other"), "utf8")).toBe("untouched");
    expect(await readdir(join(root, "etc"))).toEqual(["file", "group", "other", "passwd"]);
  });

  test("a file cannot take the place of a folder", async () => {
    const host = createLinuxHost(await buildTempRoot());
    await expect(host.writeFile("/etc", "", { mode: 0o644 })).rejects.toThrow("EISDIR");
  });

  test("a missing file reads as null, and so do its stat and its link", async () => {
    const host = createLinuxHost(await buildTempRoot());
    expect(await host.readFile("/etc/none")).toBeNull();
    expect(await host.readFile("/etc/passwd/none")).toBeNull();
    expect(await host.stat("/etc/none")).toBeNull();
    expect(await host.readLink("/etc/passwd")).toBeNull();
  });

  test("an account that is not there is named", async () => {
    const host = createLinuxHost(await buildTempRoot());
    const writing = host.writeFile("/etc/file", "", { mode: 0o644, owner: "stranger" });
    await expect(writing).rejects.toThrow("there is no account named stranger");
  });

  test("a folder is made with its parents, and made again with other attributes", async () => {
    const host = createLinuxHost(await buildTempRoot());
    await host.makeFolder("/var/lib/deep", { mode: 0o750, owner: "postgres", group: "postgres" });
    expect(await host.stat("/var/lib/deep")).toMatchObject({
      kind: "folder",
      mode: 0o750,
      owner: "postgres",
    });
    expect(await host.stat("/var/lib")).toMatchObject({ mode: 0o755, owner: "root" });
    await host.makeFolder("/var/lib/deep", { mode: 0o700 });
    expect(await host.stat("/var/lib/deep")).toMatchObject({ mode: 0o700, owner: "root", group: "root" });
  });

  test("a folder is not made over a file", async () => {
    const host = createLinuxHost(await buildTempRoot({ "/etc/file": "" }));
    await expect(host.makeFolder("/etc/file", { mode: 0o755 })).rejects.toThrow("EEXIST");
  });

  test("a link replaces what was there", async () => {
    const host = createLinuxHost(await buildTempRoot({ "/etc/localtime": "old" }));
    await host.makeLink("/etc/localtime", "/usr/share/zoneinfo/UTC");
    await host.makeLink("/etc/localtime", "/usr/share/zoneinfo/Europe/Rome");
    expect(await host.readLink("/etc/localtime")).toBe("/usr/share/zoneinfo/Europe/Rome");
  });

  test("a line appended after a line cut short stands on its own", async () => {
    const root = await buildTempRoot();
    const host = createLinuxHost(root);
    await host.appendLine("/var/log/journal", "one");
    await writeFile(join(root, "var/log/journal"), 'one\n{"cut', { flag: "w" });
    await host.appendLine("/var/log/journal", "two");
    expect(await readFile(join(root, "var/log/journal"), "utf8")).toBe('one\n{"cut\ntwo\n');
  });
});

describe("commands", () => {
  const host = createLinuxHost("/");

  test("arguments reach the command as they are, without a shell", async () => {
    const { stdout } = await host.run("printf", ["%s|", "a b", "$HOME", "; ls"]);
    expect(stdout).toBe("a b|$HOME|; ls|");
  });

  test("input is given on standard input, the environment is clean", async () => {
    process.env.CLAWDIE_LEAK = "leaked";
    const { stdout } = await host.run("sh", ["-c", "cat; env"], {
      input: new Secret("in\n"),
      env: { EXTRA: "1" },
    });
    delete process.env.CLAWDIE_LEAK;
    expect(stdout.split("\n")[0]).toBe("in");
    expect(stdout).toContain("LC_ALL=C");
    expect(stdout).toContain("EXTRA=1");
    expect(stdout).not.toContain("leaked");
  });

  test("an exit code that was not expected carries the last 20 lines of standard error", async () => {
    const failing = host.run("sh", ["-c", "seq 1 30 >&2; exit 3"]);
    const error = await failing.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(CommandError);
    expect(error).toMatchObject({ exitCode: 3 });
    expect((error as CommandError).stderrTail.split("\n")).toHaveLength(20);
    expect((error as CommandError).stderrTail).toMatch(/^11\n/);
  });

  test("an allowed exit code is a result", async () => {
    expect(await host.run("sh", ["-c", "exit 4"], { allowExit: [0, 4] })).toMatchObject({ exitCode: 4 });
  });

  test("a command past its time limit and a command that is not there have no exit code", async () => {
    await expect(host.run("sleep", ["60"], { timeoutSeconds: 0.2 })).rejects.toMatchObject({
      exitCode: null,
    });
    await expect(host.run("no-such-command", [])).rejects.toMatchObject({ exitCode: null });
  });

  test("a command runs as another account", async () => {
    const { stdout } = await host.run("sh", ["-c", "id -un; echo $HOME"], { user: "nobody" });
    expect(stdout).toBe("nobody\n/nonexistent\n");
  });
});
