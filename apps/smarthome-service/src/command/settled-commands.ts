import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { anyKeyOf, commandSettled, type CommandSettled } from '@atrium/contracts';
import { NatsLink } from '@atrium/nats';
import type { Subscription } from '@nats-io/transport-node';

type Waiter = (ended: CommandSettled | undefined) => void;

/**
 * Lets a request wait for the end of its command, whichever replica hears of it: listens to the events as a plain
 * subscriber. What it misses costs an answer PENDING, nothing else.
 */
@Injectable()
export class SettledCommands implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly waiting = new Map<string, Waiter>();
  private subscription: Subscription | undefined;

  constructor(private readonly nats: NatsLink) {}

  onApplicationBootstrap(): void {
    this.subscription = this.nats.connection.subscribe(anyKeyOf(commandSettled), {
      callback: (error, message) => {
        if (error) return;
        const ended = message.json<CommandSettled>();
        this.waiting.get(ended.commandId)?.(ended);
      },
    });
  }

  onModuleDestroy(): void {
    this.subscription?.unsubscribe();
  }

  /** Resolves with the command's end, or undefined when the signal ends the waiting. Call it before sending. */
  waitFor(commandId: string, signal: AbortSignal): Promise<CommandSettled | undefined> {
    return new Promise((resolve) => {
      const end: Waiter = (ended) => {
        this.waiting.delete(commandId);
        signal.removeEventListener('abort', onAbort);
        resolve(ended);
      };
      const onAbort = (): void => end(undefined);
      this.waiting.set(commandId, end);
      signal.addEventListener('abort', onAbort);
      if (signal.aborted) onAbort();
    });
  }
}
