/** What a service keeps of a user: enough to name them without asking user-service each time. */
export interface Person {
  readonly userId: string;
  readonly version: number;
  readonly username: string;
  readonly email: string;
  readonly firstName: string;
  readonly isActive: boolean;
}
