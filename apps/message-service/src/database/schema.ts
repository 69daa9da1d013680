import { ChannelMember } from '../channel-access/channel-member.entity.js';
import { Channel } from '../channel-access/channel.entity.js';
import { WorkspaceMember } from '../channel-access/workspace-member.entity.js';
import { Conversation } from '../conversation/conversation.entity.js';
import { Message } from '../message/message.entity.js';
import { CreateMessage1795255200000 } from './migrations/1795255200000-create-message.js';

export const entities = [Channel, WorkspaceMember, ChannelMember, Conversation, Message];
export const migrations = [CreateMessage1795255200000];
