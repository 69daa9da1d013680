import type { Attributes, TraitState } from '@atrium/google-home';

/** What a step of a motion finds. */
export interface MotionContext {
  readonly state: TraitState;
  readonly attributes: Attributes;
  readonly goal: TraitState;
}

/** The states that a step changes, and after how many milliseconds the next one comes; the last one has no next. */
export interface MotionStep {
  readonly patch: TraitState;
  readonly nextInMs?: number;
}

/** How a kind of device does what takes time. */
export interface Behaviour {
  /** Names it in the database. */
  readonly kind: string;
  /** The commands that start it, without `action.devices.commands.` */
  readonly commands: readonly string[];
  /** True where the command is done only when the motion is; else the states change at once and the motion follows. */
  readonly isAwaited: boolean;
  /** True where a stuck mechanism stops it. */
  readonly isMechanical: boolean;
  /** After how many milliseconds the first step comes. */
  readonly firstInMs: number;
  step(context: MotionContext): MotionStep;
}
