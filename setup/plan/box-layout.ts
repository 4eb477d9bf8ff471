/** Where everything lives on the box: one table, so that plans, services, status and docs agree. See docs/dictionary.md. */
export const boxLayout = {
  pool: "zroot",
  /** Read-only program files. */
  programs: "/usr/lib/clawdie",
  node: "/usr/lib/clawdie/node/bin/node",
  openclaw: "/usr/lib/clawdie/openclaw/node_modules/openclaw/openclaw.mjs",
  /** The same program, compiled by Node when the image was built. */
  compiledCode: "/usr/lib/clawdie/compiled",
  /** Settings and secrets; folders 0755 root, secret files 0600 of the account that reads them. */
  config: "/etc/clawdie",
  setupFile: "/etc/clawdie/setup.env",
  /** Hash of the setup.txt these settings came from; tells a corrected one. */
  seedHash: "/etc/clawdie/seed.sha256",
  /** Which sticks these settings came from: the only ones whose secrets are overwritten after the greeting. */
  seedSources: "/etc/clawdie/seed-sources.json",
  profileLock: "/etc/clawdie/profile.lock.json",
  controlEnv: "/etc/clawdie/control.env",
  /** What the spending guard keeps the assistant to; no secrets. Only there once a limit was set. */
  spendingSettings: "/etc/clawdie/spending.json",
  /** Certificate and key the dashboard shows; made on the box. */
  dashboardCertificate: "/etc/clawdie/dashboard/certificate.pem",
  dashboardKey: "/etc/clawdie/dashboard/key.pem",
  /** Hash of the network settings dhcpcd has read; written by rc.d/dhcpcd, gone at a restart. */
  networkRead: "/run/dhcpcd-settings.sha256",
  /** Read at the end of the firewall rules; only there while the dashboard has an operator. */
  dashboardOpening: "/etc/clawdie/firewall.d/dashboard.nft",
  /** What the control plane asks root to do, and what became of it. */
  actions: "/run/clawdie/actions",
  runtimeConfig: "/etc/clawdie/runtime/openclaw.json",
  runtimeSecrets: "/etc/clawdie/runtime/secrets.json",
  runtimeTelegramToken: "/etc/clawdie/runtime/telegram.token",
  /** KEY=value lines, no secrets: the whole environment of the runtime. */
  runtimeEnvironment: "/etc/clawdie/runtime/environment",
  /** Dataset zroot/system-runtime: state of the platform. */
  state: "/var/lib/clawdie",
  journal: "/var/lib/clawdie/journal.jsonl",
  /** What the handoff last verified; read by `clawdie status`. */
  handoff: "/var/lib/clawdie/handoff.json",
  /** What became of the secrets on the stick. */
  seedWipe: "/var/lib/clawdie/seed-wipe.json",
  /** How the last maintenance reboot or rollback went. */
  maintenance: "/var/lib/clawdie/maintenance.json",
  /** What the alerts know: the one of this start in RAM, and what a restart must not forget. */
  alerts: "/var/lib/clawdie/alerts.json",
  alertsNow: "/run/clawdie/alerts.json",
  /** Version and age of this system, from the image. */
  build: "/usr/lib/clawdie/build.json",
  /** Parent of pgdata and pgwal: always snapshotted and rolled back as one. */
  postgresDataset: "zroot/system-runtime/postgres",
  /** Home of clawdie-runtime: home/, state/, tmp/, workspace/ below. */
  runtimeHome: "/var/lib/clawdie/runtime",
  controlHome: "/var/lib/clawdie/control",
  /** What was spent this month. */
  spendingHome: "/var/lib/clawdie/spending",
  pgData: "/var/lib/clawdie/postgres/pgdata",
  pgWal: "/var/lib/clawdie/postgres/pgwal",
  pgConfig: "/etc/clawdie/postgres",
  pgSocket: "/run/postgresql",
  pgBin: "/usr/lib/postgresql/17/bin",
  logs: "/var/log/clawdie",
  installLog: "/var/log/clawdie/install.jsonl",
  gatewayPort: 18789,
  controlPort: 18780,
  /** The spending guard, between the assistant and the model service while there is a monthly limit. */
  spendingPort: 18781,
  /** HTTPS for the operator's browser; above 1024, so that the control plane needs no capability. */
  dashboardPort: 8443,
  /** UDP, multicast DNS: `<hostname>.local` while there is an operator. */
  namesPort: 5353,
  accounts: {
    operator: "clawdie",
    runtime: "clawdie-runtime",
    control: "clawdie-control",
    spending: "clawdie-spending",
    postgres: "postgres",
  },
  services: {
    firstboot: "clawdie-firstboot",
    runtime: "clawdie-runtime",
    control: "clawdie-controlplane",
    actions: "clawdie-actions",
    alerts: "clawdie-alerts",
    /** Only while there is a monthly limit. */
    spending: "clawdie-spending",
    database: "postgresql",
  },
  seedLabel: "CLAWDIESEED",
  /** The last result as JSON, in RAM: what SETUP-RESULT.json on the stick says. */
  lastResult: "/run/clawdie/result.json",
  /**
   * Live system only, in RAM, 0600: the file that was refused (empty when there was none). It is there exactly while
   * the installer waits for another one; a new refusal writes it anew.
   */
  refusedSetup: "/run/clawdie/refused/setup.txt",
  /** Live system only, in RAM, 0600: what was typed at a console instead. The installer takes it and removes it. */
  typedSetup: "/run/clawdie/typed/setup.txt",
} as const;

/** On the boot partition: the box wants the stick's installer at the next start, see iso/boot/medium-grub.cfg. */
export const adoptRequest = "/clawdie/adopt";
