import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";

const program = join(import.meta.dirname, "../../iso/build-image.ts");

function build(...args: string[]) {
  const cache = mkdtempSync(join(tmpdir(), "clawdie-image-"));
  onTestFinished(() => rmSync(cache, { recursive: true }));
  const env = { ...process.env, XDG_CACHE_HOME: cache };
  const { status, stderr } = spawnSync(process.execPath, [program, ...args], { env, encoding: "utf8" });
  return { status, stderr };
}

test("a wrong option is named, with the right ones, and nothing is built", () => {
  const { status, stderr } = build("--mirror");
  expect(status).toBe(64);
  expect(stderr).toMatch(/--mirror <value>' argument missing\.\n\nUsage: npm run image/);
});

// Nothing listens there: the discard port of this computer.
test("a mirror of security updates that does not answer ends the build, not the updates", {
  timeout: 60_000,
}, () => {
  const nowhere = "http://127.0.0.1:9/debian-security";
  const { status, stderr } = build("--mirror", "http://127.0.0.1:9/debian", "--security-mirror", nowhere);
  expect(status).toBe(1);
  expect(stderr).toMatch(/^image: apt-get[\s\S]*update[\s\S]*127\.0\.0\.1/);
  expect(stderr).not.toContain("    at ");
});
