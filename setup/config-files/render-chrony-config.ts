/** /etc/chrony/chrony.conf: a client only, no port open. */
export function renderChronyConfig(): string {
  return `# Made by Clawdie; changes are overwritten. Own servers go into /etc/chrony/sources.d/*.sources.
pool 2.debian.pool.ntp.org iburst
sourcedir /etc/chrony/sources.d
driftfile /var/lib/chrony/chrony.drift
ntsdumpdir /var/lib/chrony
leapseclist /usr/share/zoneinfo/leap-seconds.list
# A box may have been off for years, or have no battery: the first answers may step the clock.
makestep 1 3
maxupdateskew 100.0
rtcsync
# No time server, no control port; chronyc uses the unix socket.
port 0
cmdport 0
`;
}
