import { expect, test } from "vitest";
import { parseVmArguments, VmUsageError } from "../../iso/vm/parse-vm-arguments.ts";

test("install has defaults for all but the setup file and the disk", () => {
  expect(parseVmArguments(["install", "--setup", "s.txt", "--disk", "d.qcow2"])).toEqual({
    command: "install",
    setup: "s.txt",
    disk: "d.qcow2",
    image: null,
    stick: null,
    firmware: "uefi",
    json: null,
    memoryMebibytes: 2048,
    diskGibibytes: 8,
    extraDisks: [],
    powerCuts: [],
    linkDown: false,
    rtcBase: "utc",
    serialLog: null,
    sshPort: null,
    timeoutSeconds: 3600,
    guestForwards: [],
    keepRunning: false,
  });
});

test("every option arrives where it belongs", () => {
  const words = [
    "install --setup s --disk d --image i --firmware bios --json - --memory 4096 --disk-size 16 --extra-disk x",
    "--extra-disk y --power-cut-after 5 --power-cut-after 30 --link-down --rtc 1970-01-01T00:00:00 --serial-log l",
    "--ssh-port 2222 --timeout 60 --guest-forward 10.0.2.100:8081=127.0.0.1:9000 --keep-running",
  ];
  expect(parseVmArguments(words.join(" ").split(" "))).toMatchObject({
    image: "i",
    firmware: "bios",
    json: "-",
    memoryMebibytes: 4096,
    diskGibibytes: 16,
    extraDisks: ["x", "y"],
    powerCuts: [5, 30],
    linkDown: true,
    rtcBase: "1970-01-01T00:00:00",
    serialLog: "l",
    sshPort: 2222,
    timeoutSeconds: 60,
    guestForwards: [
      { guestAddress: "10.0.2.100", guestPort: 8081, hostAddress: "127.0.0.1", hostPort: 9000 },
    ],
    keepRunning: true,
  });
});

test.each([[[]], [["--help"]], [["boot", "-h"]]])("%j asks for help", (argv) => {
  expect(parseVmArguments(argv)).toBe("help");
});

test.each([
  ["install --disk d", /--setup/],
  ["install --setup s", /--disk/],
  ["boot --disk d --setup s", /install only/],
  ["reboot --disk d", /reboot is not a command/],
  ["boot boot --disk d", /too many/],
  ["boot --disk d --frob", /--frob/],
  ["boot --disk d --firmware efi", /uefi or bios/],
  ["boot --disk d --memory 2G", /--memory 2G/],
  ["boot --disk d --ssh-port 70000", /--ssh-port 70000/],
  ["boot --disk d --rtc yesterday", /--rtc yesterday/],
  ["boot --disk d --guest-forward 10.0.2.100:1=h:2,x", /--guest-forward/],
  ["boot --disk d --guest-forward 192.168.0.1:1=h:2", /10\.0\.2/],
])("%s is refused by the name of what is wrong", (line, message) => {
  expect(() => parseVmArguments(line.split(" "))).toThrow(message);
  expect(() => parseVmArguments(line.split(" "))).toThrow(VmUsageError);
});
