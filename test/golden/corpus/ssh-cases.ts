import { buildSetupText } from "../../build-setup-text.ts";
import { type FileRow, fileCases, valueCases } from "./corpus-case.ts";
import { ed25519, rsaKey, sshLine } from "./ssh-keys.ts";

const nothing = Buffer.alloc(0);
const point = Buffer.alloc(65, 4);
const begin = (what: string) => `-----BEGIN ${what}-----\ncanaryBodyOfAKey0000\n-----END ${what}-----`;

/** A whole good file with this text as the value of the key. */
function sshRows(rows: readonly FileRow[]): FileRow[] {
  return rows.map(([id, verdict, codes, text]) => [
    id,
    verdict,
    codes,
    `SSH_AUTHORIZED_KEY=${text}\n${buildSetupText()}`,
  ]);
}

/** SSH_AUTHORIZED_KEY, and whole key files. */
export const sshCases = [
  ...valueCases("SSH_AUTHORIZED_KEY", [
    ["H01 ed25519", "S", "", `${ed25519} me@home`],
    ["H01 without a comment", "S", "", ed25519],
    ["H01 two spaces and a tab", "S", "", ed25519.replace(" ", " \t ")],
    ["H01 RSA 3072", "S", "", rsaKey(3072)],
    ["H01 RSA 4096", "S", "", rsaKey(4096)],
    ["H01 ECDSA", "S", "", sshLine("ecdsa-sha2-nistp256", Buffer.from("nistp256"), point)],
    ["H01 ECDSA 384", "S", "", sshLine("ecdsa-sha2-nistp384", Buffer.from("nistp384"), point)],
    ["H01 ECDSA 521", "S", "", sshLine("ecdsa-sha2-nistp521", Buffer.from("nistp521"), point)],
    [
      "H01 security key",
      "S",
      "",
      sshLine("sk-ssh-ed25519@openssh.com", Buffer.alloc(32, 7), Buffer.from("ssh:")),
    ],
    [
      "H01 ECDSA security key",
      "S",
      "",
      sshLine("sk-ecdsa-sha2-nistp256@openssh.com", Buffer.from("nistp256"), point, Buffer.from("ssh:")),
    ],
    ["comment like a path", "S", "", `${ed25519} /home/me/.ssh/id.pub`],
    ["comment like a fingerprint", "S", "", `${ed25519} SHA256:c4nary MD5:c0`],
    ["comment like another key", "S", "", `${ed25519} ssh-rsa`],
    ["comment with accents", "S", "", `${ed25519} žiga@doma`],
    ["H03 PuTTY", "R", "ssh-key.putty", "PuTTY-User-Key-File-3: ssh-ed25519"],
    ["H05 no type", "R", "ssh-key.no-type", ed25519.slice(12)],
    ["H05 cut off", "R", "ssh-key.damaged", ed25519.slice(0, 52)],
    ["H05 cut off within base64", "R", "ssh-key.damaged", ed25519.slice(0, 51)],
    ["type only", "R", "ssh-key.damaged", "ssh-ed25519"],
    ["inner type differs", "R", "ssh-key.damaged", ed25519.replace("ssh-ed25519", "ssh-rsa")],
    ["ed25519 of 31 bytes", "R", "ssh-key.damaged", sshLine("ssh-ed25519", Buffer.alloc(31, 7))],
    ["ed25519 of 33 bytes", "R", "ssh-key.damaged", sshLine("ssh-ed25519", Buffer.alloc(33, 7))],
    [
      "security key of 31 bytes",
      "R",
      "ssh-key.damaged",
      sshLine("sk-ssh-ed25519@openssh.com", Buffer.alloc(31, 7), Buffer.from("ssh:")),
    ],
    [
      "security key with a part missing",
      "R",
      "ssh-key.damaged",
      sshLine("sk-ssh-ed25519@openssh.com", Buffer.alloc(32, 7)),
    ],
    [
      "ECDSA security key with a part missing",
      "R",
      "ssh-key.damaged",
      sshLine("sk-ecdsa-sha2-nistp256@openssh.com", Buffer.from("nistp256"), point),
    ],
    [
      "ECDSA with a part missing",
      "R",
      "ssh-key.damaged",
      sshLine("ecdsa-sha2-nistp256", Buffer.from("nistp256")),
    ],
    ["RSA with a part missing", "R", "ssh-key.damaged", sshLine("ssh-rsa", Buffer.from([1, 0, 1]))],
    ["a letter too many", "R", "ssh-key.damaged", `${ed25519}A`],
    ["signs base64 has not", "R", "ssh-key.damaged", ed25519.replace("AAAAC3", "AA_-C3")],
    ["three equals signs at the end", "R", "ssh-key.damaged", `${ed25519}A===`],
    ["field too many", "R", "ssh-key.damaged", sshLine("ssh-ed25519", Buffer.alloc(32, 7), nothing)],
    ["RSA of zeros", "R", "ssh-key.weak", sshLine("ssh-rsa", Buffer.from([3]), Buffer.alloc(256))],
    ["H06 DSA", "R", "ssh-key.weak", "ssh-dss AAAAB3NzaC1kc3M="],
    ["H06 RSA 1024", "R", "ssh-key.weak", rsaKey(1024)],
    ["H06 RSA 2047", "R", "ssh-key.weak", rsaKey(2048, 0x5a)],
    ["H06 RSA 3071", "W", "ssh-key.aging", rsaKey(3072, 0x5a)],
    ["H06 RSA 2048", "W", "ssh-key.aging", rsaKey(2048)],
    ["H08 command=", "R", "ssh-key.options", `command="ls" ${ed25519}`],
    ["H08 from=", "R", "ssh-key.options", `from="10.0.0.0/8",no-pty ${ed25519}`],
    ["line of known_hosts", "R", "ssh-key.options", `github.com ${ed25519}`],
    ["certificate", "R", "ssh-key.unsupported", "ssh-ed25519-cert-v01@openssh.com AAAA"],
    ["unknown type", "R", "ssh-key.unsupported", "ssh-future AAAA"],
    ["H10 invisible character", "R", "value.invisible-kept", ed25519.replace("C3", "C\u200b3")],
    ["fingerprint", "R", "ssh-key.fingerprint", "SHA256:c4naryc4naryc4naryc4naryc4naryc4naryc4nary0"],
    ["fingerprint with its bits", "R", "ssh-key.fingerprint", "256 SHA256:c4nary me (ED25519)"],
    ["old fingerprint, nothing else", "R", "ssh-key.fingerprint", `${"c0:".repeat(15)}c0`],
    ["pairs of digits, too few for one", "R", "ssh-key.no-type", `${"c0:".repeat(14)}c0`],
    ["old fingerprint", "R", "ssh-key.fingerprint", `256 MD5:${"c0:".repeat(15)}c0 me (ED25519)`],
    ["name of the file", "R", "ssh-key.path", "~/.ssh/id_ed25519.pub"],
    ["name of the file, alone", "R", "ssh-key.path", "id_ed25519.pub"],
    ["Windows path", "R", "ssh-key.path", "C:\\Users\\me\\.ssh\\id_ed25519.pub"],
    ["path from the top", "R", "ssh-key.path", "/home/me/.ssh/id_ed25519"],
    ["path from here", "R", "ssh-key.path", "./id_ed25519"],
    ["path from above", "R", "ssh-key.path", "../id_ed25519"],
    ["name of the file and words", "R", "ssh-key.no-type", "id.pub of mine"],
    ["GitHub name", "R", "ssh-key.path", "gh:me"],
    ["address of the keys", "R", "ssh-key.path", "https://github.com/me.keys"],
    ["private key without its first line", "R", "ssh-key.private", "b3BlbnNzaC1rZXktdjEAAAAACANARY"],
    ["in capitals", "R", "ssh-key.no-type", ed25519.replace("ssh-ed25519", "SSH-ED25519")],
    ["long dash", "R", "ssh-key.no-type", ed25519.replace("ssh-", "ssh–")],
    ["body of a PGP key", "R", "ssh-key.no-type", "mQINBFcanary"],
  ]),
  ...fileCases(
    sshRows([
      ["H02 private key of OpenSSH", "R", "ssh-key.private", begin("OPENSSH PRIVATE KEY")],
      ["H02 RSA private key", "R", "ssh-key.private", begin("RSA PRIVATE KEY")],
      ["H02 PKCS8 private key", "R", "ssh-key.private", begin("PRIVATE KEY")],
      ["H02 encrypted private key", "R", "ssh-key.private", begin("ENCRYPTED PRIVATE KEY")],
      ["only the first line of a private key", "R", "ssh-key.private", "-----BEGIN OPENSSH PRIVATE KEY-----"],
      ["private key on one line", "R", "ssh-key.private", begin("OPENSSH PRIVATE KEY").replaceAll("\n", "")],
      [
        "H03 PuTTY key file",
        "R",
        "ssh-key.putty",
        "PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\ncanaryBody\nPrivate-MAC: c0ffee",
      ],
      [
        "H04 RFC4716",
        "R",
        "ssh-key.rfc4716",
        "---- BEGIN SSH2 PUBLIC KEY ----\nComment: me\ncanaryBody\n---- END SSH2 PUBLIC KEY ----",
      ],
      [
        "H04 RFC4716 without blanks",
        "R",
        "ssh-key.rfc4716",
        "----BEGIN SSH2 PUBLIC KEY----\ncanaryBody\n----END SSH2 PUBLIC KEY----",
      ],
      ["certificate of a website", "R", "ssh-key.rfc4716", begin("CERTIFICATE")],
      ["PEM public key", "R", "ssh-key.rfc4716", begin("PUBLIC KEY")],
      [
        "L07 cut in two",
        "R",
        "ssh-key.damaged syntax.no-equals",
        `${ed25519.slice(0, 40)}\n${ed25519.slice(40)}`,
      ],
      [
        "PuTTY key file in front of a setting",
        "R",
        "ssh-key.putty timezone.offset",
        "PuTTY-User-Key-File-2: ssh-rsa\nComment: me\nPrivate-MAC: c0ffee\nTIMEZONE=CEST",
      ],
      [
        "private key in front of text",
        "R",
        "ssh-key.private syntax.no-equals",
        `${begin("OPENSSH PRIVATE KEY")}\nhello`,
      ],
      [
        "PuTTY key file in front of text",
        "R",
        "ssh-key.putty syntax.no-equals",
        "PuTTY-User-Key-File-2: ssh-rsa\nPrivate-MAC: c0ffee\nhello",
      ],
      ["two keys", "R", "key.contradiction", `${ed25519}\nSSH_AUTHORIZED_KEY=${rsaKey(3072)}`],
    ]),
  ),
  ...fileCases([
    [
      "nothing but a private key",
      "R",
      "ssh-key.private value.missing value.missing value.missing limit.none",
      begin("OPENSSH PRIVATE KEY"),
    ],
  ]),
];
