import { Conversation } from '../conversation/conversation.entity.js';
import { Message } from '../message/message.entity.js';
import { CreateMessage1795255200000 } from './migrations/1795255200000-create-message.js';
import { VersionMemberships1795262400000 } from './migrations/1795262400000-version-memberships.js';
import { ExtendLog1795266000000 } from './migrations/1795266000000-extend-log.js';
import { IndexBodies1795269600000 } from './migrations/1795269600000-index-bodies.js';
import { CreateNotification1795276800000 } from './migrations/1795276800000-create-notification.js';
import { IndexReadingsByUser1795281000000 } from './migrations/1795281000000-index-readings-by-user.js';
import { IndexUnreadByConversation1795281100000 } from './migrations/1795281100000-index-unread-by-conversation.js';

export const entities = [Conversation, Message];
export const migrations = [
  CreateMessage1795255200000,
  VersionMemberships1795262400000,
  ExtendLog1795266000000,
  IndexBodies1795269600000,
  CreateNotification1795276800000,
  IndexReadingsByUser1795281000000,
  IndexUnreadByConversation1795281100000,
];
