import { createDataSource, Database, migrate, statement, UnitOfWork } from '@atrium/persistence';
import { createDatabase, HomeGraphServer } from '@atrium/testing';
import { Logger } from '@nestjs/common';

import { entities, migrations } from '../../src/database/schema.js';
import { HomeGraphSettings, type HomeGraphTimings } from '../../src/homegraph/homegraph-settings.js';
import { homeGraphReplica, type HomeGraphReplica } from './homegraph-replica.js';
import { StoredHomes, TRAITS } from './stored-homes.js';

/** Short, so that nobody has to wait; the lease still outlasts a request. */
const TIMINGS: HomeGraphTimings = {
  debounce: 20,
  lease: 1_500,
  timeout: 1_000,
  backOff: 5,
  longestBackOff: 40,
  poll: 10,
};

const REPORT_ALL_AT = statement('test-report-all-at', 'UPDATE google_link SET report_all_at = $2 WHERE user_id = $1');

/** A database with homes, Google's HomeGraph, and replicas of what stands between. */
export class HomeGraphTestBed {
  private constructor(
    readonly google: HomeGraphServer,
    readonly database: Database,
    readonly unitOfWork: UnitOfWork,
    readonly homes: StoredHomes,
    private readonly close: () => Promise<void>,
  ) {}

  static async open(): Promise<HomeGraphTestBed> {
    Logger.overrideLogger(false);
    const [google, server] = await Promise.all([HomeGraphServer.start(), createDatabase('smarthome_homegraph')]);
    const dataSource = createDataSource({
      url: server.url,
      poolMax: 12,
      applicationName: 'test',
      entities,
      migrations,
    });
    await dataSource.initialize();
    await migrate(dataSource);
    const database = new Database(dataSource);
    const unitOfWork = new UnitOfWork(dataSource);
    const close = async (): Promise<void> => {
      await dataSource.destroy();
      await Promise.all([server.drop(), google.stop()]);
    };
    return new HomeGraphTestBed(google, database, unitOfWork, new StoredHomes(database, unitOfWork), close);
  }

  /** A process of its own, as far as HomeGraph is concerned. */
  replica(timings: Partial<HomeGraphTimings> = {}): HomeGraphReplica {
    const { account, url, tokenUrl } = this.google;
    const { clientEmail, privateKey } = account;
    const settings = new HomeGraphSettings({ clientEmail, privateKey }, url, tokenUrl, { ...TIMINGS, ...timings });
    return homeGraphReplica(this.database, this.unitOfWork, this.homes.directory, settings);
  }

  /** Links people in the suite and at Google, who learns of these devices. */
  async link(replica: HomeGraphReplica, userId: string, deviceIds: readonly string[]): Promise<void> {
    await this.unitOfWork.run((tx) => replica.links.link(tx, userId));
    // What is reported after every SYNC would come into the way of what a test looks at.
    await this.database.rows(REPORT_ALL_AT, [userId, null]);
    this.synced(userId, deviceIds);
  }

  /** Time has passed since Google asked for somebody's devices. */
  async digest(userId: string): Promise<void> {
    await this.database.rows(REPORT_ALL_AT, [userId, new Date()]);
  }

  /** Google has asked for somebody's devices. */
  synced(userId: string, deviceIds: readonly string[]): void {
    this.google.homes.link(
      userId,
      deviceIds.map((id) => ({ id, traits: TRAITS })),
    );
  }

  stop(): Promise<void> {
    return this.close();
  }
}
