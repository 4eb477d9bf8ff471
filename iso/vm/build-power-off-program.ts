const loadAddress = 0x400000;
const headBytes = 64 + 56;

/**
 * A static x86-64 program of a few hundred bytes that writes a text to its standard output and powers the machine off:
 * an init for probes that needs neither a shell nor a C library. Pure.
 */
export function buildPowerOffProgram(text: string): Buffer {
  const message = Buffer.from(text);
  const codeBytes = 57;
  const code = Buffer.concat([
    // write(1, message, length)
    moveTo("eax", 1),
    moveTo("edi", 1),
    moveTo("esi", loadAddress + headBytes + codeBytes),
    moveTo("edx", message.length),
    systemCall,
    // reboot(LINUX_REBOOT_MAGIC1, LINUX_REBOOT_MAGIC2, LINUX_REBOOT_CMD_POWER_OFF): man 2 reboot
    moveTo("eax", 169),
    moveTo("edi", 0xfee1dead),
    moveTo("esi", 672274793),
    moveTo("edx", 0x4321fedc),
    systemCall,
    // jump to itself: init must not end
    Buffer.from([0xeb, 0xfe]),
  ]);
  const body = Buffer.concat([code, Buffer.alloc(codeBytes - code.length), message]);
  return Buffer.concat([buildElfHead(headBytes + body.length), body]);
}

const systemCall = Buffer.from([0x0f, 0x05]);

function moveTo(register: "eax" | "edx" | "esi" | "edi", value: number): Buffer {
  const opcode = { eax: 0xb8, edx: 0xba, esi: 0xbe, edi: 0xbf }[register];
  const bytes = Buffer.alloc(5);
  bytes.writeUInt8(opcode, 0);
  bytes.writeUInt32LE(value, 1);
  return bytes;
}

/** ELF header and one program header: load the whole file, readable and executable. */
function buildElfHead(fileBytes: number): Buffer {
  const head = Buffer.alloc(headBytes);
  head.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1], 0);
  head.writeUInt16LE(2, 16); // executable
  head.writeUInt16LE(62, 18); // x86-64
  head.writeUInt32LE(1, 20);
  head.writeBigUInt64LE(BigInt(loadAddress + headBytes), 24); // entry
  head.writeBigUInt64LE(64n, 32); // program headers
  head.writeUInt16LE(64, 52);
  head.writeUInt16LE(56, 54);
  head.writeUInt16LE(1, 56);
  head.writeUInt32LE(1, 64); // load
  head.writeUInt32LE(5, 68); // read and execute
  head.writeBigUInt64LE(BigInt(loadAddress), 80);
  head.writeBigUInt64LE(BigInt(loadAddress), 88);
  head.writeBigUInt64LE(BigInt(fileBytes), 96);
  head.writeBigUInt64LE(BigInt(fileBytes), 104);
  head.writeBigUInt64LE(0x1000n, 112);
  return head;
}
