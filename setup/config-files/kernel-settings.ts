/** sysctl keys and values, each with its reason. */
const settings: readonly (readonly [key: string, value: string, why: string])[] = [
  ["kernel.dmesg_restrict", "1", "kernel messages tell an attacker addresses"],
  ["kernel.kptr_restrict", "2", "and so do kernel pointers"],
  ["kernel.kexec_load_disabled", "1", "nobody replaces the running kernel"],
  ["kernel.yama.ptrace_scope", "1", "a process reads the memory of its children only, not of its neighbors"],
  ["kernel.sysrq", "176", "the console may sync, remount read-only and reboot; nothing else"],
  ["kernel.panic", "10", "a box without a screen restarts by itself"],
  ["fs.protected_fifos", "2", "no tricks with other people's files in /tmp"],
  ["fs.protected_regular", "2", "the same for regular files"],
  ["net.core.bpf_jit_harden", "2", "JIT-compiled filters are no way into the kernel"],
  ["net.ipv4.conf.all.accept_redirects", "0", "routes come from DHCP or setup.txt only"],
  ["net.ipv4.conf.default.accept_redirects", "0", "the same for interfaces that appear later"],
  ["net.ipv4.conf.all.send_redirects", "0", "this is no router"],
  ["net.ipv4.conf.default.send_redirects", "0", "the same for interfaces that appear later"],
  ["net.ipv4.conf.all.rp_filter", "2", "answers go back to where an address can be reached"],
  ["net.ipv6.conf.all.accept_redirects", "0", "as for IPv4"],
  ["net.ipv6.conf.default.accept_redirects", "0", "as for IPv4"],
  [
    "vm.swappiness",
    "10",
    "there is no swap; should someone add it: ZFS shrinks its cache before programs are moved out",
  ],
];

/** Where each setting is read and written while the system runs: path → value. */
export const kernelParameters: Readonly<Record<string, string>> = Object.fromEntries(
  settings.map(([key, value]) => [`/proc/sys/${key.replaceAll(".", "/")}`, value]),
);

/** /etc/sysctl.d/60-clawdie.conf, loaded at every boot. */
export function renderSysctl(): string {
  const lines = settings.map(([key, value, why]) => `# ${why}\n${key} = ${value}\n`);
  return `# Made by Clawdie; changes are overwritten.\n${lines.join("")}`;
}
