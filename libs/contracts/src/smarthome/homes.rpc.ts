import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
} from 'class-validator';

import { defineRpc, reply } from '../rpc-contract.js';
import { MAX_INTEGER_ID } from '../workspace/channels.rpc.js';

/** What a person may do in a home, least first: look, give orders, change devices, decide who else may. */
export const HOME_ROLES = ['viewer', 'operator', 'admin', 'owner'] as const;
export type HomeRole = (typeof HOME_ROLES)[number];

/** The roles that an owner can give to others. */
export const SHARED_HOME_ROLES = ['viewer', 'operator', 'admin'] as const;
export type SharedHomeRole = (typeof SHARED_HOME_ROLES)[number];

export const MAX_ROOMS = 100;
/** Google cuts longer names. */
export const MAX_NAME = 60;

/** One to eight levels of an MQTT topic, without wildcards. */
export const MQTT_PREFIX_PATTERN = /^[\w-]+(\/[\w-]+){0,7}$/;

/** A home as the caller sees it. */
export interface HomeView {
  /** UUID v7. */
  readonly id: string;
  readonly ownerId: string;
  readonly name: string;
  /** Names that devices may be put under; a device may also name another. */
  readonly rooms: readonly string[];
  /** What the caller may do here. */
  readonly role: HomeRole;
  /** The home's own place on the MQTT broker is `atrium/<bridgeId>/`. */
  readonly bridgeId: string;
  /** Where the home's MQTT devices announce themselves; null while it has none. */
  readonly mqttPrefix: string | null;
  /** The workspace whose activity feed tells of the home's devices; null for none. */
  readonly activityWorkspaceId: number | null;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
}

export class HomeId {
  @IsUUID()
  readonly homeId!: string;
}

export class ListHomesRequest {
  /** Only what comes after this home. */
  @IsOptional()
  @IsUUID()
  readonly after?: string;

  @IsInt()
  @Min(1)
  @Max(200)
  readonly limit!: number;
}

/** The homes that the caller owns or that are shared with them, oldest first. */
export const listHomes = defineRpc({
  subject: 'smarthome.rpc.list-homes.v1',
  request: ListHomesRequest,
  response: reply<HomeView[]>(),
  access: 'user',
});

export const getHome = defineRpc({
  subject: 'smarthome.rpc.get-home.v1',
  request: HomeId,
  response: reply<HomeView>(),
  access: 'user',
  errors: ['HOME_NOT_FOUND'],
});

export class CreateHomeRequest {
  @IsString()
  @Length(1, MAX_NAME)
  readonly name!: string;

  @IsArray()
  @ArrayMaxSize(MAX_ROOMS)
  @ArrayUnique()
  @IsString({ each: true })
  @Length(1, MAX_NAME, { each: true })
  readonly rooms!: string[];
}

export const createHome = defineRpc({
  subject: 'smarthome.rpc.create-home.v1',
  request: CreateHomeRequest,
  response: reply<HomeView>(),
  access: 'user',
  errors: ['TOO_MANY_HOMES'],
});

export class UpdateHomeRequest {
  @IsUUID()
  readonly homeId!: string;

  @IsOptional()
  @IsString()
  @Length(1, MAX_NAME)
  readonly name?: string;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MAX_ROOMS)
  @ArrayUnique()
  @IsString({ each: true })
  @Length(1, MAX_NAME, { each: true })
  readonly rooms?: string[];

  /** Null takes the home off MQTT; its discovered devices stay, offline. */
  @ValidateIf((_home, value) => value !== undefined && value !== null)
  @IsString()
  @MaxLength(200)
  @Matches(MQTT_PREFIX_PATTERN)
  readonly mqttPrefix?: string | null;

  /** Null tells no workspace any more. */
  @ValidateIf((_home, value) => value !== undefined && value !== null)
  @IsInt()
  @Min(1)
  @Max(MAX_INTEGER_ID)
  readonly activityWorkspaceId?: number | null;
}

/**
 * Changes what is given. Admins change name and rooms, the owner also the MQTT prefix: any under the home's own place,
 * another one only as staff; and the workspace that is told of the devices, one where they are more than a guest.
 */
export const updateHome = defineRpc({
  subject: 'smarthome.rpc.update-home.v1',
  request: UpdateHomeRequest,
  response: reply<HomeView>(),
  access: 'user',
  errors: ['HOME_NOT_FOUND', 'MQTT_PREFIX_TAKEN', 'WORKSPACE_NOT_FOUND'],
});

/** Removes a home with its devices; for its owner. */
export const deleteHome = defineRpc({
  subject: 'smarthome.rpc.delete-home.v1',
  request: HomeId,
  response: reply<Record<string, never>>(),
  access: 'user',
  errors: ['HOME_NOT_FOUND'],
});

export interface HomeMemberView {
  readonly userId: string;
  readonly role: HomeRole;
  /** ISO 8601, UTC. */
  readonly addedAt: string;
}

/** Who has a part in a home, the owner first; for everybody in it. */
export const listHomeMembers = defineRpc({
  subject: 'smarthome.rpc.list-home-members.v1',
  request: HomeId,
  response: reply<HomeMemberView[]>(),
  access: 'user',
  errors: ['HOME_NOT_FOUND'],
});

export class PutHomeMemberRequest {
  @IsUUID()
  readonly homeId!: string;

  @IsUUID()
  readonly userId!: string;

  @IsIn(SHARED_HOME_ROLES)
  readonly role!: SharedHomeRole;
}

/** Shares a home with somebody, or changes what they may do in it; for its owner. */
export const putHomeMember = defineRpc({
  subject: 'smarthome.rpc.put-home-member.v1',
  request: PutHomeMemberRequest,
  response: reply<HomeMemberView>(),
  access: 'user',
  errors: ['HOME_NOT_FOUND', 'USER_NOT_FOUND', 'TOO_MANY_HOME_MEMBERS'],
});

export class HomeMemberId {
  @IsUUID()
  readonly homeId!: string;

  @IsUUID()
  readonly userId!: string;
}

/** Ends somebody's part in a home: the owner anybody's but their own, everybody else their own. */
export const removeHomeMember = defineRpc({
  subject: 'smarthome.rpc.remove-home-member.v1',
  request: HomeMemberId,
  response: reply<Record<string, never>>(),
  access: 'user',
  errors: ['HOME_NOT_FOUND', 'USER_NOT_FOUND'],
});
