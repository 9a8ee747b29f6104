// Parts of the page that are loaded when somebody asks for them.

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
