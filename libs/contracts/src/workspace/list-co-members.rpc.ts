import { defineRpc, reply } from '../rpc-contract.js';

/** People told of each other's presence at most; beyond that a client names whom it watches. */
export const MAX_CO_MEMBERS = 200;

export class ListCoMembersRequest {}

export interface CoMember {
  readonly userId: string;
  readonly email: string;
}

/** Everybody who shares a workspace with the caller, the caller among them; nobody when they are more than 200. */
export interface CoMembers {
  readonly people: readonly CoMember[];
  /** False when they are more than 200: `people` is empty then. */
  readonly isComplete: boolean;
}

/** Who may see the caller's presence, and whose presence the caller may see. */
export const listCoMembers = defineRpc({
  subject: 'workspace.rpc.list-co-members.v1',
  request: ListCoMembersRequest,
  response: reply<CoMembers>(),
  access: 'user',
});
