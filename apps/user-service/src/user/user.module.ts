import { Module } from '@nestjs/common';

import { CreateUser } from './create-user.use-case.js';
import { UserController } from './user.controller.js';
import { UserRepository } from './user.repository.js';

@Module({
  controllers: [UserController],
  providers: [CreateUser, UserRepository],
})
export class UserModule {}
