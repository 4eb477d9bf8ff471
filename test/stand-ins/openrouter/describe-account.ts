/** What the key may spend, in US dollars. */
export interface Credit {
  /** null: no limit on the key. */
  readonly limit: number | null;
  readonly usage: number;
  /** Of this calendar month (UTC); default all of it. */
  readonly usageMonthly?: number;
  readonly isFreeTier: boolean;
  /** A key that only makes keys; default false. */
  readonly isManagementKey?: boolean;
  /** ISO 8601; default never. */
  readonly expiresAt?: string;
}

/** https://openrouter.ai/docs/api-reference/limits : answer of GET /key. Pure. */
export function describeKey(apiKey: string, credit: Credit): unknown {
  return {
    data: {
      label: `${apiKey.slice(0, 12)}...${apiKey.slice(-3)}`,
      limit: credit.limit,
      limit_reset: null,
      limit_remaining: credit.limit === null ? null : Math.max(0, credit.limit - credit.usage),
      include_byok_in_limit: false,
      usage: credit.usage,
      usage_daily: credit.usage,
      usage_weekly: credit.usage,
      usage_monthly: credit.usageMonthly ?? credit.usage,
      byok_usage: 0,
      is_free_tier: credit.isFreeTier,
      is_management_key: credit.isManagementKey ?? false,
      is_provisioning_key: credit.isManagementKey ?? false,
      expires_at: credit.expiresAt ?? null,
    },
  };
}

const usualPrice = { prompt: "0.000001", completion: "0.000002" };
const freePrice = { prompt: "0", completion: "0" };

/** https://openrouter.ai/docs/api-reference/list-available-models : answer of GET /models. Pure. */
export function describeModels(models: readonly string[]): unknown {
  return {
    data: models.map((id) => ({
      id,
      canonical_slug: id,
      name: id,
      context_length: 128_000,
      architecture: { input_modalities: ["text"], output_modalities: ["text"] },
      pricing: id.endsWith(":free") ? freePrice : usualPrice,
      top_provider: { context_length: 128_000, max_completion_tokens: 8192 },
      supported_parameters: ["max_tokens", "temperature", "tools"],
    })),
  };
}
