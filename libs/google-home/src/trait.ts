/** A device's flat state, for example `{ on: true, brightness: 40 }`. */
export type TraitState = Readonly<Record<string, unknown>>;

/** The attributes of all traits of a device, flat as in SYNC. */
export type Attributes = Readonly<Record<string, unknown>>;

/** What a command finds when it comes. */
export interface CommandContext {
  readonly attributes: Attributes;
  readonly state: TraitState;
  readonly now: Date;
}

/** A command that the device cannot carry out, with Google's error code, for example `valueOutOfRange`. */
export class CommandRefused extends Error {
  override readonly name = 'CommandRefused';

  constructor(readonly errorCode: string) {
    super(errorCode);
  }
}

export interface TraitCommand {
  /** For example `action.devices.commands.OnOff`. */
  readonly name: string;

  /** Validates the parameters by the official schema. Returns undefined when fine, else what is wrong. */
  check(params: unknown): string | undefined;

  /**
   * The states that change, for `mergeState`: a key whose value is undefined leaves the state.
   * Takes parameters that `check` lets pass; throws CommandRefused.
   */
  reduce(params: never, context: CommandContext): TraitState;

  /**
   * What the answer tells besides the state, for the few commands that ask for something, such as a camera's stream.
   * Throws CommandRefused.
   */
  results?(params: never, context: CommandContext): TraitState;

  /** The keys of these results. */
  readonly resultKeys: readonly string[];

  /** True where it unlocks, opens, disarms or the like, so that a challenge is wanted by default. */
  isSensitive?(params: never): boolean;

  /** True where a physical motion of seconds is expected, so that PENDING is normal. */
  readonly takesTime?: boolean;
}

export interface Trait {
  /** For example `action.devices.traits.OnOff`. */
  readonly name: string;

  /** Returns undefined when the attributes of this trait are fine, else what is wrong. Other traits' are ignored. */
  checkAttributes(attributes: Attributes): string | undefined;

  /**
   * Validates this trait's part of a device's state by the official schema; other traits' states are ignored.
   * A trait that by these attributes takes commands only has no state to check.
   */
  checkState(state: TraitState, attributes?: Attributes): string | undefined;

  /** A valid first state. */
  initialState(attributes: Attributes): TraitState;

  /** The keys of the attributes that belong to this trait. */
  readonly attributeKeys: readonly string[];

  /** The keys of the flat state that belong to this trait. */
  readonly stateKeys: readonly string[];

  /** True when the device takes commands but cannot tell its state. */
  isCommandOnly(attributes: Attributes): boolean;

  /** True when the device tells its state but takes no commands. */
  isQueryOnly(attributes: Attributes): boolean;

  readonly commands: readonly TraitCommand[];
}
