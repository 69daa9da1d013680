import { randomUUID } from 'node:crypto';
import type { Bench } from '../bench.ts';
import type { Fixture } from './fixture.ts';

/** People in each workspace: whose presence each is told of. */
const TOGETHER = 50;

const INSERT = `
  WITH people AS (
    SELECT id, n FROM unnest($1::uuid[]) WITH ORDINALITY AS listed (id, n)
  ), known AS (
    INSERT INTO person (user_id, version, username, email, first_name, is_active)
    SELECT id, 1, 'neighbour' || n, 'neighbour' || n || '@example.com', 'Neighbour', true FROM people
  ), workspaces AS (
    INSERT INTO workspace (name, description, created_by, created_at)
    SELECT 'Street', '', $1[1], now() FROM generate_series(1, ceil(cardinality($1::uuid[]) / ${TOGETHER}.0)::int)
    RETURNING id
  ), streets AS (
    SELECT id, row_number() OVER (ORDER BY id) AS n FROM workspaces
  )
  INSERT INTO workspace_member (workspace_id, user_id, role, joined_at)
  SELECT w.id, p.id, 'member', now() FROM people p JOIN streets w ON w.n = (p.n - 1) / ${TOGETHER} + 1`;

const crowds = new WeakMap<Fixture, Promise<readonly string[]>>();

/** Tokens of so many people in workspaces of fifty; the people are made when the first scenario needs them. */
export async function neighboursOf({ fixture, records }: Bench, count: number): Promise<string[]> {
  const making = crowds.get(fixture) ?? make();
  crowds.set(fixture, making);
  const ids = await making;
  return ids.map((sub, index) => fixture.mint.sign({ sub, email: `neighbour${index + 1}@example.com` }));

  async function make(): Promise<readonly string[]> {
    const made = Array.from({ length: count }, () => randomUUID());
    await records.insertPeople(INSERT, [made]);
    return made;
  }
}
