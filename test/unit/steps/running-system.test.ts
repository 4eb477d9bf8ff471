import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { renderFirewall } from "../../../setup/config-files/render-firewall.ts";
import type { Host, RunOptions } from "../../../setup/host/host.ts";
import { createLinuxHost } from "../../../setup/host/linux-host.ts";
import { CommandError } from "../../../setup/issues/exceptions.ts";
import type { Step } from "../../../setup/plan/step.ts";
import { readServiceState } from "../../../setup/steps/service-state.ts";
import { buildTempRoot } from "../../build-temp-root.ts";
import { outcomesOf, runSteps } from "../../run-steps.ts";

/** Programs that need a running box, scripted: command line → exit code and output. */
type Script = (line: string) => { exitCode: number; stdout?: string };

async function buildHost(script: Script, files: Record<string, string> = {}) {
  const host = createLinuxHost(await buildTempRoot(files));
  const lines: string[] = [];
  const run: Host["run"] = async (command, args, options: RunOptions = {}) => {
    const line = [command, ...args].join(" ").replaceAll(host.root, "");
    lines.push(line);
    const { exitCode, stdout = "" } = script(line);
    if (!(options.allowExit ?? [0]).includes(exitCode)) throw new CommandError(line, exitCode, "refused");
    return { exitCode, stdout, stderr: "" };
  };
  return { host: { ...host, run, sleep: async () => {} }, lines };
}

const base = { id: "step", title: "Do it" };

describe("start-service", () => {
  const step: Step = { ...base, kind: "start-service", service: "chrony" };

  test("a service that lost its supervisor (64) is started again", async () => {
    let started = false;
    const { host } = await buildHost((line) => {
      if (line === "rc-service chrony start") started = true;
      return { exitCode: line.endsWith("status") && !started ? 64 : 0 };
    });
    expect(outcomesOf(await runSteps(host, [step]))).toEqual(["done"]);
    expect(await readServiceState("chrony", (await buildHost(() => ({ exitCode: 64 }))).host)).toBe(
      "between",
    );
  });

  test("starts what is stopped, and leaves what is started alone", async () => {
    let started = false;
    const { host, lines } = await buildHost((line) => {
      if (line === "rc-service chrony start") started = true;
      return { exitCode: line.endsWith("status") && !started ? 3 : 0 };
    });
    expect(outcomesOf(await runSteps(host, [step]))).toEqual(["done"]);
    expect(lines).toContain("rc-service chrony start");
    lines.length = 0;
    expect(outcomesOf(await runSteps(host, [step]))).toEqual(["skipped"]);
    expect(lines).toEqual(["rc-service chrony status"]);
  });
});

describe("load-network", () => {
  const paths = ["/etc/dhcpcd.conf", "/etc/dhcpcd.exit-hook"];
  const step: Step = { ...base, kind: "load-network", service: "dhcpcd", paths };
  const hash = (text: string) => `${createHash("sha256").update(text).digest("hex")}  -\n`;

  test.each([
    ["reload", 0],
    ["start", 3],
  ])("dhcpcd is told to %s when it has read other settings, once", async (action, exitCode) => {
    const files = {
      [paths[0] ?? ""]: "static",
      [paths[1] ?? ""]: "# hook",
      "/run/dhcpcd-settings.sha256": hash(""),
    };
    const { host, lines } = await buildHost(
      (line) => ({ exitCode: line.endsWith("status") ? exitCode : 0 }),
      files,
    );
    const run = host.run;
    const box: Host = {
      ...host,
      run: async (command, args, options) => {
        const result = await run(command, args, options);
        if (args[1] === action)
          await host.writeFile("/run/dhcpcd-settings.sha256", hash("static# hook"), { mode: 0o644 });
        return result;
      },
    };
    expect(outcomesOf(await runSteps(box, [step]))).toEqual(["done"]);
    expect(outcomesOf(await runSteps(box, [step]))).toEqual(["skipped"]);
    expect(lines).toEqual(["rc-service dhcpcd status", `rc-service dhcpcd ${action}`]);
  });
});

describe("wait-for-service", () => {
  const step: Step = { ...base, kind: "wait-for-service", service: "clawdie-runtime", timeoutSeconds: 60 };

  test("asks again until it answers", async () => {
    let asked = 0;
    const { host } = await buildHost(() => ({ exitCode: ++asked < 5 ? 7 : 0 }));
    expect(outcomesOf(await runSteps(host, [step]))).toEqual(["done"]);
  });

  test("gives up after its time, with the last reason", async () => {
    const { host } = await buildHost(() => ({ exitCode: 7 }));
    const [outcome] = outcomesOf(await runSteps(host, [{ ...step, timeoutSeconds: 0 }]));
    expect(outcome).toBe(
      "clawdie-runtime did not answer within 0 s: http://127.0.0.1:18789/healthz does not answer: refused",
    );
  });
});

describe("load-firewall", () => {
  const path = "/etc/nftables.conf";
  const step: Step = { ...base, kind: "load-firewall", path };

  test("loads the rules unless exactly these are loaded", async () => {
    let loaded = renderFirewall({ ssh: true });
    const rules = renderFirewall({ ssh: false });
    const { host, lines } = await buildHost(
      (line) => {
        if (line === `nft -f ${path}`) loaded = rules;
        return { exitCode: 0, stdout: loaded };
      },
      { [path]: rules },
    );
    expect(outcomesOf(await runSteps(host, [step]))).toEqual(["done"]);
    expect(outcomesOf(await runSteps(host, [step]))).toEqual(["skipped"]);
    expect(lines.filter((line) => line.startsWith("nft -f"))).toHaveLength(1);
  });
});

describe("generate-locale", () => {
  test("generates what `locale -a` does not list", async () => {
    let known = "C.utf8\nen_US.utf8\n";
    const { host, lines } = await buildHost((line) => {
      if (line.startsWith("localedef")) known += "de_DE.utf8\n";
      return { exitCode: 0, stdout: known };
    });
    const step = (locale: string): Step => ({ ...base, kind: "generate-locale", locale });
    expect(outcomesOf(await runSteps(host, [step("en_US")]))).toEqual(["skipped"]);
    expect(outcomesOf(await runSteps(host, [step("de_DE")]))).toEqual(["done"]);
    expect(lines).toContain("localedef -i de_DE -f UTF-8 de_DE.UTF-8");
  });
});
