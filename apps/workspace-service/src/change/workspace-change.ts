import type { EventContract, WorkspaceChange as ChangeEvent } from '@atrium/contracts';
import type { Outbox } from '@atrium/events';
import type { Transaction } from '@atrium/persistence';

/** A workspace as it is while a change holds its row. */
export interface HeldWorkspace {
  readonly id: number;
  readonly name: string;
  readonly description: string;
  readonly isArchived: boolean;
  /** Number of the newest change so far. */
  readonly version: number;
}

/** One change of a workspace: holds the row, so that nobody else changes it meanwhile, and numbers what it tells. */
export class WorkspaceChange {
  readonly occurredAt = new Date();
  private told = 0;

  constructor(
    readonly tx: Transaction,
    readonly workspace: HeldWorkspace,
    private readonly outbox: Outbox,
  ) {}

  /** Number of the newest change, those told here included. */
  get version(): number {
    return this.workspace.version + this.told;
  }

  /** Tells the suite what was changed, under the workspace's next number. */
  async tell<Payload extends ChangeEvent>(
    event: EventContract<Payload>,
    fields: NoInfer<Omit<Payload, keyof ChangeEvent>>,
  ): Promise<void> {
    this.told += 1;
    const { workspace, version } = this;
    const payload = { ...fields, workspaceId: workspace.id, version, occurredAt: this.occurredAt.toISOString() };
    await this.outbox.add(this.tx, event, payload as NoInfer<Payload>);
  }
}
