import { spawn } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, onTestFinished, test } from "vitest";
import { canaries } from "../../build-settings.ts";
import { buildTempRoot } from "../../build-temp-root.ts";

const main = join(import.meta.dirname, "../../stand-ins/main.ts");
const admin = 424242424;

/** The program as a person starts it: its lines so far, and its addresses. */
async function startByHand() {
  const folder = await buildTempRoot();
  await writeFile(join(folder, "token"), `${canaries.telegramToken}\n`);
  await writeFile(join(folder, "key"), `${canaries.openRouterKey}\n`);
  const files = ["--bot-token-file", join(folder, "token"), "--api-key-file", join(folder, "key")];
  const rest = ["--admin-id", String(admin), "--model", "example/chat-model", "--control-port", "0"];
  const program = spawn(process.execPath, [main, ...files, ...rest], { stdio: ["pipe", "pipe", "inherit"] });
  onTestFinished(() => void program.kill());
  const lines: string[] = [];
  createInterface({ input: program.stdout }).on("line", (line) => lines.push(line));
  const address = async (name: string) => {
    const find = () => lines.find((line) => line.startsWith(`${name}=`))?.slice(name.length + 1);
    await expect.poll(find, { timeout: 10_000 }).toBeDefined();
    return find() ?? "";
  };
  return { program, lines, address };
}

function post(url: string, body: unknown): Promise<Response> {
  return fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

test("a typed line reaches the bot, its answer is shown, and no secret is printed", async () => {
  const { program, lines, address } = await startByHand();
  const api = `${await address("TELEGRAM_API_ROOT")}/bot${canaries.telegramToken}`;
  program.stdin.write("hello bot\n");
  await expect
    .poll(async () => await (await post(`${api}/getUpdates`, { timeout: 1 })).json())
    .toMatchObject({ result: [{ message: { text: "hello bot", from: { id: admin } } }] });
  await post(`${api}/sendMessage`, { chat_id: admin, text: "hello human" });
  await expect.poll(() => lines).toContain(`bot → ${admin}: hello human`);
  for (const secret of Object.values(canaries)) expect(lines.join("\n")).not.toContain(secret);
});

test("another process drives it over the control port", async () => {
  const { address } = await startByHand();
  const control = await address("CONTROL_URL");
  const api = `${await address("TELEGRAM_API_ROOT")}/bot${canaries.telegramToken}`;
  const models = `${await address("OPENROUTER_BASE_URL")}/models`;
  await post(`${control}/user-says`, { chatId: admin, text: "from afar" });
  expect(await (await post(`${api}/getUpdates`, { timeout: 0 })).json()).toMatchObject({
    result: [{ message: { text: "from afar" } }],
  });
  await post(`${control}/fault`, { service: "openrouter", fault: { kind: "server-error", times: 1 } });
  expect((await fetch(models)).status).toBe(503);
  expect((await fetch(models)).status).toBe(200);
  await post(`${api}/sendMessage`, { chat_id: admin, text: "answer" });
  expect(await (await fetch(`${control}/sent`)).json()).toMatchObject([{ chatId: admin, text: "answer" }]);
  expect(await (await fetch(`${control}/requests`)).json()).toMatchObject([{ path: "/api/v1/models" }, {}]);
});
