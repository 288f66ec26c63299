import { ISO_EXPONENTS } from '../../../nodes/core/event/currencies';
import { currencyNamed } from '../../../nodes/core/event/currencyNumbers';

/** Numbers and codes as Fiserv lists them for its customers. */
const LISTED =
  'AWG533 AUD036 BSD044 BHD048 BBD052 BZD084 VES928 BRL986 BIF108 CAD124 KYD136 CNY156 HRK191 CZK203 DKK208 DOP214 ' +
  'XCD951 EUR978 GYD328 HKD344 HUF348 INR356 ILS376 JMD388 JPY392 KWD414 MYR458 MXN484 NZD554 NOK578 OMR512 PLN985 ' +
  'GBP826 RON946 RUB643 SAR682 RSD941 SGD702 ZAR710 KRW410 SRD968 SEK752 CHF756 TWD901 TTD780 TRY949 AED784 USD840';

test('numbers name the currencies that they are listed for', () => {
  for (const entry of LISTED.split(' ')) {
    expect(currencyNamed(entry.slice(3))).toBe(entry.slice(0, 3));
  }
});

test('every currency has one number, but that whose number its successor has', () => {
  const named = Array.from({ length: 1000 }, (_, number) => currencyNamed(String(number)));
  const found = named.filter((code) => code !== undefined);
  expect(new Set(found).size).toBe(found.length);
  expect([...ISO_EXPONENTS.keys()].filter((code) => !found.includes(code))).toEqual(['ANG']);
  expect(found.filter((code) => !ISO_EXPONENTS.has(code))).toEqual([]);
});

test('codes are taken as they are, and whatever else there is names nothing', () => {
  expect(currencyNamed('eur')).toBe('EUR');
  expect(currencyNamed('36')).toBe('AUD');
  for (const none of [undefined, '', '000', '999', '9780', 'EURO', '13.00']) {
    expect(currencyNamed(none)).toBeUndefined();
  }
});
