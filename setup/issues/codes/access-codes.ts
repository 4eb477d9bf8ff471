import type { CodeTable } from "../code-table.ts";

/** Ways into the box: dashboard account, console password, SSH key. */
export const accessCodes = {
  "operator.half": {
    severity: "error",
    rule: "{key} is missing: OPERATOR_EMAIL and OPERATOR_PASSWORD belong together.",
    cure: "Fill in both, or leave both blank: the dashboard then waits for sudo set-operator.",
  },
  "email.form": {
    severity: "error",
    rule: "{key} is not an email address.",
    cure: "Write it as name@example.org, with nothing around it.",
  },
  "email.local": {
    severity: "warning",
    rule: "{key} has no dot in the part after @.",
    cure: "It is used as it is; check it if you want to receive mail there.",
  },
  "password.short": {
    severity: "error",
    rule: "{key} is {length} characters long; at least 12 are needed.",
    cure: "Use a sentence or a password manager.",
  },
  "password.long": {
    severity: "error",
    rule: "{key} is {length} characters long; at most 128 are taken (255 bytes in UTF-8).",
    cure: "Choose a shorter one; it is never cut silently.",
  },
  "password.digits": {
    severity: "error",
    rule: "{key} is made of digits only.",
    cure: "Add words or letters.",
  },
  "password.common": {
    severity: "error",
    rule: "{key} is among the passwords that are tried first.",
    cure: "Choose another one.",
  },
  "password.same-as": {
    severity: "error",
    rule: "{key} is the same as {other}.",
    cure: "Choose another one.",
  },
  "password.redaction": {
    severity: "error",
    rule: "{key} holds the note that a program left where it removed a password.",
    cure: "Write the password itself, or leave it blank.",
  },
  "password.hash-form": {
    severity: "error",
    rule: "{key} looks like a hash, but not one that can be used here.",
    cure: "{accepted}",
  },
  "password.normalized": {
    severity: "warning",
    rule: "{key} holds letters with separate accents, as macOS writes them.",
    cure: "They were joined (NFC), here and at every login.",
  },
  "password.characters": {
    severity: "error",
    rule: "{key} holds {codePoint}, which a keyboard may not produce again.",
    cure: "Choose another password.",
  },
  "password.plain": {
    severity: "warning",
    rule: "{key} stands in the file as plain text.",
    cure: "SSH_AUTHORIZED_KEY is safer. Delete the line from the stick after the installation.",
  },
  "ssh-key.private": {
    severity: "error",
    rule: "The file holds a private key. It must never leave your computer, so treat it as exposed.",
    cure: "Make a new pair with ssh-keygen -t ed25519 and copy only the one line of the file that ends in .pub.",
  },
  "ssh-key.putty": {
    severity: "error",
    rule: "The file holds a PuTTY key file, private part included. Treat it as exposed.",
    cure: "Make a new key in PuTTYgen and copy only the text of the box at the top, for pasting into authorized_keys.",
  },
  "ssh-key.rfc4716": {
    severity: "error",
    rule: "The file holds a public key in the SSH2 form of several lines.",
    cure: "Convert it: ssh-keygen -i -f yourkey.pub prints the one line that belongs here (add -m PKCS8 when it begins with five hyphens and PUBLIC KEY).",
  },
  "ssh-key.fingerprint": {
    severity: "error",
    rule: "{key} holds the fingerprint of a key, not the key.",
    cure: "Copy the whole line of the .pub file; it begins with ssh-ed25519, ssh-rsa or ecdsa-.",
  },
  "ssh-key.path": {
    severity: "error",
    rule: "{key} holds the name or address of a file, not what is in it.",
    cure: "Open that file (its name ends in .pub) and copy its one line.",
  },
  "ssh-key.no-type": {
    severity: "error",
    rule: "{key} does not begin with the type of the key.",
    cure: "Copy the whole line of the .pub file; it begins with ssh-ed25519, ssh-rsa or ecdsa-.",
  },
  "ssh-key.damaged": {
    severity: "error",
    rule: "{key} cannot be decoded: {reason}.",
    cure: "Copy the whole line of the .pub file again.",
  },
  "ssh-key.options": {
    severity: "error",
    rule: "{key} begins with options in front of the key.",
    cure: "Write only the key; options can be added on the box later.",
  },
  "ssh-key.weak": {
    severity: "error",
    rule: "{key} is of a kind that is not safe any more ({what}).",
    cure: "Make a new one: ssh-keygen -t ed25519.",
  },
  "ssh-key.aging": {
    severity: "warning",
    rule: "{key} is an RSA key of {bits} bits.",
    cure: "It works; 3072 bits or ssh-ed25519 would be better.",
  },
  "ssh-key.unsupported": {
    severity: "error",
    rule: "{key} is of a type this box does not know.",
    cure: "Use ssh-ed25519, ecdsa-sha2-nistp256/384/521, a security key (sk-) or ssh-rsa.",
  },
} as const satisfies CodeTable;
