import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createDatabase } from './test-database.ts';

describe('createDatabase', () => {
  it('creates a database of its own each time, and drops it although someone is connected', async () => {
    const [one, two] = await Promise.all([createDatabase('same'), createDatabase('same')]);
    expect(one.url).not.toBe(two.url);
    const client = new pg.Client({ connectionString: one.url });
    client.on('error', () => undefined);
    await client.connect();
    await client.query('CREATE TABLE note (id int)');
    await one.drop();
    await two.drop();
    await expect(client.query('SELECT 1')).rejects.toThrow();
  });
});
