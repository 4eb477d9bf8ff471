import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseEraseCode, renderEraseCode, toEraseCharacters } from "../../../setup/config/erase-code-form.ts";
import { buildSetupText } from "../../build-setup-text.ts";
import { checkText, listCodes } from "./check-text.ts";

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const body = fc
  .array(fc.constantFrom(...alphabet), { minLength: 7, maxLength: 7 })
  .map((all) => all.join(""));

test("what is printed is read, however it is typed", () => {
  fc.assert(
    fc.property(body, (characters) => {
      const code = renderEraseCode(characters);
      expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
      const typed = [code, code.toLowerCase(), code.replace("-", ""), ` ${code.replace("-", " - ")} `];
      const alike = code.replaceAll("0", "O").replaceAll("1", "l");
      for (const text of [...typed, alike, alike.replaceAll("l", "I")])
        expect(parseEraseCode(text)).toBe(code);
    }),
  );
});

test("every single wrong character is noticed", () => {
  fc.assert(
    fc.property(body, fc.nat(7), fc.constantFrom(...alphabet), (characters, at, other) => {
      const code = renderEraseCode(characters).replace("-", "");
      fc.pre(code[at] !== other);
      expect(parseEraseCode(code.slice(0, at) + other + code.slice(at + 1))).toBeNull();
    }),
  );
});

test.each(["", "K7QX", "K7QX-2M9W-1", "K7QX-2M9U", "K7QX–2M9!", "yes", "ERASE_DISK"])(
  "%j is no code",
  (text) => {
    expect(parseEraseCode(text)).toBeNull();
  },
);

test("characters are taken from the front of a hash, five bits each", () => {
  expect(toEraseCharacters("ff00", 2)).toBe("ZW");
  expect(toEraseCharacters(`0${"8".repeat(15)}`, 3)).toBe("124");
});

describe("in setup.txt", () => {
  test.each<readonly [string, readonly string[]]>([
    ["K7QX-2M9W", []],
    ["k7qx2m9w", []],
    ["K7QX-2M9X", ["erase-disk.mistyped"]],
    ["yes", ["erase-disk.not-a-code"]],
  ])("ERASE_DISK=%s", (written, expected) => {
    expect(listCodes(checkText(buildSetupText({ ERASE_DISK: written })))).toEqual(expected);
  });

  test.each<readonly [string, readonly string[]]>([
    ["/dev/disk/by-id/ata-X-part1", ["install-disk.partition"]],
    ["/dev/sda3", ["install-disk.partition"]],
    ["/dev/nvme0n1p2", ["install-disk.partition"]],
    ["/dev/nvme0n1", ["install-disk.kernel-name"]],
    ["/dev/disk/by-id/wwn-0x5000", []],
  ])("INSTALL_DISK=%s", (written, expected) => {
    expect(listCodes(checkText(buildSetupText({ INSTALL_DISK: written })))).toEqual(expected);
  });
});
