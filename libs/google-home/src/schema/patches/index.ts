import { brightnessGoesBothWays } from './brightness-goes-both-ways.js';
import { cameraMayEncrypt } from './camera-may-encrypt.js';
import { colorLoopHasDefaultDuration } from './color-loop-has-default-duration.js';
import { deviceMayBeMatter } from './device-may-be-matter.js';
import { executionHasChallenge } from './execution-has-challenge.js';
import { inputHasContext } from './input-has-context.js';
import { lightMayHaveNoEffect } from './light-may-have-no-effect.js';
import type { SchemaPatch } from './patch.js';
import { requestIdIsAnyString } from './request-id-is-any-string.js';
import { requestMayFailAsAWhole } from './request-may-fail-as-a-whole.js';
import { resultHasChallengeNeeded } from './result-has-challenge-needed.js';

/** All corrections, in the order in which they are applied. */
export const PATCHES: readonly SchemaPatch[] = [
  requestIdIsAnyString,
  inputHasContext,
  executionHasChallenge,
  resultHasChallengeNeeded,
  deviceMayBeMatter,
  requestMayFailAsAWhole,
  lightMayHaveNoEffect,
  brightnessGoesBothWays,
  cameraMayEncrypt,
  colorLoopHasDefaultDuration,
];
