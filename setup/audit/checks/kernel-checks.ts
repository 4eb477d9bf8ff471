import { kernelParameters } from "../../config-files/kernel-settings.ts";
import { type AuditCheck, applyCure, verdict } from "../audit-check.ts";
import { type Evidence, textOf } from "../evidence.ts";

/** A kernel without the feature has no such file, and nothing to set. */
function readValue(seen: Evidence, path: string): string | null {
  if (seen.texts[path] === undefined) return textOf(seen, path);
  return seen.texts[path]?.trim() ?? null;
}

function parameterCheck(id: string, proves: string, prefix: string): AuditCheck {
  const wanted = Object.entries(kernelParameters).filter(([path]) => path.startsWith(`/proc/sys/${prefix}`));
  return {
    ...{ id, area: "kernel", proves, cure: applyCure },
    judge: (seen) =>
      verdict(
        `${wanted.length} settings`,
        wanted.map(([path, value]) => {
          const found = readValue(seen, path);
          return found !== null && found !== value && `${path} is ${found}, not ${value}`;
        }),
      ),
  };
}

/** What Debian's kernel does by itself, and nobody may have switched off: path → least value. */
export const kernelDefaults: Readonly<Record<string, { least: number; why: string }>> = {
  "/proc/sys/kernel/randomize_va_space": { least: 2, why: "addresses are not random" },
  "/proc/sys/kernel/unprivileged_bpf_disabled": { least: 1, why: "every account may load kernel filters" },
  "/proc/sys/kernel/perf_event_paranoid": { least: 2, why: "every account may watch the kernel" },
  "/proc/sys/fs/protected_symlinks": { least: 1, why: "links in /tmp are followed for others" },
  "/proc/sys/fs/protected_hardlinks": { least: 1, why: "others' files can be linked" },
  "/proc/sys/vm/mmap_min_addr": { least: 4096, why: "the lowest addresses can be used" },
};

export const suidDump = "/proc/sys/fs/suid_dumpable";

export const kernelChecks: readonly AuditCheck[] = [
  parameterCheck("kernel-information", "The kernel tells no secrets, and nobody replaces it", "kernel/"),
  parameterCheck("kernel-files", "No tricks with other people's files in shared folders", "fs/"),
  parameterCheck("kernel-network", "Routes and filters cannot be changed from outside", "net/"),
  parameterCheck("kernel-memory", "Memory is used as planned", "vm/"),
  {
    ...{
      id: "kernel-defaults",
      area: "kernel",
      cure: "Look for the file that changes it: grep -r <name> /etc/sysctl.d /etc/sysctl.conf",
    },
    proves: "Protections of the kernel itself are on",
    judge: (seen) =>
      verdict(
        `${Object.keys(kernelDefaults).length} settings`,
        Object.entries(kernelDefaults).map(([path, { least, why }]) => {
          const found = readValue(seen, path);
          return found !== null && Number(found) < least && `${path} is ${found}: ${why}`;
        }),
      ),
  },
  {
    ...{ id: "kernel-core-dumps", area: "kernel", cure: `echo 0 | sudo tee ${suidDump}` },
    proves: "A program with root's rights leaves no copy of its memory",
    judge: (seen) => {
      const found = readValue(seen, suidDump);
      return verdict(`suid_dumpable ${found}`, [found !== "0" && `${suidDump} is ${found}`]);
    },
  },
  {
    ...{
      id: "kernel-arguments",
      area: "kernel",
      cure: "Restart the box; when it stays, look at its boot menu",
    },
    proves: "The system was started by its own menu, with all protections",
    judge: (seen) => {
      const line = textOf(seen, "/proc/cmdline").trim();
      const words = line.split(/\s+/);
      const weak = words.filter((word) =>
        /^(init=|rdinit=|single$|S$|nokaslr|nosmep|nosmap|nopti|mitigations=off|selinux=0|module\.sig_enforce=0)/.test(
          word,
        ),
      );
      return verdict(words.filter((word) => word.startsWith("clawdie.")).join(" "), [
        ...weak.map((word) => `started with ${word}`),
        !line.includes("clawdie.pool=") && "not started from the box's own disk",
      ]);
    },
  },
];
