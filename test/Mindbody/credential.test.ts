import type { IHttpRequestHelper, IHttpRequestOptions } from 'n8n-workflow';
import { mock } from 'jest-mock-extended';
import { MindbodySigningSecret } from '../../credentials/MindbodySigningSecret.credentials';

const DATA = {
  siteId: '482910',
  apiKey: 'public-key',
  webhooksApiKey: 'push-key',
  username: 'till@ember',
  password: 'bulgogi',
  staffToken: 'token-1',
};
const type = new MindbodySigningSecret();
const signedIn = async (url: string, more = {}, headers = {}) =>
  (await type.authenticate({ ...DATA, ...more }, { url, headers })).headers;

test('the data are read with key, site and the token of a member of staff', async () => {
  const url = 'https://api.mindbodyonline.com/public/v6/sale/transactions';
  expect(await signedIn(url)).toEqual({
    'API-Key': 'public-key',
    SiteId: '482910',
    Authorization: 'Bearer token-1',
  });
  expect(await signedIn(url, { staffToken: '' })).not.toHaveProperty('Authorization');
  expect(await signedIn(url, {}, { SiteId: '77' })).toMatchObject({ SiteId: '77' });
});

test('subscriptions are set up with a key of their own, and no token goes there', async () => {
  const url = 'https://mb-api.mindbodyonline.com/push/api/v1/subscriptions';
  expect(await signedIn(url)).toEqual({ 'API-Key': 'push-key' });
  expect(await signedIn(url, { webhooksApiKey: '' })).toEqual({ 'API-Key': 'public-key' });
  const other = { pushUrl: 'https://push-api.mindbodyonline.com/api/v1/' };
  expect(await signedIn('https://push-api.mindbodyonline.com/api/v1/subscriptions', other)).toEqual(
    {
      'API-Key': 'push-key',
    },
  );
});

describe('a staff token', () => {
  const asking = (answer: unknown) => {
    const asked: IHttpRequestOptions[] = [];
    const helper = mock<IHttpRequestHelper>();
    Reflect.set(helper, 'helpers', {
      httpRequest: async (request: IHttpRequestOptions) => {
        asked.push(request);
        return answer;
      },
    });
    return {
      asked,
      issue: (more = {}) => type.preAuthentication.call(helper, { ...DATA, ...more }),
    };
  };

  test('is issued for user name and password, at the site', async () => {
    const { asked, issue } = asking({ TokenType: 'Bearer', AccessToken: 'token-2' });
    expect(await issue()).toEqual({ staffToken: 'token-2' });
    expect(asked).toMatchObject([
      {
        method: 'POST',
        url: 'https://api.mindbodyonline.com/public/v6/usertoken/issue',
        headers: { 'API-Key': 'public-key', SiteId: '482910' },
        body: { Username: 'till@ember', Password: 'bulgogi' },
      },
    ]);
  });

  test('is not asked for without a user name, nor made up where none comes', async () => {
    const { asked, issue } = asking({});
    expect(await issue({ username: '' })).toEqual({});
    expect(asked).toEqual([]);
    expect(await issue()).toEqual({});
  });

  test('is kept by n8n, and renewed where it ran out', () => {
    const kept = type.properties.filter(({ typeOptions }) => typeOptions?.expirable === true);
    expect(kept).toMatchObject([{ name: 'staffToken', type: 'hidden' }]);
  });
});
