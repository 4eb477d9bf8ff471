import { parseEraseCode } from "../erase-code-form.ts";
import type { Rule } from "../rule.ts";

/** Which disk is decided against the machine's facts later; here only the form is judged. */
export const readInstallDisk: Rule = (text, { report }) => {
  if (/-part\d+$/.test(text) || /^(\/dev\/)?([sv]d[a-z]+\d+|(nvme\d+n\d+|mmcblk\d+)p\d+)$/.test(text)) {
    report("install-disk.partition");
    return null;
  }
  if (/^\/dev\/(?!disk\/by-)/.test(text) || /^(sd[a-z]+|nvme\d+n\d+|vd[a-z]+|mmcblk\d+)$/.test(text)) {
    report("install-disk.kernel-name");
    return text.startsWith("/") ? text : `/dev/${text}`;
  }
  if (
    /^([A-Z]:\\?|\d+(\.\d+)?\s*[MGT](i?B)?|any|auto|automatic|all|first|internal|external|ssd|hdd|nvme|disk|yes|no)$/i.test(
      text,
    )
  ) {
    report("install-disk.vague");
    return null;
  }
  if (/^(smallest|largest)$/i.test(text)) return text.toLowerCase();
  // GB counts in thousands, GiB in 1024s; without B it is the unit disks are sold by.
  const [, sign, amount, unit, binary = ""] = /^([<>]=?)\s*(\d+)\s*([MGT])(i(?=B))?B?$/i.exec(text) ?? [];
  return unit === undefined ? text : `${sign}${amount}${unit.toUpperCase()}${binary.toLowerCase()}B`;
};

export const readEraseCode: Rule = (text, { report }) => {
  if (/^(yes|no|true|false|on|off|y|n|all|ok|erase|1|0)$/i.test(text)) {
    report("erase-disk.not-a-code");
    return null;
  }
  const code = parseEraseCode(text);
  if (code === null) report("erase-disk.mistyped");
  return code;
};
