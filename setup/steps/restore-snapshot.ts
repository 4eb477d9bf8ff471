import { needed, type StepHandler, satisfied } from "./handler.ts";

/** User property of the parent: the mark of the last restore. */
export const restoredProperty = "org.clawdie:restored";

/**
 * A ZFS channel program: the kernel runs it inside one transaction group, so that a power cut leaves all of it or
 * nothing (zfs-program(8)). Everything that could fail is tried with zfs.check before the first change; space for what
 * the swap of each dataset reserves for a moment is asked for as a whole, because each check would see it only once.
 * Arguments: parent, snapshot, property, mark, children.
 */
const program = `
local argv = (...)["argv"]
local parent, snapshot, property, mark = argv[1], argv[2], argv[3], argv[4]
local children, reserved = {}, 0
for i = 5, #argv do
  local child = argv[i]
  local newest, txg = "none", -1
  for name in zfs.list.snapshots(child) do
    local created = zfs.get_prop(name, "createtxg")
    if created > txg then newest, txg = name, created end
  end
  if newest ~= child .. "@" .. snapshot then
    error("the newest snapshot of " .. child .. " is " .. newest)
  end
  local failed = zfs.check.rollback(child)
  if failed ~= 0 then error(child .. " cannot be rolled back: error " .. failed) end
  reserved = reserved + zfs.get_prop(child, "refreservation")
  children[#children + 1] = child
end
if zfs.get_prop(parent, "available") < reserved then
  error("not enough free space: " .. reserved .. " bytes are needed for a moment")
end
if zfs.check.set_prop(parent, property, mark) ~= 0 then error("the property cannot be set") end
for _, child in ipairs(children) do
  assert(zfs.sync.rollback(child) == 0, child)
end
assert(zfs.sync.set_prop(parent, property, mark) == 0, parent)
return mark
`;

/** Both or neither; see docs/decisions/0008-rollback-in-one-transaction.md. */
export const restoreSnapshot: StepHandler<"restore-snapshot"> = {
  async check({ dataset, mark }, host) {
    const args = ["get", "-H", "-o", "value", restoredProperty, dataset];
    const { stdout } = await host.run("zfs", args, { timeoutSeconds: 60 });
    return stdout.trim() === mark ? satisfied : needed("it was not restored yet");
  },
  async apply({ pool, dataset, children, snapshot, mark }, host) {
    const args = ["program", pool, "-", dataset, snapshot, restoredProperty, mark, ...children];
    await host.run("zfs", args, { input: program, timeoutSeconds: 300 });
  },
};
