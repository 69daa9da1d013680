import { ApiProperty } from '@nestjs/swagger';
import { USERNAME_PATTERN } from '@atrium/contracts';

import { DropUnknownFields } from '../http/unknown-fields.js';
import { BooleanField, noEmail, TextField, Trimmed } from './rest-field.js';

const NAME = { mayBeBlank: true, max: 150 };
const EMAIL = { max: 254, isOdd: noEmail };
const PASSWORD = { min: 8, max: 128 };
const USERNAME = {
  max: 150,
  isOdd: (text: string) =>
    USERNAME_PATTERN.test(text)
      ? undefined
      : 'Enter a valid username. This value may contain only letters, numbers, and @/./+/-/_ characters.',
};

/** What is sent of a user; what is left out stays as it is, or is empty for a new one. */
@DropUnknownFields()
export class PatchUserDto {
  @ApiProperty({ example: 'newuser', required: false, maxLength: 150 })
  @Trimmed()
  @TextField(USERNAME)
  readonly username?: string;

  @ApiProperty({ example: 'newpassword', required: false, minLength: 8, maxLength: 128, writeOnly: true })
  @TextField(PASSWORD)
  readonly password?: string;

  @ApiProperty({ example: 'newuser@example.com', required: false, maxLength: 254 })
  @Trimmed()
  @TextField(EMAIL)
  readonly email?: string;

  @ApiProperty({ example: 'First Name', required: false, maxLength: 150 })
  @Trimmed()
  @TextField(NAME)
  readonly first_name?: string;

  @ApiProperty({ example: 'Last Name', required: false, maxLength: 150 })
  @Trimmed()
  @TextField(NAME)
  readonly last_name?: string;

  @ApiProperty({ example: false, required: false, description: 'Counts from staff only' })
  @BooleanField()
  readonly is_staff?: boolean;

  @ApiProperty({ example: true, required: false, description: 'Counts from staff only' })
  @BooleanField()
  readonly is_active?: boolean;
}

export class PutUserDto extends PatchUserDto {
  @ApiProperty({ example: 'newuser', maxLength: 150 })
  @Trimmed()
  @TextField({ ...USERNAME, isRequired: true })
  declare readonly username: string;

  @ApiProperty({ example: 'newuser@example.com', maxLength: 254 })
  @Trimmed()
  @TextField({ ...EMAIL, isRequired: true })
  declare readonly email: string;
}

export class CreateUserDto extends PutUserDto {
  @ApiProperty({ example: 'newpassword', minLength: 8, maxLength: 128, writeOnly: true })
  @TextField({ ...PASSWORD, isRequired: true })
  declare readonly password: string;
}

/** `?search=ada&ordering=-date_joined&page=2` */
@DropUnknownFields()
export class ListUsersQuery {
  @ApiProperty({ required: false, description: 'Words to find in user name, address and names' })
  @TextField({ mayBeBlank: true, max: 200 })
  readonly search?: string;

  @ApiProperty({ required: false, description: 'username, email or date_joined; with - in front the other way round' })
  @TextField({ mayBeBlank: true, max: 50 })
  readonly ordering?: string;

  @ApiProperty({ required: false, description: 'From 1; the answer is then {count,next,previous,results}' })
  @TextField({ mayBeBlank: true, max: 20 })
  readonly page?: string;

  @ApiProperty({ required: false, description: 'Up to 200; 50 unless said otherwise' })
  @TextField({ mayBeBlank: true, max: 20 })
  readonly page_size?: string;
}
