import type { INode } from 'n8n-workflow';
import { credentialOf, credentialsOf } from '../../../nodes/core/n8n/credential';

/** A till whose books are kept elsewhere, with a login of their own. */
const till = {
  credential: 'tillSecret',
  signIns: [
    { credential: 'booksOAuth2Api', label: 'Books', required: true },
    { credential: 'cardsOAuth2Api', label: 'Cards', required: false },
  ],
};

const node = (...types: readonly string[]) => ({
  getNode: (): INode => ({
    id: '1',
    name: 'Till',
    type: 'till',
    typeVersion: 1,
    position: [0, 0],
    parameters: {},
    credentials: Object.fromEntries(types.map((type) => [type, { id: type, name: type }])),
  }),
  getCredentials: async (type: string) => ({ of: type }),
});

describe('the credentials of a gateway', () => {
  test('are one, where its API takes the one that deliveries are checked with', async () => {
    expect(await credentialOf(node('tillSecret'), { credential: 'tillSecret' })).toEqual({
      of: 'tillSecret',
    });
  });

  test('come together, each further one under its type', async () => {
    expect(
      await credentialOf(node('tillSecret', 'booksOAuth2Api', 'cardsOAuth2Api'), till),
    ).toEqual({
      of: 'tillSecret',
      booksOAuth2Api: { of: 'booksOAuth2Api' },
      cardsOAuth2Api: { of: 'cardsOAuth2Api' },
    });
  });

  test('leave out what nobody chose', async () => {
    expect(await credentialOf(node('tillSecret', 'booksOAuth2Api'), till)).toEqual({
      of: 'tillSecret',
      booksOAuth2Api: { of: 'booksOAuth2Api' },
    });
    const { credentials, ...bare } = node().getNode();
    expect(credentials).toEqual({});
    expect(await credentialOf({ ...node(), getNode: () => bare }, till)).toEqual({
      of: 'tillSecret',
    });
  });

  test('are shown with what each is needed for, where there are several', () => {
    expect(credentialsOf({ credential: 'tillSecret' })).toEqual([
      { name: 'tillSecret', required: true },
    ]);
    expect(credentialsOf(till)).toEqual([
      {
        name: 'tillSecret',
        displayName: 'Credential to Check What Is Delivered',
        required: true,
      },
      { name: 'booksOAuth2Api', displayName: 'Books', required: true },
      { name: 'cardsOAuth2Api', displayName: 'Cards', required: false },
    ]);
  });
});
