import { z } from 'zod';

import { FulfillmentSettings } from './fulfillment-settings.js';

/** What the environment says about the answers to Google. */
export const fulfillmentConfig = z.object({
  /** How long devices may take for one EXECUTE, in milliseconds. */
  FULFILLMENT_BUDGET_MS: z.coerce.number().int().min(100).max(8_000).default(2_000),
  /** Whether answers are held against Google's schemas before they leave. */
  FULFILLMENT_CHECKS: z.enum(['on', 'off']).default('on'),
});

export function fulfillmentSettings(config: z.output<typeof fulfillmentConfig>): FulfillmentSettings {
  return new FulfillmentSettings({
    budgetMs: config.FULFILLMENT_BUDGET_MS,
    checksAnswers: config.FULFILLMENT_CHECKS === 'on',
  });
}
