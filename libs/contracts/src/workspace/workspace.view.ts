/** A workspace as its members see it. */
export interface WorkspaceView {
  readonly id: number;
  readonly name: string;
  readonly description: string;
  /** E-mail address of the person who made it. */
  readonly created_by: string;
  /** UTC without an offset, to the second: `2025-01-15T10:30:00`. */
  readonly created_at: string;
}

/** A channel as the members of its workspace see it. */
export interface ChannelView {
  readonly id: number;
  readonly workspace_id: number;
  readonly name: string;
  readonly is_private: 0 | 1;
  readonly created_at: string;
}

/** One line of a workspace's activity feed. */
export interface ActivityView {
  readonly id: number;
  readonly actor_email: string;
  readonly type: string;
  /** What it is about: a message's UUID, a channel's or a workspace's number. */
  readonly ref_id: string | number;
  readonly summary: string;
  readonly created_at: string;
}
