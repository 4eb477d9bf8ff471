import { boxLayout } from "../../plan/box-layout.ts";
import { type AuditCheck, applyCure, verdict } from "../audit-check.ts";
import { type Evidence, linesOf, outputOf, type ProcessView, textOf } from "../evidence.ts";
import type { Expectation } from "../expectation.ts";
import { shippedServices } from "../shipped-services.ts";

const { services } = boxLayout;
/** Services that run under an account of their own; their rc scripts say how. */
export const sandboxed: readonly string[] = [
  ...[services.runtime, services.control, services.database, services.spending],
];

export function scriptPath(service: string): string {
  return `/etc/init.d/${service}`;
}

interface Declared {
  readonly service: string;
  readonly account: string;
  readonly noNewPrivs: boolean;
  readonly umask: string;
  readonly processes: readonly ProcessView[];
}

/** What the rc script declares, and the processes of that account. */
function declarations(seen: Evidence, box: Expectation): Declared[] {
  // Only with a monthly limit there is a spending guard.
  const expected = sandboxed.filter(
    (name) => name !== services.spending || box.services.some(({ service }) => service === name),
  );
  return expected.map((service) => {
    const text = textOf(seen, scriptPath(service));
    const account = /^command_user=([\w-]+)/m.exec(text)?.[1] ?? "root";
    return {
      service,
      account,
      noNewPrivs: /^no_new_privs=yes$/m.test(text),
      umask: (/^umask=(\d+)$/m.exec(text)?.[1] ?? "").padStart(4, "0"),
      processes: seen.processes.filter(({ user }) => user === account),
    };
  });
}

function eachProcess(
  seen: Evidence,
  box: Expectation,
  judge: (process: ProcessView, declared: Declared) => string | null,
) {
  const all = declarations(seen, box);
  const count = all.reduce((sum, { processes }) => sum + processes.length, 0);
  return verdict(
    `${count} processes of ${all.length} services`,
    all.flatMap((declared) => declared.processes.map((process) => judge(process, declared))),
  );
}

const restart = "sudo rc-service <service> restart";
const name = ({ name, pid }: ProcessView) => `${name} (${pid})`;

export const serviceChecks: readonly AuditCheck[] = [
  {
    ...{ id: "service-accounts", area: "services", cure: restart },
    proves:
      "Database, control plane, spending guard and assistant run under accounts of their own, not as root",
    judge: (seen, box) => {
      const all = declarations(seen, box);
      return verdict(all.map(({ service, account }) => `${service} as ${account}`).join(", "), [
        ...all
          .filter(({ account }) => account === "root")
          .map(({ service }) => `${service} is declared to run as root`),
        ...all
          .filter(({ processes }) => processes.length === 0)
          .map(({ service, account }) => `no process of ${service} runs as ${account}`),
      ]);
    },
  },
  {
    ...{ id: "service-privileges", area: "services", cure: restart },
    proves: "No service can gain rights, not even by a set-uid program",
    judge: (seen, box) =>
      eachProcess(seen, box, (process, { noNewPrivs }) =>
        noNewPrivs && process.noNewPrivs ? null : `${name(process)} may gain rights`,
      ),
  },
  {
    ...{ id: "service-umask", area: "services", cure: restart },
    proves: "What a service writes is readable by itself only",
    judge: (seen, box) =>
      eachProcess(seen, box, (process, { umask }) =>
        process.umask === umask && umask === "0077"
          ? null
          : `${name(process)} has the umask ${process.umask}`,
      ),
  },
  {
    ...{ id: "service-capabilities", area: "services", cure: restart },
    proves: "No service holds a part of root's power",
    judge: (seen, box) =>
      eachProcess(seen, box, (process) => (process.powerless ? null : `${name(process)} has capabilities`)),
  },
  {
    ...{ id: "service-core-dumps", area: "services", cure: restart },
    proves: "A service that crashes leaves no copy of its memory",
    judge: (seen, box) =>
      eachProcess(seen, box, (process) =>
        process.coreLimit === 0 ? null : `${name(process)} may write a core dump`,
      ),
  },
  {
    ...{
      id: "service-scripts",
      area: "services",
      cure: "sudo chown root:root <file> && sudo chmod 755 <file>",
    },
    proves: "Only root can change what starts, and the programs of the box",
    judge: (seen) => {
      const lines = linesOf(outputOf(seen, "writable-programs"));
      return verdict(
        "/etc/init.d, /etc/runlevels, /usr/lib/clawdie",
        lines.map((path) => `${path} can be changed by others`),
      );
    },
  },
  {
    ...{ id: "service-enabled", area: "services", cure: applyCure },
    proves: "Firewall, clock and everything the settings ask for starts at every boot",
    judge: (seen, box) => {
      const links = linesOf(outputOf(seen, "runlevels"));
      return verdict(
        `${links.length} in runlevels`,
        box.services.map(({ service, runlevel }) => {
          const link = `/etc/runlevels/${runlevel}/${service}`;
          return !links.includes(link) && `${service} is not in runlevel ${runlevel}`;
        }),
      );
    },
  },
  {
    ...{ id: "service-foreign", area: "services", cure: "sudo rc-update del <service> <runlevel>" },
    proves: "Nothing starts that did not come with the box",
    judge: (seen, box) => {
      const shipped = new Set(shippedServices);
      const links = linesOf(outputOf(seen, "runlevels"));
      const known = (link: string) => {
        const service = link.slice(link.lastIndexOf("/") + 1);
        return shipped.has(service) || box.services.some((step) => step.service === service);
      };
      return verdict(
        `${links.length} in runlevels`,
        links.filter((link) => !known(link)).map((link) => `${link} is not the box's own`),
      );
    },
  },
  {
    ...{ id: "no-schedules", area: "services", cure: "sudo rm <file>; sudo apt-get purge cron at" },
    proves: "No one can leave a job behind that runs later: there is no cron and no at",
    judge: (seen) => {
      const found = linesOf(outputOf(seen, "schedulers"));
      return verdict(
        found.length === 0 ? "none" : `${found.length} files`,
        found.map((path) => `${path} is there`),
      );
    },
  },
  {
    ...{
      id: "console-logins",
      area: "services",
      cure: "sudo nano /etc/inittab; the image's version has no --autologin",
    },
    proves: "Consoles and serial port ask who is there",
    judge: (seen) => {
      const lines = linesOf(textOf(seen, "/etc/inittab")).filter((line) => !line.startsWith("#"));
      const open = lines.filter((line) => /--autologin|\s-a\s|:\/bin\/(ba)?sh\b|login\s+-f/.test(line));
      return verdict(
        `${lines.filter((line) => /getty|login/.test(line)).length} logins`,
        open.map((line) => `no login asked: ${line}`),
      );
    },
  },
];
