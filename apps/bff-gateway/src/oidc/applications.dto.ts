import { ApiProperty } from '@nestjs/swagger';
import {
  APPLICATION_GRANT_TYPES,
  CLIENT_TYPES,
  type ApplicationGrantType,
  type ApplicationSettings,
  type ApplicationView,
  type ClientType,
} from '@atrium/contracts';
import { Transform, Type } from 'class-transformer';
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

import { DropUnknownFields } from '../http/unknown-fields.js';

const MAX_URIS = 20;
const MAX_ID = 2_147_483_647;

/** django-oauth-toolkit's forms separate URIs by spaces; a list is taken as well. */
const SpaceSeparated = () =>
  Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' ? value.split(/\s+/).filter((uri) => uri !== '') : value,
  );

@DropUnknownFields()
export class ApplicationDto {
  @ApiProperty({ example: 'My dashboard', minLength: 1, maxLength: 255 })
  @Length(1, 255)
  @IsString()
  readonly name!: string;

  @ApiProperty({ enum: APPLICATION_GRANT_TYPES })
  @IsIn(APPLICATION_GRANT_TYPES)
  readonly authorization_grant_type!: ApplicationGrantType;

  @ApiProperty({ example: 'https://app.example.com/callback', required: false, description: 'Separated by spaces' })
  @MaxLength(2_000, { each: true })
  @IsString({ each: true })
  @ArrayMaxSize(MAX_URIS)
  @IsArray()
  @SpaceSeparated()
  readonly redirect_uris: string[] = [];

  @ApiProperty({ example: 'https://app.example.com/', required: false, description: 'Separated by spaces' })
  @MaxLength(2_000, { each: true })
  @IsString({ each: true })
  @ArrayMaxSize(MAX_URIS)
  @IsArray()
  @SpaceSeparated()
  readonly post_logout_redirect_uris: string[] = [];

  @ApiProperty({ example: 'https://app.example.com', required: false, description: 'Separated by spaces' })
  @MaxLength(255, { each: true })
  @IsString({ each: true })
  @ArrayMaxSize(MAX_URIS)
  @IsArray()
  @SpaceSeparated()
  readonly allowed_origins: string[] = [];

  @ApiProperty({ required: false, description: 'Ask for no consent, and let it introspect every token: staff only' })
  @IsOptional()
  @IsBoolean()
  readonly skip_authorization?: boolean;

  @ApiProperty({ required: false, description: 'Told when a session ends: staff only' })
  @IsOptional()
  @MaxLength(2_000)
  @IsString()
  readonly backchannel_logout_uri?: string;
}

export class CreateApplicationDto extends ApplicationDto {
  @ApiProperty({ enum: CLIENT_TYPES })
  @IsIn(CLIENT_TYPES)
  readonly client_type!: ClientType;
}

/** `/o/applications/1/` */
export class ApplicationIdParam {
  @Max(MAX_ID)
  @Min(1)
  @IsInt()
  @Type(() => Number)
  readonly id!: number;
}

/** `/o/authorized_tokens/1/` */
export class AuthorizationIdParam {
  @Length(1, 128)
  @IsString()
  readonly id!: string;
}

export function toSettings(dto: ApplicationDto): Pick<ApplicationSettings, keyof ApplicationSettings> {
  return {
    name: dto.name,
    grantType: dto.authorization_grant_type,
    redirectUris: dto.redirect_uris,
    postLogoutRedirectUris: dto.post_logout_redirect_uris,
    allowedOrigins: dto.allowed_origins,
    ...(dto.skip_authorization === undefined ? {} : { isTrusted: dto.skip_authorization }),
    ...(dto.backchannel_logout_uri === undefined ? {} : { backchannelLogoutUri: dto.backchannel_logout_uri }),
  };
}

/** An application by the field names of django-oauth-toolkit. */
export function toApplicationDto(application: ApplicationView) {
  return {
    id: application.id,
    name: application.name,
    client_id: application.clientId,
    client_type: application.clientType,
    authorization_grant_type: application.grantType,
    redirect_uris: application.redirectUris.join(' '),
    post_logout_redirect_uris: application.postLogoutRedirectUris.join(' '),
    allowed_origins: application.allowedOrigins.join(' '),
    algorithm: '',
    skip_authorization: application.isTrusted,
    backchannel_logout_uri: application.backchannelLogoutUri,
    created: application.createdAt,
    updated: application.updatedAt,
  };
}
