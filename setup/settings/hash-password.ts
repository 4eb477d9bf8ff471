import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { isDashboardHash, isLoginHash } from "../config/rules/password.ts";
import type { SetupConfig } from "../config/schema.ts";
import type { Host } from "../host/host.ts";
import { StepError } from "../issues/exceptions.ts";
import { Secret } from "../issues/secret.ts";

/** The config with every plain password replaced by its hash; hashes stay as they are. */
export async function hashPasswords(config: SetupConfig, host: Pick<Host, "run">): Promise<SetupConfig> {
  const login = config.CLAWDIE_USER_PASSWORD;
  const dashboard = config.OPERATOR_PASSWORD;
  return {
    ...config,
    CLAWDIE_USER_PASSWORD:
      login === null || isLoginHash(login.reveal()) ? login : await hashLoginPassword(host, login),
    OPERATOR_PASSWORD:
      dashboard === null || isDashboardHash(dashboard.reveal())
        ? dashboard
        : await hashDashboardPassword(dashboard),
  };
}

/** crypt(3) SHA-512 hash of a password in NFC, made by openssl; the password goes in through standard input. */
export async function hashLoginPassword(host: Pick<Host, "run">, plain: Secret): Promise<Secret> {
  const input = new Secret(`${plain.reveal().normalize("NFC")}\n`);
  const { stdout } = await host.run("openssl", ["passwd", "-6", "-stdin"], { input });
  const hash = stdout.trim();
  if (!isLoginHash(hash)) {
    throw new StepError(
      "hash-password",
      "openssl passwd printed no SHA-512 hash",
      "Check that openssl works here.",
    );
  }
  return new Secret(hash);
}

/** Better Auth's own parameters (better-auth/crypto): memory about 32 MiB per hash. */
const scryptOptions = { N: 16384, r: 16, p: 1, maxmem: 128 * 16384 * 16 * 2 };
const keyBytes = 64;
const saltBytes = 16;

/** `saltHex:keyHex` as Better Auth verifies it: NFKC password, the salt's hexadecimal text used as bytes. */
export async function hashDashboardPassword(plain: Secret): Promise<Secret> {
  const salt = randomBytes(saltBytes).toString("hex");
  return new Secret(`${salt}:${(await deriveKey(plain, salt)).toString("hex")}`);
}

/** Whether a password is the one a dashboard hash was made of; false for a hash of any other form. */
export async function matchesDashboardHash(plain: Secret, hash: Secret): Promise<boolean> {
  const text = hash.reveal();
  if (!isDashboardHash(text)) return false;
  const [salt = "", key = ""] = text.split(":");
  return timingSafeEqual(await deriveKey(plain, salt), Buffer.from(key, "hex"));
}

function deriveKey(plain: Secret, salt: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(plain.reveal().normalize("NFKC"), salt, keyBytes, scryptOptions, (error, key) => {
      if (error !== null) reject(error);
      else resolve(key);
    });
  });
}
