/** How much one person may have. */
export class HomeLimits {
  constructor(readonly devicesPerUser: number) {}

  readonly homesPerUser = 20;
  readonly membersPerHome = 50;
}
