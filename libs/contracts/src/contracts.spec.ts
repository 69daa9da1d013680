import 'reflect-metadata';

import { describe, expect, it } from '@jest/globals';
import { getMetadataStorage } from 'class-validator';

import * as library from './index.js';
import { ERROR_CODES, pingOf, SERVICE_NAMES, type EventContract, type RpcContract, type ErrorCode } from './index.js';

const exported: readonly unknown[] = Object.values(library);

function hasSubject(value: unknown): value is { readonly subject: string } {
  return typeof value === 'object' && value !== null && 'subject' in value;
}

const rpcs = [
  ...exported.filter(hasSubject).filter((contract) => 'request' in contract),
  ...SERVICE_NAMES.map(pingOf),
] as RpcContract<object, unknown, ErrorCode>[];

const events = exported.filter(hasSubject).filter((contract) => 'payload' in contract) as EventContract<object>[];

/** What every service may meet anyway, so that no contract lists it. */
const GENERAL: readonly ErrorCode[] = [
  'VALIDATION_FAILED',
  'UNAUTHENTICATED',
  'TOKEN_INVALID',
  'FORBIDDEN',
  'SERVICE_UNAVAILABLE',
  'DEADLINE_EXCEEDED',
  'INTERNAL',
];

/** A payload in which every field could be a key. */
const anyPayload = new Proxy({}, { get: () => '0190a5f2-7f6c-7aaa-8000-0123456789ab' });

describe('the library of contracts', () => {
  it('has calls and events', () => {
    expect(rpcs.length).toBeGreaterThan(15);
    expect(events.length).toBeGreaterThan(5);
  });

  it('uses each subject once', () => {
    const subjects = exported.filter(hasSubject).map(({ subject }) => subject);
    const all = [...subjects, ...SERVICE_NAMES.map((service) => pingOf(service).subject)];
    expect(all.toSorted()).toEqual([...new Set(all)].toSorted());
  });

  it('uses each error code once', () => {
    expect(new Set(ERROR_CODES).size).toBe(ERROR_CODES.length);
  });

  describe.each(rpcs.map((contract) => [contract.subject, contract] as const))('%s', (subject, contract) => {
    it('names its service, its verb and its version', () => {
      expect(subject).toMatch(new RegExp(`^(${SERVICE_NAMES.join('|')})\\.rpc\\.[a-z]+(-[a-z]+)*\\.v[1-9]\\d*$`));
    });

    it('says who may call and how long a caller waits', () => {
      expect(['user', 'service', 'anyone']).toContain(contract.access);
      // The gateway gives a request ten seconds in all; an operator's command may wait for a quarter of an hour.
      const longestMs = contract.access === 'service' ? 900_000 : 10_000;
      expect(contract.timeoutMs).toBeGreaterThan(0);
      expect(contract.timeoutMs).toBeLessThanOrEqual(longestMs);
    });

    it('lists refusals of its own that exist', () => {
      for (const code of contract.errors) {
        expect(ERROR_CODES).toContain(code);
        expect(GENERAL).not.toContain(code);
      }
    });
  });

  describe.each(events.map((event) => [event.subject, event] as const))('%s', (subject, event) => {
    it('names its service, what happened and its version', () => {
      // The gateway serves no calls, but it tells what it served.
      expect(subject).toMatch(
        new RegExp(`^(${[...SERVICE_NAMES, 'bff'].join('|')})\\.event\\.[a-z]+(-[a-z]+)*\\.v[1-9]\\d*$`),
      );
    });

    it('is published under a key that is one token of a subject', () => {
      expect(event.key(anyPayload)).toMatch(/^[\w-]+$/);
    });

    it('has a payload that is validated', () => {
      const rules = getMetadataStorage().getTargetValidationMetadatas(event.payload, '', false, false);
      expect(rules.length).toBeGreaterThan(0);
    });
  });
});
