import { execFileSync } from 'node:child_process';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ledgerOf } from './ledger';
import { decline, dinner, owner, until } from './listener';
import { openRestaurant, type Restaurant } from './restaurant';
import { posts, publishTemplate, quiet } from './template';

/** The disk that the ledger lies on is full, for real: a file system of its own, which only root may mount. */

const SIZE = '16m';

const mount = (folder: string): void => {
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE}`, 'tmpfs', folder], { stdio: 'pipe' });
};
const unmount = (folder: string): void => {
  execFileSync('umount', [folder], { stdio: 'pipe' });
};

async function mayMount(): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'mount-'));
  try {
    mount(folder);
    unmount(folder);
    return true;
  } catch {
    return false;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Fills what is left. */
function fill(file: string): void {
  const descriptor = openSync(file, 'w');
  try {
    for (const size of [1024 * 1024, 4096, 1]) {
      try {
        for (;;) writeSync(descriptor, Buffer.alloc(size));
      } catch (error) {
        if (!String(error).includes('ENOSPC')) throw error;
      }
    }
  } finally {
    closeSync(descriptor);
  }
}

describe('a disk that is full', () => {
  let restaurant: Restaurant;
  let folder: string;
  let mounted = false;

  beforeAll(async () => {
    mounted = await mayMount();
    if (!mounted) return;
    restaurant = await openRestaurant();
    folder = join(restaurant.n8n.folder, '.n8n', 'payment-failure');
    await mkdir(folder, { recursive: true });
    mount(folder);
    await publishTemplate(restaurant);
  });
  afterAll(async () => {
    // n8n has to let go of the file first.
    await restaurant?.n8n.kill();
    if (mounted) unmount(folder);
    await restaurant?.close();
  });

  it('refuses what it cannot keep, says why, and loses and tells nothing twice once there is room', async () => {
    if (!mounted) {
      process.stderr.write('NOT TRIED: a full disk. Only root may mount a file system.\n');
      return;
    }
    const { stripe } = restaurant.internet;
    const told = () => posts(restaurant).map(({ text }) => /order (F\d)/i.exec(text)?.[1]);
    expect(await decline(dinner(restaurant.internet, 'F1'))).toEqual([200, 200]);
    await quiet(restaurant);
    expect(told()).toEqual(['F1']);

    const { reads } = await owner(restaurant.n8n);
    fill(join(folder, 'films'));
    // What the ledger’s own files have room for is taken still.
    const refused: string[] = [];
    for (let n = 2; refused.length < 3; n += 1) {
      const answers = await decline(dinner(restaurant.internet, `F${n}`));
      if (answers.includes(503)) refused.push(`F${n}`);
    }
    await reads(/ledger_unavailable.*database or disk is full.*Check the disk/);
    rmSync(join(folder, 'films'));

    await until('all to be taken', async () =>
      (await stripe.retry()).every(({ status }) => status === 200),
    );
    await until('all to be told', async () => refused.every((order) => told().includes(order)));
    await quiet(restaurant);
    const first = posts(restaurant).filter(({ text }) => !text.startsWith('[May repeat'));
    expect(new Set(first.map(({ text }) => text)).size).toBe(first.length);
    await using ledger = await ledgerOf(restaurant);
    const now = new Date();
    const since = new Date(now.getTime() - 3_600_000);
    const status = await ledger.status(since.toISOString(), now.toISOString());
    expect(status.dead.all.count).toBe(0);
  });
});
