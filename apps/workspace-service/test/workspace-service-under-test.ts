import type { WorkspaceRole } from '@atrium/contracts';
import { Database, statement } from '@atrium/persistence';
import { RpcClient } from '@atrium/rpc';
import { parseConfig, startService, type StartedService } from '@atrium/service';
import { startTestService, type ServiceUnderTest, type TestPerson } from '@atrium/testing';

import { workspaceService } from '../src/workspace-service.js';

const ADD_MEMBER = statement(
  'test-add-member',
  'INSERT INTO workspace_member (workspace_id, user_id, role, joined_at) VALUES ($1, $2, $3, now())',
);

const REMOVE_MEMBER = statement(
  'test-remove-member',
  'DELETE FROM workspace_member WHERE workspace_id = $1 AND user_id = $2',
);

/** The service with what its tests ask of it. */
export interface WorkspaceServiceUnderTest extends ServiceUnderTest<StartedService> {
  /** Calls the service over NATS. */
  readonly rpc: RpcClient;
  readonly database: Database;
  /** Puts somebody into a workspace, which no call does yet. */
  readonly addMember: (workspaceId: number, person: TestPerson, role: WorkspaceRole) => Promise<void>;
  readonly removeMember: (workspaceId: number, person: TestPerson) => Promise<void>;
}

/** Starts the service on a fresh database and a NATS server of its own. */
export async function startWorkspaceService(): Promise<WorkspaceServiceUnderTest> {
  const started = await startTestService('workspaces', (environment) =>
    startService(workspaceService, parseConfig(workspaceService.config, environment)),
  );
  const { app } = started.service;
  const database = app.get(Database, { strict: false });
  const addMember = async (workspaceId: number, { userId }: TestPerson, role: WorkspaceRole): Promise<void> => {
    await database.rows(ADD_MEMBER, [workspaceId, userId, role]);
  };
  const removeMember = async (workspaceId: number, { userId }: TestPerson): Promise<void> => {
    await database.rows(REMOVE_MEMBER, [workspaceId, userId]);
  };
  return { ...started, rpc: app.get(RpcClient, { strict: false }), database, addMember, removeMember };
}
