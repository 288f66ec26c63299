import * as fc from 'fast-check';
import { pathPart } from '../../../nodes/core/gateway/pathPart';

test.each([
  ['pay-1', 'pay-1'],
  ['갈비/../12?a=b#c', '%EA%B0%88%EB%B9%84%2F..%2F12%3Fa%3Db%23c'],
  ['\ud800', '%EF%BF%BD'],
  ['a\udc00b', 'a%EF%BF%BDb'],
])('an id in a path is one part of it: %j', (id, part) => {
  expect(pathPart(id)).toBe(part);
});

test('any id is, of halves of characters too', () => {
  const unit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));
  fc.assert(
    fc.property(fc.string({ unit }), (id) => {
      expect(decodeURIComponent(pathPart(id))).toBe(id.toWellFormed());
      expect(pathPart(id)).not.toMatch(/[/?#]/);
    }),
  );
});
