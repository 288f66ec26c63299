import type { StripeAccount } from '../sandbox/stripe';
import type { TwilioOptions } from '../sandbox/twilio';

/** The restaurant's accounts in the fake internet. None of these names anything real. */
export const ACCOUNT: StripeAccount = {
  id: 'acct_1EmberAndRice0001',
  name: 'Ember & Rice',
  testKey: 'sk_test_sandbox_ember_and_rice',
  liveKey: 'sk_live_sandbox_ember_and_rice',
  country: 'US',
  currency: 'usd',
};

export const SLACK_TOKEN = 'xoxb-sandbox';

export const TWILIO: TwilioOptions = {
  accountSid: `AC${'0'.repeat(32)}`,
  authToken: 'sandbox',
};
