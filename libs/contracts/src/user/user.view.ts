/** A person's profile as the suite's services exchange it. */
export interface UserView {
  readonly id: string;
  readonly username: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly isStaff: boolean;
  readonly isActive: boolean;
  /** ISO 8601, UTC. */
  readonly dateJoined: string;
}
