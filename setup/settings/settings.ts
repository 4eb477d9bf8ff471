import type { Secret } from "../issues/secret.ts";

/** Complete and typed: what the box shall be. No optionals; null means "deliberately none". */
export interface Settings {
  readonly schema: 1;
  readonly assistantName: string;
  readonly hostname: string;
  readonly timezone: string;
  /** `xx_YY`, always used with UTF-8. */
  readonly locale: string;
  readonly profile: ProfileName;
  readonly models: Models;
  /** Roles whose model the operator chose instead of the profile. */
  readonly overriddenModels: readonly (keyof Models)[];
  /** Models the service retired since: what each role had before, and when it was moved. Oldest first. */
  readonly modelMoves: readonly ModelMove[];
  readonly openRouter: { readonly baseUrl: string; readonly apiKey: Secret };
  readonly telegram: { readonly apiRoot: string; readonly botToken: Secret; readonly adminId: string };
  /** US dollars per calendar month; null is no cap. Recorded; nothing enforces it yet. */
  readonly monthlyLimitUsd: number | null;
  /** The dashboard's first account; null: it waits for set-operator. The hash is Better Auth's scrypt form. */
  readonly operator: { readonly email: string; readonly passwordHash: Secret } | null;
  /** Ways into the operator account `clawdie`. `passwordHash` is a crypt(3) hash. */
  readonly login: { readonly sshAuthorizedKey: string | null; readonly passwordHash: Secret | null };
  readonly network: NetworkSettings;
}

export type NetworkSettings =
  | { readonly mode: "automatic" }
  | {
      readonly mode: "static";
      /** Addresses in CIDR form. */
      readonly addresses: readonly string[];
      readonly gateways: readonly string[];
      readonly dns: readonly string[];
    };

export type ProfileName = "balanced" | "economy" | "quality";

export interface ModelMove {
  readonly role: keyof Models;
  readonly from: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** OpenRouter model ids, e.g. `anthropic/claude-sonnet-5`. */
export interface Models {
  readonly chat: string;
  readonly fallback: string;
  readonly compaction: string;
}
