import { Module } from '@nestjs/common';

import { CreateUser } from './create-user.use-case.js';
import { DeleteUser } from './delete-user.use-case.js';
import { DirectoryController } from './directory.controller.js';
import { ListUsers } from './list-users.use-case.js';
import { UpdateUser } from './update-user.use-case.js';
import { UserController } from './user.controller.js';
import { UserRepository } from './user.repository.js';
import { Viewer } from './viewer.js';

@Module({
  controllers: [UserController, DirectoryController],
  providers: [CreateUser, UpdateUser, DeleteUser, ListUsers, Viewer, UserRepository],
  exports: [Viewer],
})
export class UserModule {}
