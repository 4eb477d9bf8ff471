import { expect, onTestFinished, test } from "vitest";
import { firstBoot } from "../../../firstboot/first-boot.ts";
import type { Failure } from "../../../setup/execute/report.ts";
import { Secret } from "../../../setup/issues/secret.ts";
import { boxLayout } from "../../../setup/plan/box-layout.ts";
import { renderSetupEnv } from "../../../setup/settings/setup-env.ts";
import { buildScriptedHost } from "../../build-scripted-host.ts";
import { buildSettings, canaries } from "../../build-settings.ts";
import { buildTempRoot } from "../../build-temp-root.ts";
import { startTelegram } from "../../stand-ins/telegram/start-telegram.ts";

const tokens = { gatewayToken: new Secret("gateway"), controlToken: new Secret("control") };
const enough = new Error("seen enough");

/** A box whose plan ends as the test says, for some rounds. Its commands succeed and do nothing. */
async function runBox(outcomes: readonly (Failure | Error)[], settingsText?: string, broken?: string) {
  const base = buildSettings();
  const telegram = await startTelegram({
    botToken: canaries.telegramToken,
    users: [{ id: Number(base.telegram.adminId) }],
  });
  onTestFinished(() => telegram.close());
  const settings = { ...base, telegram: { ...base.telegram, apiRoot: telegram.url } };
  const root = await buildTempRoot({
    "/etc/shadow": "root:$6$x:1:0:99999:7:::\nclawdie:!:1:0:99999:7:::\n",
    "/etc/gshadow": "root:*::\n",
    "/var/lib/clawdie/.keep": "",
    [boxLayout.setupFile]: settingsText ?? renderSetupEnv(settings).reveal(),
  });
  const { host, lines } = buildScriptedHost((line) => {
    // What runs is not known: each service is started.
    if (/^rc-service .*status$/.test(line)) return 3;
    if (broken !== undefined && line.startsWith(broken)) return 1;
    return line.startsWith("lsblk") ? '{"blockdevices":[]}' : "";
  }, root);
  const shown: string[] = [];
  const results: string[] = [];
  let round = 0;
  let seconds = 0;
  const slept: number[] = [];
  const running = firstBoot(
    {
      ...host,
      sleep: async (time) => {
        slept.push(time);
        seconds += time;
        if (round >= outcomes.length) throw enough;
      },
    },
    { print: async (text) => void shown.push(text), report: async (line) => void results.push(line) },
    {
      fetch,
      seconds: () => seconds,
      provision: async () => {
        const outcome = outcomes[round] ?? enough;
        round += 1;
        if (outcome instanceof Error) throw outcome;
        const report = { schema: 1, plan: "firstboot", outcome: "failed", seconds: 1, steps: [] } as const;
        return { settings, tokens, report: { ...report, failure: outcome } };
      },
    },
  );
  await expect(running).rejects.toBe(enough);
  const login = String(await host.readFile("/run/clawdie/issue"));
  return { telegram, host, lines, shown, results, slept, login };
}

const full: Failure = {
  ...{ step: "create-cluster", title: "Create the database cluster", message: "No space left on device" },
  ...{ hint: "Free some space.", because: null, stderrTail: null, issue: null },
};

test("a step that fails: told once on the screens and on Telegram, tried every minute, and the ways in are open", async () => {
  const { telegram, host, lines, results, slept, login } = await runBox([full, full, full]);
  expect(slept).toEqual([60, 60, 60]);
  expect(results).toHaveLength(1);
  expect(login).toContain("WAITING: This step did not work: Create the database cluster.");
  expect(login).toContain("sudo clawdie apply");
  expect(telegram.sent.map(({ text }) => text)).toEqual([
    expect.stringMatching(
      /^WAITING: This step did not work: Create the database cluster\.\n\nWhat happened\n- No space/,
    ),
  ]);
  expect(String(await host.readFile("/etc/clawdie/authorized_keys"))).toMatch(/^ssh-/);
  expect(lines.some((line) => line.startsWith("useradd "))).toBe(true);
  expect(lines).toContain("rc-service ssh start");
});

test("a stick that cannot be read is mentioned once and holds nothing up", async () => {
  const { shown, telegram } = await runBox([full, full, full], undefined, "blkid");
  expect(shown.filter((line) => line.startsWith("clawdie: the stick cannot be read (blkid"))).toHaveLength(1);
  // Each round got as far as the provisioning, whose failure is the one that is told.
  expect(telegram.sent.map(({ text }) => text)).toEqual([
    expect.stringContaining("Create the database cluster"),
  ]);
});

test("another failure is told anew; one of the machine itself is no end either", async () => {
  const { telegram, results, login } = await runBox([full, new Error("lsblk: read error"), full]);
  expect(results).toHaveLength(3);
  expect(telegram.sent.map(({ text }) => /- (.*)/.exec(text)?.[1])).toEqual([
    "No space left on device",
    "lsblk: read error",
  ]);
  expect(login).toContain("No space left on device");
});

test("settings that cannot be read are shown and tried again, with no name and no owner known", async () => {
  const { telegram, slept, login, results } = await runBox([], "nothing of ours\n");
  expect(slept).toEqual([60]);
  expect(results[0]).toContain('"kind":"step-failed"');
  expect(login).toContain("WAITING: This step did not work: Set up this box.");
  expect(telegram.calls).toEqual([]);
});
