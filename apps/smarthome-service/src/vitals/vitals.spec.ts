import { describe, expect, it } from '@jest/globals';
import { metrics } from '@atrium/observability';

import { isSameState } from './state-accuracy.js';
import { Vitals, type IntentOutcome } from './vitals.js';

const LIGHT = 'action.devices.types.LIGHT';
const ON_OFF = 'action.devices.traits.OnOff';

async function outcomes(): Promise<Record<string, number>> {
  const { values = [] } = (await metrics.getSingleMetric('google_home_intents_total')?.get()) ?? {};
  return Object.fromEntries(
    values.map(({ labels, value }) => [
      `${labels.intent} ${labels.device_type} ${labels.trait} ${labels.outcome}`,
      value,
    ]),
  );
}

describe('vitals', () => {
  it('count what Google counts as a failure, and nothing else', async () => {
    const vitals = new Vitals();
    const cases: [IntentOutcome, string][] = [
      [{ status: 'SUCCESS' }, 'success'],
      [{ status: 'PENDING' }, 'success'],
      [{ status: 'EXCEPTIONS', errorCode: 'lowBattery' }, 'success'],
      [{ status: 'ERROR', errorCode: 'alreadyOn' }, 'user_state'],
      [{ status: 'ERROR', errorCode: 'inOffMode' }, 'user_state'],
      [{ status: 'ERROR', errorCode: 'hardError' }, 'failure'],
      [{ status: 'ERROR', errorCode: 'deviceOffline' }, 'offline'],
      [{ status: 'OFFLINE' }, 'offline'],
    ];
    for (const [outcome] of cases) vitals.executed(LIGHT, ON_OFF, outcome, 12);
    vitals.queried(LIGHT, { status: 'SUCCESS' }, 3);
    const counts: Record<string, number> = { 'QUERY LIGHT  success': 1 };
    for (const [, label] of cases) {
      const key = `EXECUTE LIGHT OnOff ${label}`;
      counts[key] = (counts[key] ?? 0) + 1;
    }
    expect(await outcomes()).toEqual(counts);
  });

  it('keep their labels bounded', async () => {
    new Vitals().executed('made-up', 'made-up', { status: 'SUCCESS' }, 1);
    expect(Object.keys(await outcomes())).toContain('EXECUTE other other success');
  });
});

it.each([
  [{ online: true, status: 'SUCCESS', on: true }, { online: true, on: true }, true],
  [{ online: true, status: 'SUCCESS', on: true }, { online: true, on: false }, false],
  [{ online: false, status: 'OFFLINE', on: true }, { online: false }, true],
  [{ online: false, status: 'OFFLINE' }, { online: true, on: true }, false],
  [{ online: true, color: { temperatureK: 3 } }, { online: true, color: { temperatureK: 3 } }, true],
])('holds %j against the report %j', (answered, reported, isSame) => {
  expect(isSameState(answered, reported)).toBe(isSame);
});
