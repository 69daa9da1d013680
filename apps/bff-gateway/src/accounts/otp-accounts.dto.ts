import { ApiProperty } from '@nestjs/swagger';
import { USERNAME_PATTERN } from '@atrium/contracts';
import { IsEmail, IsOptional, IsString, Length, Matches, MaxLength } from 'class-validator';

import { DropUnknownFields } from '../http/unknown-fields.js';

@DropUnknownFields()
export class RegisterDto {
  @ApiProperty({ example: 'alice', maxLength: 150 })
  @Matches(USERNAME_PATTERN, { message: 'username may hold letters, digits and @ . + - _ only' })
  @Length(1, 150)
  @IsString()
  readonly username!: string;

  @ApiProperty({ example: 'securePass123', minLength: 8, maxLength: 128 })
  @Length(8, 128)
  @IsString()
  readonly password!: string;

  @ApiProperty({ example: 'alice@example.com', maxLength: 254 })
  @MaxLength(254)
  @IsEmail()
  readonly email!: string;

  @ApiProperty({ example: 'Alice Johnson', required: false, maxLength: 300 })
  @IsOptional()
  @MaxLength(300)
  @IsString()
  readonly full_name?: string;
}

@DropUnknownFields()
export class RequestOtpDto {
  @ApiProperty({ example: 'alice@example.com' })
  @MaxLength(254)
  @IsEmail()
  readonly email!: string;
}

@DropUnknownFields()
export class VerifyOtpDto {
  @ApiProperty({ example: 'alice@example.com' })
  @MaxLength(254)
  @IsEmail()
  readonly email!: string;

  @ApiProperty({ example: '123456', pattern: '^\\d{6}$' })
  @Matches(/^\d{6}$/, { message: 'otp must be the six digits from the e-mail' })
  readonly otp!: string;
}
