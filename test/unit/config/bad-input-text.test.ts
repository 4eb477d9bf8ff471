import { expect, test } from "vitest";
import { buildSetupText } from "../../build-setup-text.ts";
import { checkText, listCodes } from "./check-text.ts";

const good = buildSetupText();
const without = (key: string) => buildSetupText({ [key]: null });
const utf16 = (text: string, mark: boolean, big = false) => {
  const bytes = new Uint8Array(Buffer.from(mark ? `\ufeff${text}` : text, "utf16le"));
  return big ? new Uint8Array(Buffer.from(bytes).swap16()) : bytes;
};
const latin1 = (text: string) => new Uint8Array(Buffer.from(text, "latin1"));
const admin = without("TELEGRAM_ADMIN_ID");
const key = `sk-or-v1-${"c0ffee00".repeat(8)}`;
const noKey = without("OPENROUTER_API_KEY");

type Row = readonly [
  name: string,
  content: string | Uint8Array,
  decision: "S" | "W" | "R",
  codes: readonly string[],
];

const rows: readonly Row[] = [
  ["E01 UTF-8 with LF", good, "S", []],
  ["E02 byte order mark before a key", `\ufeff${good}`, "S", []],
  ["E03 byte order mark before a comment", `\ufeff# hello\n${good}`, "S", []],
  ["E04 byte order mark in the middle", `${good}\ufeffTIMEZONE=UTC\n`, "W", ["encoding.stray-mark"]],
  ["E05 UTF-16LE with mark", utf16(good, true), "S", []],
  ["E06 UTF-16BE with mark", utf16(good, true, true), "S", []],
  ["E07 UTF-16LE without mark", utf16(good, false), "W", ["encoding.utf16-guessed"]],
  ["UTF-16BE without mark", utf16(good, false, true), "W", ["encoding.utf16-guessed"]],
  ["UTF-32", new Uint8Array(Buffer.from("\xff\xfe\0\0K\0\0\0", "latin1")), "R", ["encoding.utf32"]],
  ["E09 cp1252 letter in a comment", latin1(`# caf\xe9\n${good}`), "W", ["encoding.comment-bytes"]],
  [
    "cp1252 letter in a value",
    latin1(`${without("ASSISTANT_NAME")}ASSISTANT_NAME=caf\xe9\n`),
    "R",
    ["encoding.damaged-line"],
  ],
  ["E14 byte order mark only", "\ufeff", "R", ["file.empty"]],
  [
    "E15 line separator in a value",
    buildSetupText({ ASSISTANT_NAME: "a\u2028b" }),
    "R",
    ["syntax.hidden-break"],
  ],
  [
    "E16 direction character in a value",
    buildSetupText({ ASSISTANT_NAME: "a\u202eb" }),
    "R",
    ["syntax.direction-character"],
  ],
  ["L01 CRLF", good.replaceAll("\n", "\r\n"), "S", []],
  ["L02 CR only", good.replaceAll("\n", "\r"), "S", []],
  ["L03 mixed line ends", good.replace("\n", "\r\n").replace(/\n$/, "\r"), "S", []],
  ["L04 no final newline", good.trimEnd(), "S", []],
  ["L06 a line of 9000 characters", `${good}X=${"a".repeat(9000)}\n`, "R", ["syntax.line-too-long"]],
  ["a comment of 9000 characters", `${good}#${"a".repeat(9000)}\n`, "S", []],
  [
    "L07 value wrapped onto the next line",
    good.replace("c0ffee00c0ffee00\n", "\nc0ffee00c0ffee00\n"),
    "R",
    ["openrouter-key.length", "syntax.no-equals"],
  ],
  ["L09 500 blank lines", `${"\n".repeat(500)}${good}`, "S", []],
  ["C01 RTF", "{\\rtf1\\ansi OPENROUTER_API_KEY=x}", "R", ["file.container"]],
  ["C03 ZIP container", "PK\u0003\u0004rest", "R", ["file.container"]],
  ["PDF", "%PDF-1.7", "R", ["file.container"]],
  ["web page", "<!DOCTYPE html><html>", "R", ["file.container"]],
  ["C06 Windows shortcut", "L\0\0\0\u0001\u0014\u0002\0", "R", ["file.shortcut"]],
  ["C06 internet shortcut", "[InternetShortcut]\r\nURL=file:///x\r\n", "R", ["file.shortcut"]],
  ["C08 JSON", JSON.stringify({ OPENROUTER_API_KEY: key, X: 1 }), "R", ["file.json"]],
  ["C10 fence around", `\`\`\`\n${good}\`\`\`\n`, "W", ["syntax.fence", "syntax.fence"]],
  ["C11 quoted line", `${admin}> TELEGRAM_ADMIN_ID=424242424\n`, "R", ["syntax.quoted-line"]],
  ["C11 list item", `${admin}- TELEGRAM_ADMIN_ID: 424242424\n`, "R", ["syntax.quoted-line"]],
  ["F08 0 bytes", "", "R", ["file.empty"]],
  ["white space only", " \n\t\n", "R", ["file.empty"]],
  ["F09 comments only", "# a\n\n# b\n", "R", ["file.no-settings"]],
  ["K01 spaces and tabs", `${admin} \tTELEGRAM_ADMIN_ID\t = \t424242424 \n`, "S", []],
  ["K03 set in front", `${admin}set TELEGRAM_ADMIN_ID=424242424\n`, "W", ["syntax.shell-word"]],
  ["export in front", `${admin}export TELEGRAM_ADMIN_ID=424242424\n`, "W", ["syntax.shell-word"]],
  ["K05 hyphens in the key", `${admin}TELEGRAM-ADMIN-ID=424242424\n`, "W", ["syntax.key-spelling"]],
  ["K05 spaces in the key", `${admin}TELEGRAM ADMIN ID=424242424\n`, "W", ["syntax.key-spelling"]],
  ["lower case key", `${admin}telegram_admin_id=424242424\n`, "W", ["syntax.key-spelling"]],
  ["K06 colon", `${admin}TELEGRAM_ADMIN_ID: 424242424\n`, "W", ["syntax.colon"]],
  ["C09 all YAML", good.replaceAll("=", ": "), "W", Array(5).fill("syntax.colon")],
  ["K07 no equals sign", `${admin}TELEGRAM_ADMIN_ID 424242424\n`, "R", ["syntax.missing-equals"]],
  [
    "K07 no equals sign before a token",
    `${buildSetupText({ TELEGRAM_BOT_TOKEN: null })}TELEGRAM BOT TOKEN 7000000001:AACanaryTelegramTokenForTestsOnly00\n`,
    "R",
    ["syntax.missing-equals"],
  ],
  ["a sentence with a colon", `Note: call me later\n${good}`, "R", ["syntax.no-equals"]],
  ["K08 misspelt key", `${good}TELEGRAM_ADMN_ID=1\n`, "R", ["key.misspelled"]],
  ["K09 unknown key", `${good}COFFEE=strong\n`, "W", ["key.unknown"]],
  ["a key we never had", `${good}ROOT_PASSWORD=x\n`, "W", ["key.retired"]],
  ["K10 same value twice", `${good}TELEGRAM_ADMIN_ID=424242424\n`, "W", ["key.repeated"]],
  ["K11 different values", `${good}TELEGRAM_ADMIN_ID=424242425\n`, "R", ["key.contradiction"]],
  ["K13 blank optional", `${good}TIMEZONE=\n`, "S", []],
  ["K14 double quotes", buildSetupText({ TELEGRAM_ADMIN_ID: '"424242424"' }), "S", []],
  ["K14 single quotes and a comment", buildSetupText({ TELEGRAM_ADMIN_ID: "'424242424'  # me" }), "S", []],
  [
    "K15 typographic quotes",
    buildSetupText({ TELEGRAM_ADMIN_ID: "“424242424”" }),
    "W",
    ["syntax.smart-quotes"],
  ],
  ["quote that is not closed", buildSetupText({ ASSISTANT_NAME: '"Clawdie' }), "R", ["syntax.open-quote"]],
  [
    "K21 space and # in a password",
    buildSetupText({ CLAWDIE_USER_PASSWORD: "long secret #1 here" }),
    "R",
    ["syntax.comment-or-value"],
  ],
  ["K22 comment behind a value", buildSetupText({ TIMEZONE: "Europe/Ljubljana  # home" }), "S", []],
  ["K23 only a comment", buildSetupText({ TIMEZONE: "   # comment" }), "S", []],
  ["comment behind a name", buildSetupText({ ASSISTANT_NAME: "Clawdie # ours" }), "S", []],
  [
    "number sign in a name",
    buildSetupText({ ASSISTANT_NAME: "Clawdie #2" }),
    "R",
    ["syntax.comment-or-value"],
  ],
  [
    "K25 two equals signs before a secret",
    buildSetupText({ OPENROUTER_API_KEY: `=${key}` }),
    "R",
    ["syntax.double-equals"],
  ],
  ["K25 two equals signs elsewhere", buildSetupText({ TIMEZONE: "=UTC" }), "W", ["syntax.extra-equals"]],
  [
    "K28 no-break space",
    buildSetupText({ TELEGRAM_ADMIN_ID: "\u00a0424242424" }),
    "W",
    ["syntax.wide-space"],
  ],
  [
    "K29 zero-width space in a token",
    buildSetupText({ OPENROUTER_API_KEY: key.replace("v1", "v\u200b1") }),
    "W",
    ["value.invisible"],
  ],
  [
    "K31 zero-width space in a key",
    `${admin}TELEGRAM_\u200bADMIN_ID=424242424\n`,
    "W",
    ["syntax.key-invisible"],
  ],
  [
    "K32 long dash",
    buildSetupText({ OPENROUTER_API_KEY: key.replaceAll("-", "–") }),
    "R",
    ["value.long-dash"],
  ],
  ["K33 full-width sign", `${admin}TELEGRAM_ADMIN_ID＝424242424\n`, "R", ["syntax.wide-separator"]],
  [
    "K33 full-width digits",
    buildSetupText({ TELEGRAM_ADMIN_ID: "４２４" }),
    "R",
    ["value.foreign-character"],
  ],
  ["K34 shell in a name", buildSetupText({ ASSISTANT_NAME: "$(reboot)" }), "R", ["value.format"]],
  ["K35 section", `[clawdie]\n${good}`, "W", ["syntax.section"]],
  ["K36 other comments", `; a\n// b\nREM c\n${good}`, "W", Array(3).fill("syntax.comment-style")],
  ["K37 web escape", buildSetupText({ ASSISTANT_NAME: "Tom &amp; Jo" }), "W", ["value.web-escape"]],
  ["control character", buildSetupText({ ASSISTANT_NAME: "a\u001b[2Jb" }), "R", ["syntax.control-character"]],
  ["no key", `${good}=value\n`, "R", ["syntax.no-key"]],
  ["missing key", noKey, "R", ["value.missing"]],
  ["required key left blank", buildSetupText({ OPENROUTER_API_KEY: "" }), "R", ["value.missing"]],
];

/** S: silent but for the one warning of the base text (see listCodes). */
const decisions = { S: "accept-with-warnings", W: "accept-with-warnings", R: "reject" } as const;

test.each(rows)("%s", (_, content, decision, codes) => {
  const result = checkText(content);
  expect(listCodes(result)).toEqual(codes);
  expect(result.decision).toBe(decisions[decision]);
});
