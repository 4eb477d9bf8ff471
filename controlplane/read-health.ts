/** Answers to GET /health. */
export interface Health {
  readonly ok: boolean;
  readonly checks: {
    /** `SELECT 1` in system_ops. */
    readonly database: Check;
    /** The agent runtime is ready with nothing suppressed. */
    readonly runtime: Check;
  };
}

export interface Check {
  readonly ok: boolean;
  /** Why not, in a few words without secrets; empty when ok. */
  readonly reason: string;
}

/** Resolves to "" when it is well, else to a reason; may also reject. */
export type Probe = () => Promise<string>;

export interface HealthProbes {
  readonly database: Probe;
  readonly runtime: Probe;
}

/** Ask both at the same time. Never rejects. */
export async function readHealth(probes: HealthProbes): Promise<Health> {
  const [database, runtime] = await Promise.all([ask(probes.database), ask(probes.runtime)]);
  return { ok: database.ok && runtime.ok, checks: { database, runtime } };
}

async function ask(probe: Probe): Promise<Check> {
  try {
    const reason = await probe();
    return { ok: reason === "", reason };
  } catch {
    // The error's own text may quote what it was given.
    return { ok: false, reason: "does not answer" };
  }
}
