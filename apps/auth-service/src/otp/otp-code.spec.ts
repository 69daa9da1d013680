import { describe, expect, it } from '@jest/globals';
import { KeyRing } from '@atrium/secrets';

import { newOtpCode, OtpMac } from './otp-code.js';
import { otpMail } from './otp.mail.js';

const older = { id: 'k0', secret: Buffer.alloc(32, 1) };
const newer = { id: 'k1', secret: Buffer.alloc(32, 2) };

describe('a one-time code', () => {
  it('has six digits, leading zeros included', () => {
    const codes = Array.from({ length: 2_000 }, newOtpCode);
    for (const code of codes) expect(code).toMatch(/^\d{6}$/);
    expect(codes.some((code) => code.startsWith('0'))).toBe(true);
  });

  it('is stored as a value that depends on address, code and key', () => {
    const macs = new OtpMac(new KeyRing([newer]));
    const mac = macs.of('login', 'a@example.com', '123456');
    expect(macs.of('login', 'a@example.com', '123456')).toEqual(mac);
    expect(macs.of('login', 'b@example.com', '123456')).not.toEqual(mac);
    expect(macs.of('login', 'a@example.com', '123457')).not.toEqual(mac);
    expect(new OtpMac(new KeyRing([older])).of('login', 'a@example.com', '123456')).not.toEqual(mac);
  });

  it('survives a new key at the front of the ring', () => {
    const stored = new OtpMac(new KeyRing([older])).of('login', 'a@example.com', '123456');
    const candidates = new OtpMac(new KeyRing([newer, older])).candidates('login', 'a@example.com', '123456');
    expect(candidates).toContainEqual(stored);
  });

  it('is the only run of six digits in its mail, which has short lines', () => {
    const mail = otpMail('a@example.com', '123456', { minutes: 5, publicUrl: 'http://localhost:8000' });
    expect(mail.subject).not.toMatch(/\d/);
    expect(mail.text.match(/\d{6}/g)).toEqual(['123456']);
    for (const line of mail.text.split('\n')) expect(line.length).toBeLessThanOrEqual(76);
  });
});
