import { describeKey } from "../key-meta.ts";
import * as shape from "../value-shapes.ts";

/** Ways into the box. */
export const accessKeys = {
  OPERATOR_EMAIL: shape.email.meta(
    describeKey({
      tier: "optional",
      group: "access",
      label: "Email for the dashboard",
      kind: "email",
      rule: "It is an email address such as name@example.org.",
      example: "operator@example.org",
      help: [
        "Opens the web dashboard with this account at the first start; only together",
        "with OPERATOR_PASSWORD. Without both, nothing listens: sudo set-operator.",
      ],
      whenBlank: "no dashboard until set-operator",
    }),
  ),
  OPERATOR_PASSWORD: shape.password.meta(
    describeKey({
      tier: "optional",
      group: "access",
      label: "Password for the dashboard",
      kind: "password",
      rule: "It is 12 to 128 characters long.",
      example: "four-invented-words-here",
      help: ["Its password, 12 to 128 characters (or its hash). Only a hash is kept."],
      whenBlank: "no dashboard until set-operator",
      secret: true,
      comments: "ambiguous",
      invisible: "refuse",
    }),
  ),
  SSH_AUTHORIZED_KEY: shape.sshPublicKey.meta(
    describeKey({
      tier: "optional",
      group: "access",
      label: "SSH public key",
      kind: "public key",
      rule: "It is the one line of a file that ends in .pub.",
      example: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f you@laptop",
      help: ["Public key for ssh clawdie@the-box: the one line of your .pub file."],
      whenBlank: "no SSH login",
      invisible: "refuse",
    }),
  ),
  CLAWDIE_USER_PASSWORD: shape.password.meta(
    describeKey({
      tier: "optional",
      group: "access",
      label: "Console password",
      kind: "password",
      rule: "It is 12 to 128 characters long, or a hash that begins with $6$ or $y$.",
      example: "four-other-words-there",
      help: ["Password of the login clawdie at the box's own keyboard.", "Better a hash: openssl passwd -6"],
      whenBlank: "no console login",
      secret: true,
      comments: "ambiguous",
      invisible: "refuse",
    }),
  ),
};
