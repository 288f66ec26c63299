import * as fc from 'fast-check';
import { internationalPhone } from '../../../nodes/core/event/phone';
import { e164 } from '../../../nodes/core/event/reading';

describe('a guest’s number, as staff typed it beside its country', () => {
  test.each([
    ['44', '07700 900123', '+447700900123'],
    ['+44', '7700 900123', '+447700900123'],
    ['49', '0151 5550142', '+491515550142'],
    ['82', '010-1234-5678', '+821012345678'],
    ['1', '1 555 555 0101', '+15555550101'],
    ['1', '(512) 555-0142', '+15125550142'],
    ['+1', '512.555.0142', '+15125550142'],
    ['7', '8 (903) 123-45-67', '+79031234567'],
    ['7', '800 555 35 35', '+78005553535'],
    ['36', '06 30 123 4567', '+36301234567'],
    ['375', '8 029 123-45-67', '+375291234567'],
  ])('%s and %s: what is dialled at home only is left out', (country, number, phone) => {
    expect(internationalPhone(country, number)).toBe(phone);
  });

  test.each([
    ['39', '06 5550 1234', '+390655501234'],
    ['39', '347 555 0142', '+393475550142'],
    ['378', '0549 555014', '+3780549555014'],
    ['225', '07 55 50 14 20', '+2250755501420'],
    ['229', '01 55 50 14 20', '+2290155501420'],
    ['242', '06 555 0142', '+242065550142'],
  ])('%s and %s: where a number begins with a 0, it keeps it', (country, number, phone) => {
    expect(internationalPhone(country, number)).toBe(phone);
  });

  test.each([
    ['1', '555 0101', 'only a part of it'],
    ['1', '055 555 0101', 'no area has it'],
    ['1', '512 155 0142', 'no exchange has it'],
    ['1', '11 512 555 0142', 'too long'],
    ['1', '2 512 555 0142', 'too long, without the 1'],
    ['7', '903 123 45', 'too short'],
    ['44', '0044 7700 900123', 'its country is in it already'],
    ['39', '0039 06 5550 1234', 'its country is in it already'],
    ['44', '0', 'nothing is left'],
    ['44', '7700 900123 ext 5', 'no phone has letters'],
    ['44', 'ask Jisoo', 'no phone has letters'],
    ['44', '', 'nothing was typed'],
    ['44', undefined, 'nothing was typed'],
    ['44', '1234567890123456', 'longer than any number'],
    ['UK', '7700 900123', 'a country is dialled by digits'],
    ['0', '7700 900123', 'no country has it'],
    ['1684', '555 0142', 'no country has as many digits'],
    ['', '7700 900123', 'whose country nobody knows'],
    [undefined, '07700 900123', 'whose country nobody knows'],
  ])('%s and %s is nobody’s: %s', (country, number, _) => {
    expect(internationalPhone(country, number)).toBeUndefined();
  });

  test('a number that brings its country along needs no other', () => {
    expect(internationalPhone('1', '+44 7700 900123')).toBe('+447700900123');
    expect(internationalPhone(undefined, '+82 10 1234 5678')).toBe('+821012345678');
    expect(internationalPhone('44', '+0123456789')).toBeUndefined();
  });

  test('whatever anybody types, it is a number in the international form or none', () => {
    const code = fc.oneof(fc.string(), fc.stringMatching(/^\+?\d{1,4}$/), fc.constant(undefined));
    const typed = fc.oneof(fc.string(), fc.stringMatching(/^\+?[\d ().-]{0,20}$/));
    fc.assert(
      fc.property(code, typed, (country, number) => {
        const phone = internationalPhone(country, number);
        expect(phone).toBe(e164(phone));
      }),
    );
  });
});
