import type { Host } from "../host/host.ts";
import { CommandError, StepError } from "../issues/exceptions.ts";
import { boxLayout } from "../plan/box-layout.ts";
import type { ProbedService } from "../plan/step.ts";
import { needed, type StepHandler, satisfied } from "./handler.ts";

const secondsBetween = 2;
const looks = 3;
/** An emulated gateway was seen to need more than 5 s for its first answers. */
const answerSeconds = 30;

/** Live, not ready: whether Telegram and the model answer is for the handoff to find out and to name. */
const probes: Readonly<Record<ProbedService, (host: Host) => Promise<string | null>>> = {
  postgresql: probeDatabase,
  "clawdie-runtime": (host) => probeHttp(host, `http://127.0.0.1:${boxLayout.gatewayPort}/healthz`),
  "clawdie-controlplane": (host) => probeHttp(host, `http://127.0.0.1:${boxLayout.controlPort}/health`, []),
  "clawdie-spending": (host) => probeHttp(host, `http://127.0.0.1:${boxLayout.spendingPort}/spending`),
};

export const waitForService: StepHandler<"wait-for-service"> = {
  async check({ service }, host) {
    // A service that has just come up is busy: one slow answer does not mean that it is gone again.
    let reason: string | null = null;
    for (let look = 0; look < looks; look += 1) {
      reason = await probes[service](host);
      if (reason === null) return satisfied;
    }
    return needed(reason ?? "it does not answer");
  },
  async apply({ id, service, timeoutSeconds }, host) {
    const start = performance.now();
    for (;;) {
      const reason = await probes[service](host);
      if (reason === null) return;
      if (performance.now() - start > timeoutSeconds * 1000) {
        const hint = "The last lines of its log are in /var/log/messages; the box keeps trying to start it.";
        throw new StepError(id, `${service} did not answer within ${timeoutSeconds} s: ${reason}`, hint);
      }
      await host.sleep(secondsBetween);
    }
  },
};

/** Null when it answers, else why not. An open socket is not enough: PostgreSQL refuses while it recovers. */
async function probeDatabase(host: Host): Promise<string | null> {
  try {
    await host.query("postgres", "SELECT 1");
    return null;
  } catch (error) {
    return `PostgreSQL does not answer: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** `refusing`: how curl takes an error status. The control plane's 503 is an answer: what is not well is not itself. */
async function probeHttp(host: Host, url: string, refusing = ["--fail"]): Promise<string | null> {
  const options = [
    "--silent",
    "--show-error",
    ...refusing,
    "--max-time",
    String(answerSeconds),
    "--output",
    "/dev/null",
  ];
  try {
    await host.run("curl", [...options, url]);
    return null;
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return `${url} does not answer: ${error.stderrTail}`;
  }
}
