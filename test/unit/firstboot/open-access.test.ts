import { expect, test } from "vitest";
import { openAccess } from "../../../firstboot/open-access.ts";
import { buildScriptedHost } from "../../build-scripted-host.ts";
import { buildSettings } from "../../build-settings.ts";
import { buildTempRoot } from "../../build-temp-root.ts";

const settings = buildSettings();

/** Commands that begin so fail; what runs is not known. */
async function openWith(failing: RegExp, withJournal = true) {
  const root = await buildTempRoot({
    "/etc/shadow": "root:$6$x:1:0:99999:7:::\n",
    "/etc/clawdie/.keep": "",
    "/etc/init.d/ssh": "",
    "/etc/runlevels/default/.keep": "",
    ...(withJournal ? { "/var/lib/clawdie/.keep": "" } : { "/var/lib/clawdie": "a file in its place" }),
  });
  const { host, lines } = buildScriptedHost(
    (line) => (failing.test(line) ? 1 : /^rc-service .*status$/.test(line) ? 3 : ""),
    root,
  );
  await openAccess(host, settings);
  return { host, lines };
}

test.each(["^useradd", "^nft", "^ssh-keygen", "^rc-update", "^chpasswd|^usermod"])(
  "when %s does not work, the other ways in are opened all the same",
  async (failing) => {
    const { host, lines } = await openWith(new RegExp(failing));
    expect(lines).toContain("rc-service ssh start");
    expect(String(await host.readFile("/etc/clawdie/authorized_keys"))).toBe(
      `${settings.login.sshAuthorizedKey}\n`,
    );
    expect(lines.some((line) => line.startsWith("useradd "))).toBe(true);
  },
);

test("a journal that cannot be written is no reason to stay closed", async () => {
  expect((await openWith(/^never/, false)).lines).toContain("rc-service ssh start");
});
