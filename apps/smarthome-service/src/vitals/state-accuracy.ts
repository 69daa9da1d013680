import { Injectable } from '@nestjs/common';

/** What a QUERY was answered for one device: the flat states with `online`. */
export interface AnsweredState {
  readonly deviceType: string;
  readonly states: Readonly<Record<string, unknown>>;
}

/** State accuracy. No state is reported yet, so that there is nothing to compare with. */
@Injectable()
export class StateAccuracy {
  answered(_userId: string, _answers: ReadonlyMap<string, AnsweredState>): void {
    return;
  }
}
