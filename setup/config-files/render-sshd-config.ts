/** /etc/ssh/sshd_config.d/clawdie.conf. Included first by Debian's sshd_config, and the first value wins.
 *  @param account the only account that may log in.
 *  @param keysFile root's list of keys; the account may add its own in ~/.ssh/authorized_keys. */
export function renderSshdConfig(account: string, keysFile: string): string {
  return `# Made by Clawdie; changes are overwritten.
HostKey /etc/ssh/ssh_host_ed25519_key
AllowUsers ${account}
# OpenSSH's own choice without what ssh-audit calls weak: NIST curves, SHA-1, short tags, MACs of the plain text.
KexAlgorithms mlkem768x25519-sha256,sntrup761x25519-sha512,sntrup761x25519-sha512@openssh.com,curve25519-sha256,curve25519-sha256@libssh.org
MACs hmac-sha2-256-etm@openssh.com,hmac-sha2-512-etm@openssh.com,umac-128-etm@openssh.com
AuthorizedKeysFile ${keysFile} .ssh/authorized_keys
AuthenticationMethods publickey
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin no
PermitEmptyPasswords no
LoginGraceTime 30
MaxAuthTries 3
X11Forwarding no
AllowAgentForwarding no
PermitTunnel no
# The control plane listens on loopback only: \`ssh -L\` reaches it.
AllowTcpForwarding local
`;
}
