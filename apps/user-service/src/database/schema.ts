import { User } from '../user/user.entity.js';
import { CreateUser1795251600000 } from './migrations/1795251600000-create-user.js';

export const entities = [User];
export const migrations = [CreateUser1795251600000];
