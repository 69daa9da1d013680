import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { anyKeyOf, commandSettled, type CommandSettled } from '@atrium/contracts';
import { NatsLink } from '@atrium/nats';
import type { Subscription } from '@nats-io/transport-node';

type Waiter = (ended: CommandSettled) => void;

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

  /** Resolves with the command's end, if that comes before `cancel`. Call it before sending. */
  waitFor(commandId: string): { readonly ended: Promise<CommandSettled>; readonly cancel: () => void } {
    const ended = new Promise<CommandSettled>((resolve) => this.waiting.set(commandId, resolve));
    return { ended, cancel: () => this.waiting.delete(commandId) };
  }
}
