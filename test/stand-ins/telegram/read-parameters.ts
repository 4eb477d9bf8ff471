import type { HttpCall } from "../start-json-server.ts";
import type { Parameters } from "./telegram-methods.ts";

/** Query, form and JSON parameters together, as the Bot API takes them. */
export async function readParameters(call: HttpCall): Promise<Parameters> {
  return { ...Object.fromEntries(call.query), ...(await readBody(call)) };
}

async function readBody({ body, contentType }: HttpCall): Promise<Parameters> {
  if (body === "") return {};
  if (contentType.startsWith("application/json")) return JSON.parse(body) as Parameters;
  const form = await new Response(body, { headers: { "content-type": contentType } }).formData();
  return Object.fromEntries(form);
}
