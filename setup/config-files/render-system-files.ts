/** /etc/hosts. */
export function renderHosts(hostname: string): string {
  return `127.0.0.1\tlocalhost
127.0.1.1\t${hostname}
::1\tlocalhost ip6-localhost ip6-loopback
ff02::1\tip6-allnodes
ff02::2\tip6-allrouters
`;
}

/** /etc/default/locale, read by PAM at every login. */
export function renderDefaultLocale(locale: string): string {
  return `LANG=${locale}.UTF-8\n`;
}

/** /etc/default/busybox-syslogd: five files of 4 MiB and the current one; nothing else needs rotating,
 *  because every service of ours logs through syslog. */
export function renderSyslogOptions(): string {
  return `# Made by Clawdie; changes are overwritten.\nSYSLOG_OPTS="-O /var/log/messages -s 4096 -b 5"\nKLOG_OPTS=""\n`;
}

/** /etc/sudoers.d/clawdie. Without a password of its own the account could never answer sudo's question, and root
 *  is locked: then the SSH key is the proof. */
export function renderSudoRule(account: string, hasPassword: boolean): string {
  const rule = hasPassword ? "" : `${account} ALL=(ALL:ALL) NOPASSWD: ALL\n`;
  return `# Made by Clawdie; changes are overwritten.\n${rule}`;
}
