import { randomBytes } from 'node:crypto';
import { HttpClient } from '@atrium/testing';

/** The password of everybody in a crowd. */
export const CROWD_PASSWORD = 'securePass123';

/** Registers people; returns their user names. */
export async function registerCrowd(url: string, size: number): Promise<string[]> {
  const http = new HttpClient(url);
  const names = Array.from({ length: size }, () => `p${randomBytes(6).toString('hex')}`);
  for (const username of names) {
    const account = { username, password: CROWD_PASSWORD, email: `${username}@example.com` };
    const { status, body } = await http.post<object>('/api/register/', account);
    if (status !== 201) throw new Error(`POST /api/register/ was answered with ${status}: ${JSON.stringify(body)}`);
  }
  return names;
}
