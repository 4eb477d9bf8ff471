import { useCallback, useEffect, useRef, useState } from "react";

export interface Polled<T> {
  /** null until the first answer. */
  readonly value: T | null;
  /** Message of the last failure; null after a success. */
  readonly error: string | null;
  readonly refresh: () => void;
}

/** Reads at once and then `everySeconds` after each answer, so that a slow source is never asked twice at a time. */
export function usePolled<T>(read: () => Promise<T>, everySeconds: number): Polled<T> {
  const [state, setState] = useState<{ value: T | null; error: string | null }>({ value: null, error: null });
  const ask = useRef<() => void>(() => {});
  useEffect(() => {
    let timer: NodeJS.Timeout | undefined;
    let busy = false;
    let ended = false;
    const poll = async (): Promise<void> => {
      if (busy || ended) return;
      busy = true;
      clearTimeout(timer);
      const next = await read().then(
        (value) => ({ value, error: null }),
        (error: unknown) => ({ error: error instanceof Error ? error.message : String(error) }),
      );
      busy = false;
      if (ended) return;
      setState((last) => ({ ...last, ...next }));
      timer = setTimeout(poll, everySeconds * 1000);
    };
    ask.current = () => void poll();
    void poll();
    return () => {
      ended = true;
      clearTimeout(timer);
    };
  }, [read, everySeconds]);
  return { ...state, refresh: useCallback(() => ask.current(), []) };
}
