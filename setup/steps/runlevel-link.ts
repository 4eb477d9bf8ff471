/** Where OpenRC keeps that a service starts in a runlevel: a symbolic link to its script. */
export function runlevelLink(service: string, runlevel: string): string {
  return `/etc/runlevels/${runlevel}/${service}`;
}

export function serviceScript(service: string): string {
  return `/etc/init.d/${service}`;
}
