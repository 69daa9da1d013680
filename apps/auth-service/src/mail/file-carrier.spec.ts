import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';

import { FileCarrier, fileNameOf } from './file-carrier.js';

describe('FileCarrier', () => {
  let directory: string;

  beforeEach(async () => {
    Logger.overrideLogger(false);
    directory = await mkdtemp(join(tmpdir(), 'atrium-mail-'));
  });

  afterEach(() => rm(directory, { recursive: true }));

  it('writes a mail that people can read, in a folder it makes', async () => {
    const folder = join(directory, 'mail');
    const carrier = new FileCarrier(folder, 'Atrium <no-reply@localhost>');
    await carrier.carry('the-id', { to: 'ada@example.com', subject: 'Hello', text: 'Your code is 123456\n' });
    const [file = '', ...others] = await readdir(folder);
    expect(others).toEqual([]);
    expect(file).toMatch(/^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}Z-ada@example\.com\.eml$/);
    const [headers, text] = (await readFile(join(folder, file), 'utf8')).split('\r\n\r\n');
    expect(headers).toContain('To: ada@example.com');
    expect(headers).toContain('Message-ID: <the-id@localhost>');
    expect(text?.trim()).toBe('Your code is 123456');
  });

  it('makes file names of any address', () => {
    const at = new Date('2026-01-02T03:04:05.006Z');
    expect(fileNameOf('../"a b"@example.com', at)).toBe('2026-01-02T03-04-05.006Z-..__a_b_@example.com.eml');
    expect(fileNameOf(`${'x'.repeat(300)}@example.com`, at).length).toBeLessThan(200);
  });
});
