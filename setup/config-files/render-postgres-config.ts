import { zfsCacheLimit } from "./zfs-cache-limit.ts";

export interface PostgresPlaces {
  readonly dataFolder: string;
  /** Holds postgresql.conf, pg_hba.conf and pg_ident.conf. */
  readonly configFolder: string;
  readonly socketFolder: string;
}

const mebibyte = 1024 * 1024;

/** postgresql.conf. Nothing listens on TCP; every value that is not PostgreSQL's default says why.
 *  Limits on memory follow the machine: 2 GiB gives 64 MB of shared buffers. */
export function renderPostgresConfig(places: PostgresPlaces, memoryBytes: number): string {
  const sharedMb = Math.min(1024, Math.max(64, Math.round(memoryBytes / 32 / mebibyte / 32) * 32));
  const cacheMb = sharedMb + Math.round(zfsCacheLimit(memoryBytes) / mebibyte);
  return `# Made by Clawdie; changes are overwritten. Own settings: ALTER SYSTEM, which wins over this file.
data_directory = '${places.dataFolder}'
hba_file = '${places.configFolder}/pg_hba.conf'
ident_file = '${places.configFolder}/pg_ident.conf'

# Unix socket only.
listen_addresses = ''
unix_socket_directories = '${places.socketFolder}'
max_connections = 40

# Small: ZFS caches too, and the agent needs the memory.
shared_buffers = ${sharedMb}MB
effective_cache_size = ${cacheMb}MB
work_mem = 4MB
maintenance_work_mem = 32MB
huge_pages = off
# The image holds no LLVM.
jit = off

# ZFS never leaves a torn page: a write of 8K lies within one record, old or new as a whole.
full_page_writes = off
# On copy-on-write neither reusing nor zero-filling log files gains anything.
wal_recycle = off
wal_init_zero = off
# Backups are snapshots and dumps; there is no replica.
wal_level = minimal
max_wal_senders = 0
max_logical_replication_workers = 0
# Half of what is reserved for the log, see docs/datasets.md.
max_wal_size = 256MB
min_wal_size = 32MB
checkpoint_timeout = 15min

# To syslog, which rotates. No statement texts: they may hold what is private.
log_destination = 'syslog'
syslog_ident = 'postgresql'
log_min_error_statement = panic
log_checkpoints = off
log_timezone = 'UTC'
timezone = 'UTC'
lc_messages = 'C'
`;
}

/** pg_hba.conf: each role reaches the database of its own name; who may act as which role says pg_ident.conf. */
export function renderHostAccess(): string {
  return `# Made by Clawdie; changes are overwritten.
# type  database  user      method
local   all       postgres  peer map=clawdie
local   sameuser  all       peer map=clawdie
`;
}

export interface IdentityMapping {
  readonly account: string;
  readonly role: string;
}

/** pg_ident.conf: system account → role. There are no database passwords. */
export function renderIdentityMap(mappings: readonly IdentityMapping[]): string {
  const rows = mappings.map(({ account, role }) => `clawdie ${account} ${role}\n`);
  return `# Made by Clawdie; changes are overwritten.\n# map account role\n${rows.join("")}`;
}
