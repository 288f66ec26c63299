import { createHmac } from 'node:crypto';
import * as fc from 'fast-check';
import Stripe from 'stripe';
import type { Delivery } from '../../../nodes/core/gateway/delivery';
import type { SignatureRow } from '../../../nodes/core/gateway/signature';
import { signDelivery, signedDelivery } from '../../../nodes/core/gateway/signDelivery';
import { verifySignature } from '../../../nodes/core/gateway/verifySignature';
import { delivery, header, NOW, SECONDS, SECRET, signature, URL } from './deliveries';
import { hwaroSignature as row, hwaroUntimed } from './hwaro';
import { ownTime } from '../../ownTime';

const BODY = '{"events":[]}';
const reason = (signed: Delivery, keys: readonly string[] = [SECRET], by: SignatureRow = row) => {
  const verdict = verifySignature(by, signed, keys);
  return verdict.ok ? 'ok' : verdict.reason;
};
const headed = (signed: string, body: string | Buffer = BODY) => delivery(body, signed);

describe('a delivery is taken', () => {
  test('when it was signed with the key, just now', () => {
    expect(reason(delivery(BODY))).toBe('ok');
  });

  test('when any of several signatures matches any of several keys, so that keys can roll', () => {
    const [bad, good] = ['0'.repeat(64), signature(BODY)];
    for (const digests of [
      [bad, good],
      [good, bad],
      [bad, 'short', good, 'v0'],
    ]) {
      const signed = `t=${SECONDS},${digests.map((digest) => `v1=${digest}`).join(',')}`;
      expect(reason(headed(signed), ['whsec_old', SECRET, ''])).toBe('ok');
    }
  });

  test('whatever the case of the header name and of the hex digits', () => {
    const upper = header(BODY).toUpperCase().replace('T=', 't=').replace('V1=', 'v1=');
    expect(reason({ ...headed(upper), headers: [['HWARO-SIGNATURE', upper]] })).toBe('ok');
  });

  test('up to five minutes to either side of the clock', () => {
    expect(reason(headed(header(BODY, SECRET, SECONDS - 300)))).toBe('ok');
    expect(reason(headed(header(BODY, SECRET, SECONDS + 300)))).toBe('ok');
  });

  test('when the gateway has other signatures in the same header', () => {
    expect(reason(headed(`v0=abc,${header(BODY)},k=v`))).toBe('ok');
  });
});

describe('a delivery is refused', () => {
  test('without a secret: never does an endpoint fail open (n8n#22764, CVE-2026-21894)', () => {
    expect(reason(delivery(BODY), [])).toBe('no_secret');
  });

  test('with an empty secret, even if it was signed with one', () => {
    expect(reason(headed(header(BODY, '')), [''])).toBe('no_secret');
  });

  test.each([
    ['hex', 'zz'],
    ['hex', 'abc'],
    ['base64', '?!'],
    ['base64', ' '],
  ] as const)(
    'with a %s key that does not decode (%s): Node would read an empty one',
    (keyEncoding, key) => {
      const signed = headed(header(BODY, ''));
      expect(reason(signed, [key], { ...row, keyEncoding })).toBe('no_secret');
    },
  );

  test('without the header', () => {
    expect(reason({ ...delivery(BODY), headers: [['hwaro-signatur', 'x']] })).toBe(
      'missing_header',
    );
  });

  test('with the header twice, even if both are right', () => {
    const twice = delivery(BODY);
    expect(reason({ ...twice, headers: [...twice.headers, ...twice.headers] })).toBe(
      'unreadable_signature',
    );
  });

  test.each([
    ['', 'nothing'],
    ['garbage', 'no pairs'],
    [`v1=${signature(BODY)}`, 'no time'],
    [`t=${SECONDS}`, 'no digest'],
    [`t=${SECONDS},v2=${signature(BODY)}`, 'another scheme alone'],
    [`t=${SECONDS},t=${SECONDS},v1=${signature(BODY)}`, 'two times'],
    [`t=${SECONDS},v1=`, 'an empty digest'],
    [`t=${SECONDS},v1=${signature(BODY).slice(2)}`, 'a short digest'],
    [`t=${SECONDS},v1=${signature(BODY)}00`, 'a long digest'],
    [`t=${SECONDS},v1=${'g'.repeat(64)}`, 'no hex'],
    [`t=${SECONDS},v1=${'\u0130'.repeat(64)}`, 'letters whose low byte is a digit'],
    [`t =${SECONDS},v1=${signature(BODY)}`, 'a blank in a name'],
  ])('with a header that is not in the format: %j (%s)', (signed) => {
    expect(reason(headed(signed))).toBe('unreadable_signature');
  });

  test.each([
    'abc',
    '',
    '-1',
    '1e9',
    '0x10',
    ' 1',
    '１７６３６６７０００',
    'NaN',
    'Infinity',
    '1.5',
  ])('with %j for a time, though it was signed so', (time) => {
    expect(reason(headed(header(BODY, SECRET, time)))).toBe('unreadable_signature');
  });

  test('with a stale clock, a future one, or one that no number holds', () => {
    expect(reason(headed(header(BODY, SECRET, SECONDS - 301)))).toBe('stale_clock');
    expect(reason(headed(header(BODY, SECRET, SECONDS + 301)))).toBe('future_clock');
    expect(reason(headed(header(BODY, SECRET, '9'.repeat(400))))).toBe('future_clock');
  });

  test('when our own clock cannot be read', () => {
    expect(reason({ ...delivery(BODY), receivedAt: 'yesterday' })).toBe('stale_clock');
  });

  test('with another secret, or for another body', () => {
    expect(reason(headed(header(BODY, 'whsec_other')))).toBe('bad_signature');
    expect(reason(headed(header(BODY), `${BODY} `))).toBe('bad_signature');
  });

  test('a forged delivery is called forged, whatever time it claims', () => {
    expect(reason(headed(`t=1,v1=${'0'.repeat(64)}`))).toBe('bad_signature');
  });
});

describe('every kind of row', () => {
  const bytes = Buffer.from('sesame');
  const body = Buffer.from(BODY);
  const url: SignatureRow['message'] = [{ part: 'url' }, { part: 'body' }];
  const rows: SignatureRow[] = (['sha1', 'sha256', 'sha512'] as const).flatMap((algorithm) =>
    (['hex', 'base64'] as const).flatMap((digestEncoding) =>
      (['utf8', 'hex', 'base64'] as const).flatMap((keyEncoding) =>
        (
          [
            { style: 'plain' },
            { style: 'prefixed', prefix: 'sha=' },
            { style: 'pairs', timestamp: 'ts', digest: 's' },
          ] as const
        ).map((format) => {
          const timed = format.style === 'pairs' ? { tolerance: 60 } : {};
          return {
            ...hwaroUntimed,
            ...timed,
            algorithm,
            digestEncoding,
            keyEncoding,
            format,
            message: url,
          };
        }),
      ),
    ),
  );

  test.each(rows)('$algorithm, $digestEncoding, key in $keyEncoding, $format.style', (by) => {
    const digest = createHmac(by.algorithm, bytes)
      .update(URL)
      .update(body)
      .digest(by.digestEncoding);
    const written = {
      plain: digest,
      prefixed: `sha=${digest}`,
      pairs: `ts=${SECONDS},s=${digest}`,
    }[by.format.style];
    const key = bytes.toString(by.keyEncoding);
    expect(reason(headed(written), [key], by)).toBe('ok');
    expect(reason({ ...headed(written), url: `${URL}/` }, [key], by)).toBe('bad_signature');
    expect(signDelivery(by, { url: URL, rawBody: body, seconds: SECONDS }, key)).toEqual([
      'hwaro-signature',
      written,
    ]);
  });

  test('the prefix is no decoration', () => {
    const by: SignatureRow = {
      ...hwaroUntimed,
      format: { style: 'prefixed', prefix: 'sha256=' },
      message: [{ part: 'body' }],
    };
    const digest = createHmac('sha256', SECRET).update(BODY).digest('hex');
    expect(reason(headed(`sha256=${digest}`), [SECRET], by)).toBe('ok');
    expect(reason(headed(digest), [SECRET], by)).toBe('unreadable_signature');
  });

  test('Base64 with a stray character is no Base64', () => {
    const by: SignatureRow = { ...row, digestEncoding: 'base64' };
    const digest = Buffer.from(signature(BODY), 'hex').toString('base64');
    expect(reason(headed(`t=${SECONDS},v1=${digest}`), [SECRET], by)).toBe('ok');
    expect(reason(headed(`t=${SECONDS},v1=${digest}!`), [SECRET], by)).toBe('unreadable_signature');
  });

  test('a row that asks for a clock where the format has none takes nothing', () => {
    const by: SignatureRow = { ...row, format: { style: 'plain' }, message: [{ part: 'body' }] };
    const digest = createHmac('sha256', SECRET).update(BODY).digest('hex');
    expect(reason(headed(digest), [SECRET], by)).toBe('stale_clock');
  });

  test('the parts are signed in the order of the row, before the body and after it', () => {
    const by: SignatureRow = {
      ...row,
      message: [{ part: 'body' }, { part: 'text', text: '|' }, { part: 'timestamp' }],
    };
    const digest = createHmac('sha256', SECRET).update(`${BODY}|${SECONDS}`).digest('hex');
    expect(reason(headed(`t=${SECONDS},v1=${digest}`), [SECRET], by)).toBe('ok');
  });

  test('a signer writes what Hwaro would', () => {
    const [, written] = signDelivery(row, { url: URL, rawBody: body, seconds: SECONDS }, SECRET);
    expect(written).toBe(header(BODY));
  });
});

describe('over arbitrary bytes', () => {
  /** What broke verifiers that turned the body into text on the way. */
  const nasty = fc.constantFrom(
    Buffer.from([0xef, 0xbb, 0xbf]),
    Buffer.from([0xff, 0xfe, 0xc3, 0x28]),
    Buffer.from('$$ $& $1 $`'),
    Buffer.from([0]),
    Buffer.from('\r\n'),
  );
  const bytes = fc
    .array(
      fc.oneof(
        nasty,
        fc.uint8Array({ maxLength: 64 }).map((part) => Buffer.from(part)),
      ),
    )
    .map((parts) => Buffer.concat(parts));
  const key = fc.string({ minLength: 1, unit: 'binary' });

  test('the verifier agrees with an HMAC of its own, for any signatures in any order', () => {
    fc.assert(
      fc.property(
        bytes,
        fc.uniqueArray(key, { minLength: 1, maxLength: 3 }),
        fc.array(fc.oneof(key, fc.constant(undefined)), { maxLength: 4 }),
        fc.integer({ min: -600, max: 600 }),
        (body, keys, signers, skew) => {
          const at = SECONDS + skew;
          const digests = signers.map((signer) =>
            signer === undefined ? '0'.repeat(64) : signature(body, signer, at),
          );
          const signed = [`t=${at}`, ...digests.map((digest) => `v1=${digest}`)].join(',');
          const known = keys.map((one) => signature(body, one, at));
          const expected =
            digests.length === 0
              ? 'unreadable_signature'
              : !digests.some((digest) => known.includes(digest))
                ? 'bad_signature'
                : skew < -300
                  ? 'stale_clock'
                  : skew > 300
                    ? 'future_clock'
                    : 'ok';
          expect(reason(headed(signed, body), keys)).toBe(expected);
        },
      ),
    );
  });

  test('any change of any byte is seen', () => {
    fc.assert(
      fc.property(bytes, fc.nat(), fc.integer({ min: 1, max: 255 }), (body, at, flip) => {
        fc.pre(body.length > 0);
        const altered = Buffer.from(body);
        const place = at % body.length;
        altered.writeUInt8(altered.readUInt8(place) ^ flip, place);
        expect(reason(headed(header(body), altered))).toBe('bad_signature');
      }),
    );
  });

  test('it never throws, and takes nothing unsigned', () => {
    const anything = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(
        bytes,
        fc.array(fc.tuple(fc.oneof(anything, fc.constant('hwaro-signature')), anything)),
        fc.array(anything),
        anything,
        (rawBody, headers, keys, receivedAt) => {
          expect(reason({ method: 'POST', url: URL, headers, rawBody, receivedAt }, keys)).not.toBe(
            'ok',
          );
        },
      ),
    );
  });
});

describe("Stripe's own SDK as the oracle", () => {
  const sdk = new Stripe('sk_test_oracle');
  const by: SignatureRow = { ...row, header: 'stripe-signature' };
  const take = (payload: string, signed: string) =>
    reason({ ...delivery(payload), headers: [['Stripe-Signature', signed]] }, [SECRET], by);

  test('what it signs is taken', () => {
    fc.assert(
      fc.property(fc.json(), (payload) => {
        const signed = sdk.webhooks.generateTestHeaderString({
          payload,
          secret: SECRET,
          timestamp: SECONDS,
        });
        expect(take(payload, signed)).toBe('ok');
      }),
    );
  });

  test('what we sign, it takes', () => {
    const at = Math.floor(Date.now() / 1000);
    const payload = '{"object":"event","id":"evt_1"}';
    const [, signed] = signDelivery(
      by,
      { url: URL, rawBody: Buffer.from(payload), seconds: at },
      SECRET,
    );
    expect(sdk.webhooks.constructEvent(payload, signed, SECRET).id).toBe('evt_1');
  });

  test('what it refuses is refused', () => {
    const payload = '{"object":"event"}';
    const forged = sdk.webhooks.generateTestHeaderString({
      payload,
      secret: 'whsec_forger',
      timestamp: SECONDS,
    });
    expect(() =>
      sdk.webhooks.constructEvent(payload, forged, SECRET, 300, undefined, SECONDS * 1000),
    ).toThrow();
    expect(take(payload, forged)).toBe('bad_signature');
  });
});

describe('where the body says when it was signed', () => {
  const by: SignatureRow = {
    ...hwaroUntimed,
    format: { style: 'plain' },
    message: [{ part: 'body' }, { part: 'timestamp' }],
    timestampField: 'at',
    tolerance: 300,
  };
  const signed = (body: string, at: string, secret = SECRET) =>
    createHmac('sha256', secret).update(body).update(at).digest('hex');
  const taken = (body: string, at: string) => reason(headed(signed(body, at), body), [SECRET], by);

  test('its exact text is signed after the body', () => {
    expect(taken(`{"at":"${NOW}"}`, NOW)).toBe('ok');
    expect(taken(`{ "table": "12", "at"\t:\r\n "${NOW}" }`, NOW)).toBe('ok');
    const zoned = '2026-11-21T04:30:00.000+0900';
    expect(taken(`{"at":"${zoned}"}`, zoned)).toBe('ok');
    // As it was written, whatever JSON makes of it.
    expect(taken(String.raw`{"at":"2026\u002d11-20T19:30:00.000Z"}`, NOW)).toBe('bad_signature');
  });

  test('another field of that name is another field, and so is a text that looks like one', () => {
    const other = '2026-11-20T18:00:00.000Z';
    for (const before of [
      `"order":{"at":"${other}"}`,
      `"orders":[{"at":"${other}"}]`,
      `"note":"\\"at\\":\\"${other}\\""`,
      `"note":"at","size":4`,
      `"note":"}{][\\\\"`,
    ]) {
      expect(taken(`{${before},"at":"${NOW}"}`, NOW)).toBe('ok');
    }
  });

  test('a body without it, or with something else there, is not what the gateway documents', () => {
    for (const body of [
      '',
      '[]',
      '{}',
      '{"at":17}',
      '{"at":',
      '{"at"',
      '"at"',
      `["at","${NOW}"]`,
      '{"a\\',
      `{"at":"${NOW}`,
    ]) {
      expect(taken(body, '')).toBe('malformed');
      expect(taken(body, NOW)).toBe('bad_signature');
    }
  });

  test('one that is no time is no clock', () => {
    expect(taken('{"at":"tonight"}', 'tonight')).toBe('stale_clock');
  });

  test('the clock is held, either way', () => {
    const at = (seconds: number) => new Date((SECONDS + seconds) * 1000).toISOString();
    const after = (seconds: number) => taken(`{"at":"${at(seconds)}"}`, at(seconds));
    expect([-300, 300].map(after)).toEqual(['ok', 'ok']);
    expect([-301, 301].map(after)).toEqual(['stale_clock', 'future_clock']);
  });

  test('nobody can give the time of one delivery to another, or move it out of the body', () => {
    const body = `{"at":"${NOW}"}`;
    const digest = signed(body, NOW);
    expect(reason(headed(digest, `{"at":"${NOW.replace('30', '31')}"}`), [SECRET], by)).toBe(
      'bad_signature',
    );
    expect(reason(headed(digest, `${body}${NOW}`), [SECRET], by)).toBe('bad_signature');
  });

  test('a signer puts the time where it belongs, and changes nothing else', () => {
    const rawBody = Buffer.from('{ "at" : "some time", "amount":12.50 }');
    const { headers, rawBody: sent } = signedDelivery(
      by,
      { url: URL, rawBody, seconds: SECONDS },
      SECRET,
    );
    expect(sent.toString()).toBe(`{ "at" : "${NOW}", "amount":12.50 }`);
    expect(headers).toEqual([['hwaro-signature', signed(sent.toString(), NOW)]]);
    const untimed = signedDelivery(
      by,
      { url: URL, rawBody: Buffer.from('[]'), seconds: SECONDS },
      SECRET,
    );
    expect(untimed.rawBody.toString()).toBe('[]');
  });

  test('a megabyte of anything is looked through at once, before anybody knows who sent it', () => {
    for (const text of ['"', '\\', '\\"', '"\\', '{', '[', '"at":', '{"at"', ' ', '"at" ']) {
      const worked = ownTime();
      expect(taken(text.repeat(1_000_000 / text.length), NOW)).not.toBe('ok');
      expect(worked()).toBeLessThan(1_000);
    }
  });

  test('it finds what JSON.parse finds, wherever the field stands', () => {
    const field = fc.tuple(fc.string(), fc.jsonValue()).filter(([name]) => name !== 'at');
    fc.assert(
      fc.property(fc.array(field), fc.array(field), fc.nat(4), (before, after, indent) => {
        const entries = [...before, ['at', NOW] as const, ...after];
        const body = JSON.stringify(Object.fromEntries(entries), undefined, indent);
        expect(taken(body, NOW)).toBe('ok');
      }),
    );
  });
});
