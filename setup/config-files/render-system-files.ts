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
