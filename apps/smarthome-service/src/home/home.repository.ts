import { Injectable } from '@nestjs/common';
import type { HomeRole } from '@atrium/contracts';
import { Database, statement, type Transaction } from '@atrium/persistence';

import type { HomeMember } from './home-member.entity.js';
import type { Home } from './home.entity.js';

/** A home and what somebody may do in it. */
export type HomeOfMember = Pick<Home, keyof Home> & { readonly role: HomeRole };

const COLUMNS = `home.id, home.owner_id AS "ownerId", home.name, home.rooms, home.bridge_id AS "bridgeId",
  home.mqtt_prefix AS "mqttPrefix", home.activity_workspace_id AS "activityWorkspaceId", home.created_at AS "createdAt"`;

const OF_MEMBER = statement<HomeOfMember>(
  'homes-of-member',
  `SELECT ${COLUMNS}, member.role FROM home_member member JOIN home ON home.id = member.home_id
   WHERE member.user_id = $1 AND member.home_id > $2 ORDER BY member.home_id LIMIT $3`,
);

const FOR_MEMBER = statement<HomeOfMember>(
  'home-for-member',
  `SELECT ${COLUMNS}, member.role FROM home_member member JOIN home ON home.id = member.home_id
   WHERE member.user_id = $1 AND member.home_id = $2`,
);

const BOUND_TO_MQTT = statement<Home>(
  'homes-bound-to-mqtt',
  `SELECT ${COLUMNS} FROM home WHERE mqtt_prefix IS NOT NULL ORDER BY mqtt_prefix`,
);

const LOCK_OWNER = statement('home-owner-lock', `SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`);

const COUNT_OF_OWNER = statement<{ count: number }>(
  'homes-of-owner-count',
  'SELECT count(*)::int AS count FROM home WHERE owner_id = $1',
);

const INSERT = statement(
  'home-insert',
  `WITH new AS (
     INSERT INTO home (id, owner_id, name, rooms, bridge_id, created_at) VALUES ($1, $2, $3, $4, $5, $6)
     RETURNING id, owner_id, created_at)
   INSERT INTO home_member (home_id, user_id, role, added_at) SELECT id, owner_id, 'owner', created_at FROM new`,
);

const LOCK = statement('home-lock', 'SELECT id FROM home WHERE id = $1 FOR NO KEY UPDATE');

const MQTT_DEVICES = statement<{ id: string }>(
  'home-mqtt-devices',
  `SELECT id FROM device WHERE home_id = $1 AND driver = 'mqtt' ORDER BY id`,
);

const UPDATE = statement(
  'home-update',
  'UPDATE home SET name = $2, rooms = $3, mqtt_prefix = $4, activity_workspace_id = $5 WHERE id = $1',
);

const DELETE = statement('home-delete', 'DELETE FROM home WHERE id = $1');

const DELETE_OF_OWNERS = statement('homes-delete-of-owners', 'DELETE FROM home WHERE owner_id = ANY($1)');

const MEMBERS = statement<HomeMember>(
  'home-members',
  `SELECT user_id AS "userId", home_id AS "homeId", role, added_at AS "addedAt"
   FROM home_member WHERE home_id = $1 ORDER BY added_at, user_id`,
);

const PUT_MEMBER = statement<HomeMember>(
  'home-member-put',
  `INSERT INTO home_member AS member (home_id, user_id, role, added_at) VALUES ($1, $2, $3, $4)
   ON CONFLICT (user_id, home_id) DO UPDATE SET role = excluded.role WHERE member.role <> 'owner'
   RETURNING user_id AS "userId", home_id AS "homeId", role, added_at AS "addedAt"`,
);

const REMOVE_MEMBER = statement<{ user_id: string }>(
  'home-member-remove',
  `DELETE FROM home_member WHERE home_id = $1 AND user_id = $2 AND role <> 'owner' RETURNING user_id`,
);

const PARTS_OF_PEOPLE = statement<{ homeId: string; userIds: string[] }>(
  'home-parts-of-people',
  `SELECT home_id AS "homeId", array_agg(user_id) AS "userIds" FROM home_member
   WHERE user_id = ANY($1) OR home_id IN (SELECT id FROM home WHERE owner_id = ANY($1))
   GROUP BY home_id ORDER BY home_id`,
);

const FORGET_MEMBERS = statement('home-members-forget', 'DELETE FROM home_member WHERE user_id = ANY($1)');

/** Before every id. */
const FIRST = '00000000-0000-0000-0000-000000000000';

@Injectable()
export class HomeRepository {
  constructor(private readonly database: Database) {}

  /** Homes that somebody has a part in, oldest first, at most `limit`. */
  findOfMember(userId: string, after: string | undefined, limit: number): Promise<HomeOfMember[]> {
    return this.database.rows(OF_MEMBER, [userId, after ?? FIRST, limit]);
  }

  /** Undefined also where the person has no part in the home. */
  findForMember(userId: string, homeId: string, tx?: Transaction): Promise<HomeOfMember | undefined> {
    return this.database.row(FOR_MEMBER, [userId, homeId], tx);
  }

  /** Every home whose devices announce themselves over MQTT. */
  findBoundToMqtt(): Promise<Home[]> {
    return this.database.rows(BOUND_TO_MQTT, []);
  }

  /** Until the transaction ends nobody else adds to what this owner has, so that it can be counted. */
  async lockOwner(tx: Transaction, ownerId: string): Promise<void> {
    await this.database.rows(LOCK_OWNER, [ownerId], tx);
  }

  async countOfOwner(tx: Transaction, ownerId: string): Promise<number> {
    return (await this.database.row(COUNT_OF_OWNER, [ownerId], tx))?.count ?? 0;
  }

  /** Stores a home with its owner as a member. */
  async insert(tx: Transaction, home: Omit<Home, 'mqttPrefix' | 'activityWorkspaceId'>): Promise<void> {
    const { id, ownerId, name, rooms, bridgeId, createdAt } = home;
    await this.database.rows(INSERT, [id, ownerId, name, rooms, bridgeId, createdAt], tx);
  }

  /** Until the transaction ends nobody else changes the home. */
  async lock(tx: Transaction, homeId: string): Promise<void> {
    await this.database.rows(LOCK, [homeId], tx);
  }

  /** Violates `home_mqtt_prefix_key` when another home has the prefix. */
  async update(tx: Transaction, home: Omit<Home, 'ownerId' | 'bridgeId' | 'createdAt'>): Promise<void> {
    const { id, name, rooms, mqttPrefix, activityWorkspaceId } = home;
    await this.database.rows(UPDATE, [id, name, rooms, mqttPrefix, activityWorkspaceId], tx);
  }

  /** The ids of the home's devices that are on the MQTT broker. */
  async mqttDevicesOf(tx: Transaction, homeId: string): Promise<string[]> {
    return (await this.database.rows(MQTT_DEVICES, [homeId], tx)).map(({ id }) => id);
  }

  async remove(tx: Transaction, homeId: string): Promise<void> {
    await this.database.rows(DELETE, [homeId], tx);
  }

  /** The owner first. */
  findMembers(homeId: string, tx?: Transaction): Promise<HomeMember[]> {
    return this.database.rows(MEMBERS, [homeId], tx);
  }

  /** Undefined when the person owns the home, whose role is not for changing. */
  putMember(tx: Transaction, member: HomeMember): Promise<HomeMember | undefined> {
    return this.database.row(PUT_MEMBER, [member.homeId, member.userId, member.role, member.addedAt], tx);
  }

  /** False when the person has no part in the home, or owns it. */
  async removeMember(tx: Transaction, homeId: string, userId: string): Promise<boolean> {
    return (await this.database.row(REMOVE_MEMBER, [homeId, userId], tx)) !== undefined;
  }

  /**
   * Takes people out of every home, and removes the homes they own with all devices. Returns who had a part in a home
   * and has none any more.
   */
  async forgetPeople(
    tx: Transaction,
    userIds: readonly string[],
  ): Promise<{ readonly homeId: string; readonly userIds: readonly string[] }[]> {
    const ended = await this.database.rows(PARTS_OF_PEOPLE, [userIds], tx);
    await this.database.rows(DELETE_OF_OWNERS, [userIds], tx);
    await this.database.rows(FORGET_MEMBERS, [userIds], tx);
    return ended;
  }
}
