import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Max,
  MaxLength,
  Min,
} from 'class-validator';

import { defineRpc, reply } from '../rpc-contract.js';

export const CLIENT_TYPES = ['confidential', 'public'] as const;
export type ClientType = (typeof CLIENT_TYPES)[number];

/** How an application gets its tokens, by django-oauth-toolkit's names. Its other grants are not offered. */
export const APPLICATION_GRANT_TYPES = [
  'authorization-code',
  'client-credentials',
  'urn:ietf:params:oauth:grant-type:device_code',
] as const;
export type ApplicationGrantType = (typeof APPLICATION_GRANT_TYPES)[number];

const MAX_URIS = 20;
const MAX_ID = 2_147_483_647;

/** What the owner of an application chooses. */
export class ApplicationSettings {
  @IsString()
  @Length(1, 255)
  readonly name!: string;

  @IsIn(APPLICATION_GRANT_TYPES)
  readonly grantType!: ApplicationGrantType;

  @IsArray()
  @ArrayMaxSize(MAX_URIS)
  @IsString({ each: true })
  @MaxLength(2_000, { each: true })
  readonly redirectUris!: string[];

  @IsArray()
  @ArrayMaxSize(MAX_URIS)
  @IsString({ each: true })
  @MaxLength(2_000, { each: true })
  readonly postLogoutRedirectUris!: string[];

  /** Browser origins that may call the token and userinfo endpoints. */
  @IsArray()
  @ArrayMaxSize(MAX_URIS)
  @IsString({ each: true })
  @MaxLength(255, { each: true })
  readonly allowedOrigins!: string[];

  /** Told when a session ends. Only staff may set it, because the suite calls it. */
  @IsOptional()
  @IsString()
  @MaxLength(2_000)
  readonly backchannelLogoutUri?: string;

  /** Of the suite's operators: no consent is asked, and it may introspect every token. Only staff may set it. */
  @IsOptional()
  @IsBoolean()
  readonly isTrusted?: boolean;
}

export class CreateApplicationRequest extends ApplicationSettings {
  @IsIn(CLIENT_TYPES)
  readonly clientType!: ClientType;
}

export class ApplicationId {
  @IsInt()
  @Min(1)
  @Max(MAX_ID)
  readonly id!: number;
}

export class UpdateApplicationRequest extends ApplicationSettings {
  @IsInt()
  @Min(1)
  @Max(MAX_ID)
  readonly id!: number;
}

export class ListApplicationsRequest {}

/** A registered client; its secret is not among what can be read. */
export interface ApplicationView {
  readonly id: number;
  readonly clientId: string;
  readonly name: string;
  readonly clientType: ClientType;
  readonly grantType: ApplicationGrantType;
  readonly redirectUris: readonly string[];
  readonly postLogoutRedirectUris: readonly string[];
  readonly allowedOrigins: readonly string[];
  readonly backchannelLogoutUri: string | null;
  readonly isTrusted: boolean;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** A new application with its secret, which is told this once; null for a public client. */
export interface CreatedApplication extends ApplicationView {
  readonly clientSecret: string | null;
}

/** The caller's own applications, oldest first. */
export const listApplications = defineRpc({
  subject: 'auth.rpc.list-applications.v1',
  request: ListApplicationsRequest,
  response: reply<ApplicationView[]>(),
  access: 'user',
});

export const getApplication = defineRpc({
  subject: 'auth.rpc.get-application.v1',
  request: ApplicationId,
  response: reply<ApplicationView>(),
  access: 'user',
  errors: ['APPLICATION_NOT_FOUND'],
});

/** Registers a client of the OAuth2/OIDC provider. */
export const createApplication = defineRpc({
  subject: 'auth.rpc.create-application.v1',
  request: CreateApplicationRequest,
  response: reply<CreatedApplication>(),
  access: 'user',
  errors: ['TOO_MANY_APPLICATIONS'],
});

/** Replaces an application's settings; its id, secret and client type stay. */
export const updateApplication = defineRpc({
  subject: 'auth.rpc.update-application.v1',
  request: UpdateApplicationRequest,
  response: reply<ApplicationView>(),
  access: 'user',
  errors: ['APPLICATION_NOT_FOUND'],
});

/** Removes a client. What it was granted opens nothing from now on. */
export const deleteApplication = defineRpc({
  subject: 'auth.rpc.delete-application.v1',
  request: ApplicationId,
  response: reply<Record<string, never>>(),
  access: 'user',
  errors: ['APPLICATION_NOT_FOUND'],
});
