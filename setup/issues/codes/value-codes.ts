import type { CodeTable } from "../code-table.ts";

/** Values of single keys, except models, money, the network and the ways into the box. */
export const valueCodes = {
  "value.missing": {
    severity: "error",
    rule: "{key} is missing.",
    cure: "{rule} Write it behind {key}= in setup.txt.",
  },
  "value.format": {
    severity: "error",
    rule: "{key} is not written as it must be.",
    cure: "{rule}",
  },
  "value.placeholder": {
    severity: "error",
    rule: "{key} still holds a sample text instead of your own value.",
    cure: "{rule}",
  },
  "value.masked": {
    severity: "error",
    rule: "{key} holds a shortened or hidden value (with *, • or …), as websites and reports show it.",
    cure: "Copy the whole value from where it was made; make a new one if it is not shown any more. {rule}",
  },
  "value.wiped": {
    severity: "error",
    rule: "{key} was used for an installation, and then overwritten by the box, so that nobody finds it on the stick.",
    cure: "If that box works, there is nothing to do: it has its own copy, and needs the stick no more. To install again, fill it in anew. {rule}",
  },
  "value.brackets": {
    severity: "warning",
    rule: "The value of {key} stands in brackets.",
    cure: "They were left out.",
  },
  "value.other-service": {
    severity: "error",
    rule: "{key} holds what looks like a key of {vendor}, which the box has no use for.",
    cure: "Treat that key as exposed if others may have seen this file. {rule}",
  },
  "value.secret-elsewhere": {
    severity: "error",
    rule: "{key} holds what looks like {what}.",
    cure: "Move it to {home}, and put into {key} what belongs there. {rule}",
  },
  "value.long-dash": {
    severity: "error",
    rule: "{key} holds a long dash ({codePoint}) where a plain - belongs; a text program replaced it.",
    cure: "Copy the value again and paste it into a plain text editor.",
  },
  "value.foreign-character": {
    severity: "error",
    rule: "{key} holds {codePoint}, which cannot be part of it.",
    cure: "Copy or type the value anew, without it. {rule}",
  },
  "value.invisible": {
    severity: "warning",
    rule: "{key} holds an invisible character ({codePoint}).",
    cure: "It was left out.",
  },
  "value.invisible-kept": {
    severity: "error",
    rule: "{key} holds an invisible character ({codePoint}), and it is unsure whether it is meant.",
    cure: "Type or copy the value anew.",
  },
  "value.web-escape": {
    severity: "warning",
    rule: "{key} holds {what}, as copied from a web page or a web address.",
    cure: "It was kept as it is; replace it if you meant the plain character.",
  },
  "value.space-inside": {
    severity: "error",
    rule: "There is a space inside {key}.",
    cure: "Remove it, and any words that do not belong there. {rule}",
  },
  "value.spaces-removed": {
    severity: "warning",
    rule: "There were spaces inside {key}.",
    cure: "They were left out.",
  },
  "value.capitals": {
    severity: "warning",
    rule: "{key} is written with other capitals.",
    cure: "It was read as {value}.",
  },
  "value.choice": {
    severity: "error",
    rule: "{key} is not one of {choices}.",
    cure: "Write one of these words.",
  },
  "openrouter-key.bearer": {
    severity: "warning",
    rule: '{key} begins with "Bearer".',
    cure: "The word was left out; only the key itself belongs here.",
  },
  "openrouter-key.other-vendor": {
    severity: "error",
    rule: "{key} holds a key of {vendor}, not of OpenRouter.",
    cure: "Make a key at openrouter.ai/keys; it begins with sk-or-v1-.",
  },
  "openrouter-key.cut": {
    severity: "error",
    rule: "{key} is {length} characters long; keys are 73 long today.",
    cure: "Copy the whole key again. When it is not shown any more, make a new one at openrouter.ai/keys.",
  },
  "openrouter-key.length": {
    severity: "warning",
    rule: "{key} is {length} characters long; keys are 73 long today.",
    cure: "Check that the whole key was copied; the box tries it as it is.",
  },
  "telegram-token.extracted": {
    severity: "warning",
    rule: "{key} holds a web address or the word bot around the token.",
    cure: "Only the token was taken from it.",
  },
  "telegram-token.number-only": {
    severity: "error",
    rule: "{key} holds only the number of the bot.",
    cure: "Copy the whole token from @BotFather: the number, a colon and 35 characters.",
  },
  "telegram-admin.name": {
    severity: "error",
    rule: "{key} is a name; a bot cannot find people by name.",
    cure: "Send any message to @userinfobot on Telegram and write down the number it answers.",
  },
  "telegram-admin.group": {
    severity: "error",
    rule: "{key} is the number of a group or channel (it begins with -).",
    cure: "Use your own number: send any message to @userinfobot on Telegram.",
  },
  "telegram-admin.phone": {
    severity: "error",
    rule: "{key} looks like a phone number (it begins with + or 0).",
    cure: "Telegram has another number for you: send any message to @userinfobot.",
  },
  "telegram-admin.long": {
    severity: "warning",
    rule: "{key} has {length} digits; the numbers Telegram gives people have 10 at most today.",
    cure: "Is it a phone number? Telegram has another number for you: send any message to @userinfobot.",
  },
  "telegram-admin.bot": {
    severity: "error",
    rule: "{key} is the number of the bot itself (the part of TELEGRAM_BOT_TOKEN before the colon).",
    cure: "Use your own number: send any message to @userinfobot on Telegram.",
  },
  "telegram-admin.several": {
    severity: "error",
    rule: "{key} holds signs or spaces between digits; it is unsure whether that is one number or two.",
    cure: "Write exactly one number, digits only.",
  },
  "hostname.dots": {
    severity: "error",
    rule: "{key} holds a dot; only the first part of a name belongs here.",
    cure: "Write one word, for example clawdie.",
  },
  "hostname.digits": {
    severity: "error",
    rule: "{key} is made of digits only, which reads like an address.",
    cure: "Write a word, for example clawdie-2.",
  },
  "hostname.capitals": {
    severity: "warning",
    rule: "{key} holds capital letters.",
    cure: "It was read in small letters, as networks do.",
  },
  "hostname.reserved": {
    severity: "error",
    rule: "{key} is a name that is reserved on the box.",
    cure: "Choose another name.",
  },
  "hostname.derived-default": {
    severity: "warning",
    rule: "No host name can be made from ASSISTANT_NAME.",
    cure: "The box is called {value}; write HOSTNAME=… to choose yourself.",
  },
  "timezone.unknown": {
    severity: "error",
    rule: "{key} is not a time zone this box knows.",
    cure: "{suggestion}",
  },
  "timezone.offset": {
    severity: "error",
    rule: "{key} is a distance or a short name, which does not say when the clocks change.",
    cure: "Write the zone of a city near you, such as Europe/Ljubljana. In Etc/GMT-2 the sign is turned around: it means two hours ahead of UTC.",
  },
  "timezone.renamed": {
    severity: "warning",
    rule: "{key} is an old name of a time zone.",
    cure: "It was read as {value}.",
  },
  "locale.unknown": {
    severity: "error",
    rule: "{key} is a language and country this box has no data for.",
    cure: "{suggestion}",
  },
  "locale.spelling": {
    severity: "warning",
    rule: "{key} is written in another form.",
    cure: "It was read as {value}.",
  },
  "install-disk.kernel-name": {
    severity: "warning",
    rule: "{key} names a disk by its place, which can change from start to start.",
    cure: "Better name its serial number or its path under /dev/disk/by-id.",
  },
  "install-disk.vague": {
    severity: "error",
    rule: "{key} does not say which disk is meant.",
    cure: "Write a serial number, a path under /dev/disk/by-id, or a rule such as >=200GB, smallest or largest. Leave it blank when only one disk is empty.",
  },
  "erase-disk.not-a-code": {
    severity: "error",
    rule: "{key} holds a word, not the code.",
    cure: "Leave it blank first: the box then prints the code of each disk that holds data, and erases nothing.",
  },
  "erase-disk.mistyped": {
    severity: "error",
    rule: "{key} is not a code the box has printed: at least one character is wrong.",
    cure: "Compare it with SETUP-RESULT.txt. A code has eight letters and digits, such as K7QX-2M9W.",
  },
  "install-disk.partition": {
    severity: "error",
    rule: "{key} names a partition; Clawdie needs a whole disk.",
    cure: "Leave out its end: -part1 of a long name, 1 of sda1, p1 of nvme0n1p1.",
  },
  "schema.newer": {
    severity: "error",
    rule: "The file was made for a newer version of Clawdie (format {found}; this one knows {known}).",
    cure: "Flash the stick with the newer image, or use the setup.txt that came with this one.",
  },
} as const satisfies CodeTable;
