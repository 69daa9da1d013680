import { IsInt, IsUUID, Max, Min } from 'class-validator';

import { MAX_INTEGER_ID } from './channels.rpc.js';

/** Names a workspace. */
export class OfWorkspace {
  @IsInt()
  @Min(1)
  @Max(MAX_INTEGER_ID)
  readonly workspaceId!: number;
}

/** Names somebody in a workspace. */
export class OfMember extends OfWorkspace {
  @IsUUID()
  readonly userId!: string;
}

/** Names a channel. */
export class OfChannel {
  @IsInt()
  @Min(1)
  @Max(MAX_INTEGER_ID)
  readonly channelId!: number;
}

/** Names somebody in a channel. */
export class OfChannelMember extends OfChannel {
  @IsUUID()
  readonly userId!: string;
}
