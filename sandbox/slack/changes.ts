/** Tells whoever looks that something may look different now. */
export type Changes = Readonly<{
  changed: () => void;
  onChange: (listener: () => void) => () => void;
}>;

export function createChanges(): Changes {
  const listeners = new Set<() => void>();
  let isDue = false;

  function tell(): void {
    isDue = false;
    for (const listener of listeners) {
      try {
        listener();
      } catch {
        // Whoever looks cannot break what they look at.
      }
    }
  }

  return {
    changed: () => {
      if (isDue) return;
      isDue = true;
      queueMicrotask(tell);
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
