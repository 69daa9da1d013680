import { User } from '../user/user.entity.js';
import { CreateUser1795251600000 } from './migrations/1795251600000-create-user.js';
import { DeleteUser1795341600000 } from './migrations/1795341600000-delete-user.js';
import { CreateUsage1795341660000 } from './migrations/1795341660000-create-usage.js';

export const entities = [User];
export const migrations = [CreateUser1795251600000, DeleteUser1795341600000, CreateUsage1795341660000];
