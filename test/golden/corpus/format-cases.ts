import { buildSetupText } from "../../build-setup-text.ts";
import { fileCases, utf16 } from "./corpus-case.ts";

const good = buildSetupText();
const object = Object.fromEntries(
  good
    .trim()
    .split("\n")
    .map((line) => line.split("=")),
);
const noAdmin = buildSetupText({ TELEGRAM_ADMIN_ID: null });
const noZone = `${noAdmin}TELEGRAM_ADMIN_ID=424242424\n`;

/** Settings in the form of other programs, chats and web pages. */
export const formatCases = fileCases([
  ["JSON without any key of ours", "R", "file.json", '{"a": 1}'],
  ["JSON behind blank lines", "R", "file.json", `\n\n \t{"HOSTNAME": "a"}\n\n`],
  [
    "only the number",
    "R",
    "syntax.no-equals value.missing value.missing value.missing limit.none",
    "424242424\n",
  ],
  ["Python dictionary", "R", "file.json", `{'TELEGRAM_ADMIN_ID': '424242424'}\n`],
  ["YAML in braces", "R", "file.json", `{ TELEGRAM_ADMIN_ID : 424242424 }\n`],
  ["C08 JSON object", "R", "file.json", JSON.stringify(object, null, 2)],
  ["C08 JSON on one line, in UTF-16", "R", "file.json", utf16(JSON.stringify(object), true)],
  ["JSON object inside another", "R", "file.json", JSON.stringify({ clawdie: object })],
  ["JSON list", "R", "file.json", JSON.stringify([object])],
  ["JSON with a comma too many", "R", "file.json", `{\n  "TELEGRAM_ADMIN_ID": "424242424",\n}\n`],
  ["JavaScript object", "R", "file.json", `{\n  TELEGRAM_ADMIN_ID: 424242424,\n}\n`],
  ["JSON that ends too early", "R", "file.json", `{ "TELEGRAM_ADMIN_ID": "4242`],
  ["JSON with comments", "R", "file.json", `{\n  // me\n  "TELEGRAM_ADMIN_ID": 1 }`],
  [
    "lines of a JSON object without its braces",
    "W",
    "syntax.key-spelling syntax.colon syntax.trailing-comma",
    `${noAdmin}"TELEGRAM_ADMIN_ID": "424242424",\n`,
  ],
  ["C09 YAML", "W", Array(5).fill("syntax.colon").join(" "), good.replaceAll("=", ": ")],
  [
    "YAML between --- and ...",
    "W",
    `syntax.ruler ${Array(5).fill("syntax.colon").join(" ")} syntax.ruler`,
    `---\n${good.replaceAll("=", ": ")}...\n`,
  ],
  [
    "YAML under a heading",
    "R",
    `syntax.no-equals ${Array(5).fill("syntax.colon").join(" ")}`,
    `clawdie:\n${good.replaceAll("=", ": ").replaceAll(/^/gm, "  ").trimEnd()}\n`,
  ],
  ["YAML list", "R", "syntax.quoted-line", `${noAdmin}- TELEGRAM_ADMIN_ID: 424242424\n`],
  ["TOML", "W", "syntax.section", `[clawdie]\n${noAdmin}TELEGRAM_ADMIN_ID = "424242424"\n`],
  ["INI with comments", "W", "syntax.section syntax.comment-style", `[clawdie]\n; mine\n${good}`],
  ["Java properties", "W", "syntax.key-spelling", `${noAdmin}telegram.admin.id=424242424\n`],
  ["PowerShell", "W", "syntax.shell-word", `${noAdmin}$env:TELEGRAM_ADMIN_ID = "424242424"\n`],
  ["PowerShell variable", "R", "syntax.quoted-line", `${noAdmin}$TELEGRAM_ADMIN_ID = "424242424"\n`],
  ["systemd unit", "R", "syntax.text-before-key", `${noAdmin}Environment="TELEGRAM_ADMIN_ID=424242424"\n`],
  ["Dockerfile", "R", "syntax.quoted-line", `${noAdmin}ENV TELEGRAM_ADMIN_ID=424242424\n`],
  [
    "Windows batch file",
    "W",
    "syntax.comment-style syntax.wrapped-line syntax.shell-word",
    `@echo off\n${noAdmin}set "TELEGRAM_ADMIN_ID=424242424"\n`,
  ],
  ["lines of a CSV file in quotes", "W", "syntax.wrapped-line", `${noAdmin}"TELEGRAM_ADMIN_ID=424242424",\n`],
  ["columns of a CSV file", "R", "syntax.missing-equals", `${noAdmin}TELEGRAM_ADMIN_ID,424242424\n`],
  ["columns with semicolons", "R", "syntax.missing-equals", `${noAdmin}TELEGRAM_ADMIN_ID;424242424\n`],
  ["columns with tabs", "R", "syntax.missing-equals", `${noAdmin}TELEGRAM_ADMIN_ID\t424242424\n`],
  ["Markdown table", "R", "syntax.missing-equals", `${noAdmin}| TELEGRAM_ADMIN_ID | 424242424 |\n`],
  ["Markdown table with =", "R", "syntax.quoted-line", `${noAdmin}| TELEGRAM_ADMIN_ID=424242424 |\n`],
  ["C10 fence", "W", "syntax.fence syntax.fence", `\`\`\`\n${good}\`\`\`\n`],
  ["C10 fence with a language", "W", "syntax.fence syntax.fence", `\`\`\`dotenv\n${good}\`\`\`\n`],
  ["fence of tildes", "W", "syntax.fence syntax.fence", `~~~\n${good}~~~\n`],
  ["Markdown bold and code keys", "W", "syntax.key-spelling", `${noAdmin}**TELEGRAM_ADMIN_ID**=424242424\n`],
  ["Markdown escaped underscores", "W", "syntax.key-spelling", `${noAdmin}TELEGRAM\\_ADMIN\\_ID=424242424\n`],
  ["C11 quoted mail", "R", "syntax.quoted-line", `${noAdmin}> TELEGRAM_ADMIN_ID=424242424\n`],
  ["C11 twice quoted mail", "R", "syntax.quoted-line", `${noAdmin}>> TELEGRAM_ADMIN_ID=424242424\n`],
  ["C11 shell prompt", "R", "syntax.quoted-line", `${noAdmin}$ export TELEGRAM_ADMIN_ID=424242424\n`],
  ["prompt with a name", "R", "syntax.quoted-line", `${noAdmin}me@laptop:~$ TELEGRAM_ADMIN_ID=424242424\n`],
  ["Windows prompt", "R", "syntax.quoted-line", `${noAdmin}C:\\Users\\me>set TELEGRAM_ADMIN_ID=424242424\n`],
  [
    "PowerShell prompt",
    "R",
    "syntax.text-before-key",
    `${noAdmin}PS C:\\Users\\me> $env:TELEGRAM_ADMIN_ID="424242424"\n`,
  ],
  ["C11 list", "R", "syntax.quoted-line", `${noAdmin}- TELEGRAM_ADMIN_ID=424242424\n`],
  ["list with dots", "R", "syntax.quoted-line", `${noAdmin}• TELEGRAM_ADMIN_ID=424242424\n`],
  ["list to tick off", "R", "syntax.quoted-line", `${noAdmin}- [x] TELEGRAM_ADMIN_ID=424242424\n`],
  ["numbered list", "R", "syntax.quoted-line", `${noAdmin}3. TELEGRAM_ADMIN_ID=424242424\n`],
  ["line numbers of a web page", "R", "syntax.quoted-line", `${noAdmin}3 TELEGRAM_ADMIN_ID=424242424\n`],
  ["line numbers with a colon", "R", "syntax.quoted-line", `${noAdmin}12: TELEGRAM_ADMIN_ID=424242424\n`],
  ["added line of a diff", "R", "syntax.quoted-line", `${noAdmin}+TELEGRAM_ADMIN_ID=424242424\n`],
  [
    "marks of a merge",
    "R",
    "syntax.no-equals syntax.ruler key.contradiction syntax.no-equals",
    `<<<<<<< mine\n${noZone}=======\nTELEGRAM_ADMIN_ID=1\n>>>>>>> theirs\n`,
  ],
  [
    "chat line with a name",
    "R",
    "syntax.text-before-key",
    `${noAdmin}Ana, 10:15: TELEGRAM_ADMIN_ID=424242424\n`,
  ],
  [
    "base64 of the whole file",
    "R",
    "key.unknown value.missing value.missing value.missing limit.none",
    `${Buffer.from(good.slice(0, 100)).toString("base64")}\n`,
  ],
  ["command line options", "R", "key.misspelled", `${noAdmin}--telegram-admin-id=424242424\n`],
  [
    "query of a web address",
    "R",
    "syntax.joined-lines value.missing",
    `${noAdmin.replace(/TELEGRAM_BOT.*\n/, "")}TELEGRAM_BOT_TOKEN=x&TELEGRAM_ADMIN_ID=424242424\n`,
  ],
]);
