import { createPrivateKey, webcrypto, type KeyObject } from 'node:crypto';
import {
  AuthorityInfoAccessExtension,
  BasicConstraintsExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';

/** An authority that issues certificates, of its own making or from a key and a certificate. */
export interface Authority {
  /** Its own certificate. */
  readonly pem: string;
  issue(order: Order): Promise<Issued>;
  /** An authority below this one. */
  intermediate(name: string, more?: Partial<Order>): Promise<Authority>;
}

export interface Order {
  readonly name: string;
  readonly from?: Date;
  readonly to?: Date;
  /** Where the certificate of its issuer is said to be. */
  readonly issuerAddress?: string;
  readonly bits?: number;
}

export interface Issued {
  readonly pem: string;
  readonly key: KeyObject;
}

interface Pair {
  readonly key: KeyObject;
  readonly privateKey: webcrypto.CryptoKey;
  readonly publicKey?: webcrypto.CryptoKey;
}

const FROM = new Date('2026-01-01');
const TO = new Date('2049-12-31');
const algorithm = (bits = 2048) => ({
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  modulusLength: bits,
  publicExponent: new Uint8Array([1, 0, 1]),
});

/** One that nobody stands above. */
export async function rootAuthority(name: string, more: Partial<Order> = {}): Promise<Authority> {
  const pair = await newPair();
  const pem = await certify({ name, ...more }, pair, `CN=${name}`, pair, true);
  return authorityWith(pem, pair);
}

export async function authorityOf(pem: string, keyPem: string): Promise<Authority> {
  const key = createPrivateKey(keyPem);
  const pkcs8 = key.export({ type: 'pkcs8', format: 'der' });
  const privateKey = await webcrypto.subtle.importKey('pkcs8', pkcs8, algorithm(), true, ['sign']);
  return authorityWith(pem, { key, privateKey });
}

function authorityWith(pem: string, pair: Pair): Authority {
  const { subject } = new X509Certificate(pem);
  return {
    pem,
    async issue(order) {
      const own = await newPair(order.bits);
      return { pem: await certify(order, own, subject, pair, false), key: own.key };
    },
    async intermediate(name, more = {}) {
      const own = await newPair();
      return authorityWith(await certify({ name, ...more }, own, subject, pair, true), own);
    },
  };
}

async function newPair(bits?: number): Promise<Required<Pair>> {
  const { privateKey, publicKey } = await webcrypto.subtle.generateKey(algorithm(bits), true, [
    'sign',
    'verify',
  ]);
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', privateKey);
  const key = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
  return { key, privateKey, publicKey };
}

async function certify(
  { name, from = FROM, to = TO, issuerAddress }: Order,
  own: Required<Pair>,
  issuer: string,
  by: Pair,
  isAuthority: boolean,
): Promise<string> {
  const usages = isAuthority ? KeyUsageFlags.keyCertSign : KeyUsageFlags.digitalSignature;
  const certificate = await X509CertificateGenerator.create({
    subject: `CN=${name}`,
    issuer,
    notBefore: from,
    notAfter: to,
    publicKey: own.publicKey,
    signingKey: by.privateKey,
    signingAlgorithm: algorithm(),
    extensions: [
      new BasicConstraintsExtension(isAuthority, undefined, true),
      new KeyUsagesExtension(usages, true),
      ...(issuerAddress === undefined
        ? []
        : [new AuthorityInfoAccessExtension({ caIssuers: issuerAddress })]),
    ],
  });
  return certificate.toString('pem');
}
