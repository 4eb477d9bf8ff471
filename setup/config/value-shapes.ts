import * as z from "zod";
import { Secret } from "../issues/secret.ts";

/** How each kind of value looks once `rules.ts` has read it. JSON schemas show the pattern, the config the result. */

const wrap = (text: string) => new Secret(text);

/** Custom endpoints take any key, so the exact form is a rule, not a shape. */
export const openRouterKey = z
  .string()
  .regex(/^[\x21-\x7e]{1,512}$/)
  .transform(wrap);

export const telegramToken = z
  .string()
  .regex(/^\d{5,16}:[A-Za-z0-9_-]{35}$/)
  .transform(wrap);

/** Telegram ids fit into 52 bits (core.telegram.org/bots/api#user). */
export const telegramUserId = z
  .string()
  .regex(/^[1-9]\d{0,15}$/)
  .refine((text) => Number(text) < 2 ** 52);

export const displayName = z.string().regex(/^[^\p{Cc}\p{Cs}\p{Co}\p{Cn}\u2028\u2029`$\\<>{}|"]{1,64}$/u);

export const timezone = z.string().regex(/^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/);

export const locale = z.string().regex(/^[a-z]{2,3}_[A-Z]{2}$/);

/** RFC 1123 label. */
export const hostLabel = z.string().regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/);

/** One @, no spaces, quotes or brackets: mail to it must not need quoting anywhere. */
export const email = z
  .string()
  .regex(/^[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9]([A-Za-z0-9.-]{0,250}[A-Za-z0-9])?$/);

export const password = z.string().min(12).max(512).transform(wrap);

export const sshPublicKey = z.string().regex(/^[a-z0-9@.-]+ [A-Za-z0-9+/]+=*( [^\n\r]*)?$/);

const list = (text: string) => text.split(",").map((part) => part.trim());

export const addressList = z
  .string()
  .regex(/^[0-9a-fA-F.:/]+(, ?[0-9a-fA-F.:/]+)*$/)
  .transform(list);

export const dollars = z
  .string()
  .regex(/^\d{1,6}(\.\d{1,2})?$/)
  .transform(Number)
  .refine((amount) => amount > 0 && amount <= 100_000);

/** Serial, /dev/disk/by-id path or size rule; a kernel name passes here and is warned about. */
export const diskSelector = z
  .string()
  .regex(/^(\/dev\/[A-Za-z0-9._:/-]+|[A-Za-z0-9._:-]{2,64}|[<>]=?\d+[MGT]i?B)$/);

/** Crockford's base 32; the check character is a rule. */
export const eraseCode = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);

export const yesNo = z.enum(["yes", "no"]).transform((word) => word === "yes");

/** `vendor/model`, or any model name of a custom endpoint, with an optional `:variant`. */
export const modelId = z.string().regex(/^[A-Za-z0-9][\w.~-]*(\/[A-Za-z0-9][\w.~-]*)*(:[\w.-]+)?$/);

export const webAddress = z.string().regex(/^https?:\/\/[^\s/?#@]+(\/[^\s?#]*)?$/);

export const formatVersion = z
  .string()
  .regex(/^\d{1,4}$/)
  .transform(Number);
