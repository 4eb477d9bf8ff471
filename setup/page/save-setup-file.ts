/** saved: to the place the reader chose; downloaded: into the browser's folder. */
export type SaveOutcome = "saved" | "downloaded" | "cancelled" | "failed";

/** The part of the File System Access API that is used; not every browser has it. */
interface SavePicker {
  showSaveFilePicker?(options: {
    suggestedName: string;
    types: readonly { accept: Readonly<Record<string, readonly string[]>> }[];
  }): Promise<{
    createWritable(): Promise<{ write(text: string): Promise<void>; close(): Promise<void> }>;
  }>;
}

/** Hands setup.txt to the reader: straight to the stick where the browser can, as a download elsewhere. */
export async function saveSetupFile(text: string): Promise<SaveOutcome> {
  const picker = (window as unknown as SavePicker).showSaveFilePicker;
  if (picker === undefined) return download(text);
  try {
    const types = [{ accept: { "text/plain": [".txt"] } }];
    const handle = await picker.call(window, { suggestedName: "setup.txt", types });
    const file = await handle.createWritable();
    await file.write(text);
    await file.close();
    return "saved";
  } catch (error) {
    const name = error instanceof DOMException ? error.name : "";
    if (name === "AbortError") return "cancelled";
    // Some browsers have the function but forbid it to pages opened from a disk.
    return name === "SecurityError" ? download(text) : "failed";
  }
}

function download(text: string): SaveOutcome {
  const address = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = "setup.txt";
  link.click();
  // The browser has taken what it needs once it has begun.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
  return "downloaded";
}
