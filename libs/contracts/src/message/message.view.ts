/** A message as every client sees it, over HTTP and on sockets: these four fields and no other. */
export interface MessageView {
  /** UUID v7. */
  readonly id: string;
  readonly sender_email: string;
  readonly body: string;
  /** UTC without an offset, to the second: `2025-01-15T11:00:00`. */
  readonly created_at: string;
}
