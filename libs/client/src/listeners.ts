/** Takes a listener away again. */
export type Unsubscribe = () => void;

/** Who wants to hear what: `Events` maps each event's name to what is told of it. */
export class Listeners<Events extends object> {
  private readonly listeners = new Map<keyof Events, Set<(told: never) => void>>();

  on<Name extends keyof Events>(name: Name, listener: (told: Events[Name]) => void): Unsubscribe {
    const all = this.listeners.get(name) ?? new Set();
    this.listeners.set(name, all.add(listener));
    return () => all.delete(listener);
  }

  /** A listener that throws keeps none of the others from hearing, and no frame from being read. */
  tell<Name extends keyof Events>(name: Name, told: Events[Name]): void {
    for (const listener of [...(this.listeners.get(name) ?? [])]) {
      try {
        (listener as (told: Events[Name]) => void)(told);
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}
