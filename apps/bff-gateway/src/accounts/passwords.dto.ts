import { ApiProperty } from '@nestjs/swagger';
import { IsEmail, IsString, Length, MaxLength } from 'class-validator';

export class ChangePasswordDto {
  @ApiProperty({ example: 'secure_password', maxLength: 1_024 })
  @Length(1, 1_024)
  @IsString()
  readonly currentPassword!: string;

  @ApiProperty({ example: 'another_password', minLength: 8, maxLength: 128 })
  @Length(8, 128)
  @IsString()
  readonly newPassword!: string;
}

export class RequestPasswordResetDto {
  @ApiProperty({ example: 'user@example.com', maxLength: 254 })
  @MaxLength(254)
  @IsEmail()
  readonly email!: string;
}

export class ResetPasswordDto {
  @ApiProperty({ description: 'The token from the mail', maxLength: 512 })
  @Length(1, 512)
  @IsString()
  readonly token!: string;

  @ApiProperty({ example: 'another_password', minLength: 8, maxLength: 128 })
  @Length(8, 128)
  @IsString()
  readonly newPassword!: string;
}
