import type { INodeProperties } from 'n8n-workflow';
import { text } from '../event/json';
import type { TestRecipient } from './item';

/** Who hears of things, worded alike in every node that asks. */

/** `news` completes "Who hears …". */
export const staffRecipientProperty = (news: string): INodeProperties => ({
  displayName: 'Staff Recipient',
  name: 'staffRecipient',
  type: 'string',
  default: '',
  placeholder: 'e.g. #payments',
  description: `Who hears ${news}: a channel, an address or a number. Handed on as alert.to, and replaced by the test recipient in test runs.`,
});

/** Whom test runs reach instead of everybody else. */
export const testRecipientOptions: INodeProperties[] = [
  {
    displayName: 'Test Channel',
    name: 'testChannel',
    type: 'string',
    default: '',
    placeholder: 'e.g. #payments-test',
    description: 'The channel that gets all staff messages of test runs',
  },
  {
    displayName: 'Test Email',
    name: 'testEmail',
    type: 'string',
    default: '',
    placeholder: 'e.g. name@email.com',
    description: 'The address that gets all emails of test runs',
  },
  {
    displayName: 'Test Phone',
    name: 'testPhone',
    type: 'string',
    default: '',
    placeholder: 'e.g. +15551234567',
    description: 'The phone that gets all text messages of test runs. Guests never get any.',
  },
];

/** Reads those options; `option` gives the value of one by its name. */
export const testRecipientFrom = (option: (name: string) => unknown): TestRecipient => ({
  phone: trimmed(option('testPhone')),
  email: trimmed(option('testEmail')),
  channel: trimmed(option('testChannel')),
});

const trimmed = (value: unknown): string | undefined => text(text(value)?.trim());
