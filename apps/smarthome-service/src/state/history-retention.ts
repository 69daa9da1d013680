/** How long changes of state and commands are kept. */
export class HistoryRetention {
  constructor(readonly days: number) {}
}
