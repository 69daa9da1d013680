import { Injectable } from '@nestjs/common';
import { Database, statement } from '@atrium/persistence';

const LASTS_S = 10;

const HOLD = statement<{ holder: string }>(
  'driver-lease-hold',
  `INSERT INTO driver_lease AS lease (name, holder, expires_at) VALUES ($1, $2, now() + make_interval(secs => $3))
   ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at
   WHERE lease.holder = excluded.holder OR lease.expires_at < now()
   RETURNING holder`,
);

const RELEASE = statement('driver-lease-release', 'DELETE FROM driver_lease WHERE name = $1 AND holder = $2');

@Injectable()
export class DriverLeaseRepository {
  constructor(private readonly database: Database) {}

  /** Takes or renews a lease for ten seconds. False while another process holds it. */
  async hold(name: string, holder: string): Promise<boolean> {
    return (await this.database.row(HOLD, [name, holder, LASTS_S])) !== undefined;
  }

  async release(name: string, holder: string): Promise<void> {
    await this.database.rows(RELEASE, [name, holder]);
  }
}
