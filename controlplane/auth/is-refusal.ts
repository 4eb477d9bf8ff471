import { APIError } from "better-auth/api";

/** Better Auth says no (wrong password, no session), as opposed to something being broken. */
export function isRefusal(error: unknown): boolean {
  return error instanceof APIError && error.statusCode < 500;
}
