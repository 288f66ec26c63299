import type { ApiRead } from '../../../nodes/core/gateway/apiClient';
import { readOnce } from '../../../nodes/core/gateway/readOnce';

const ask = (key: string, more: Partial<ApiRead> = {}): ApiRead => ({
  method: 'GET',
  path: '/places',
  key,
  ...more,
});

test('what several payments need is asked for once, whatever each calls it', async () => {
  const asked: string[] = [];
  const read = readOnce(async (gateway, { path }) => {
    asked.push(`${gateway} ${path}`);
    return { place: 'Mapo' };
  });
  const answers = await Promise.all([
    read('hwaro')(ask('place')),
    read('hwaro')(ask('where')),
    read('hwaro')(ask('place', { path: '/guests' })),
    read('hwaro')(ask('place', { account: 'other' })),
    read('square')(ask('place')),
  ]);
  expect(answers).toHaveLength(5);
  expect(asked).toEqual(['hwaro /places', 'hwaro /guests', 'hwaro /places', 'square /places']);
});

test('what was refused is refused to all who need it', async () => {
  let calls = 0;
  const read = readOnce(async () => {
    calls += 1;
    throw new Error('Not permitted');
  })('hwaro');
  await expect(read(ask('place'))).rejects.toThrow('Not permitted');
  await expect(read(ask('place'))).rejects.toThrow('Not permitted');
  expect(calls).toBe(1);
});
