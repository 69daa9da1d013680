import { Logger } from '@nestjs/common';

/** Work that a process owes itself again and again. Runs never overlap, and a failed one does not end the series. */
export class RepeatedTask {
  private readonly logger = new Logger(RepeatedTask.name);
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private isStopped = false;

  /** `everyMs` is the pause between the end of a run and the start of the next, in milliseconds. */
  constructor(
    private readonly name: string,
    private readonly everyMs: number,
    private readonly work: () => Promise<unknown>,
  ) {}

  /** Begins with a run at once. */
  start(): void {
    this.run();
  }

  /** Resolves once a run that is under way has ended; there will be no other. */
  async stop(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private run(): void {
    this.running = this.work().then(
      () => this.scheduleNext(),
      (err: unknown) => {
        this.logger.warn({ msg: 'repeated task failed, will try again', task: this.name, err });
        this.scheduleNext();
      },
    );
  }

  private scheduleNext(): void {
    if (!this.isStopped) this.timer = setTimeout(() => this.run(), this.everyMs);
  }
}
