/** What the image itself starts, from iso/runlevels.txt; a unit test keeps the two equal. */
export const shippedServices: readonly string[] = [
  ...["mountkernfs.sh", "mountdevsubfs.sh", "udev"],
  ...[
    "clock-floor",
    "zfs-datasets",
    "hostname.sh",
    "loopback",
    "nftables",
    "procps",
    "urandom",
    "bootmisc.sh",
  ],
  ...[
    "busybox-syslogd",
    "busybox-klogd",
    "acpid",
    "dhcpcd",
    "clawdie-alerts",
    "clawdie-daily",
    "clawdie-firstboot",
    "rmnologin",
  ],
  ...["clawdie-install", "last-words"],
];
