import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { loadProfiles } from "../../setup/settings/profiles.ts";
import { runFuzz } from "../fuzz/run-fuzz.ts";

const profiles = loadProfiles(readFileSync(new URL("../../setup/profiles.toml", import.meta.url), "utf8"));

test("a slice of the fuzz run: any bytes, every rule, each time the same inputs", { timeout: 60_000 }, () => {
  const { runs, accepted, warned, rejected, reencoded, roundTrips } = runFuzz({
    runs: 1500,
    seed: 7,
    profiles,
  });
  expect(accepted + warned + rejected).toBe(runs);
  expect(Math.min(accepted + warned, rejected, reencoded, roundTrips)).toBeGreaterThan(50);
});
