// What the first view does not need, when the browser has nothing better to do.

const WITHOUT_IDLE_MS = 200; // Safari has no idle callback

export function idle(run: () => void): void {
  if (window.requestIdleCallback) window.requestIdleCallback(() => run());
  else setTimeout(run, WITHOUT_IDLE_MS);
}

/** What is loaded when it is first asked for; after a failure the next time asks again. */
export function onDemand<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | null = null;
  return () => {
    loaded ??= load().catch((error: unknown) => {
      loaded = null;
      throw error;
    });
    return loaded;
  };
}
