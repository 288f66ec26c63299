import type { JsonObject } from '../../../nodes/core/event/json';
import type { StripeAccount } from './shelf';

export const accountObject = (account: StripeAccount): JsonObject => ({
  id: account.id,
  object: 'account',
  business_profile: { name: account.name },
  charges_enabled: true,
  country: account.country ?? 'US',
  default_currency: account.currency ?? 'usd',
  details_submitted: true,
  settings: {
    dashboard: { display_name: account.name, timezone: account.timeZone ?? 'America/Los_Angeles' },
  },
  type: 'standard',
});
