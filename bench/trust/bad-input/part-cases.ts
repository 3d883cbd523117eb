import type { Chance } from '../chance'
import { ILL_FORMED } from './hazard-bodies'
import { TEXTS } from './hazards'
import { BOUNDARY, type Good, type Made, multipart, quotedName, send, shown } from './sent-forms'
import { withHeader } from './wire'

/** Files and parts as no browser sends them. */
export function badParts(good: Good, chance: Chance): Made {
  const { fields, marker } = good
  const plain = fields
    .filter(([name]) => name !== 'text')
    .map(([name, value]) => ({ head: `name="${name}"`, value: Buffer.from(value) }))
  const text = Buffer.from(`Some words. ${marker}\n`)
  const file = (value: Buffer, name = 'a.txt') => ({
    head: `name="file"; filename="${name}"\r\nContent-Type: text/plain`,
    value,
  })
  const sent = send(good, fields, chance)
  const of = (what: string, body: Buffer, type = `multipart/form-data; boundary=${BOUNDARY}`): Made => ({
    what,
    sent: withHeader({ ...sent, body }, 'Content-Type', type),
  })
  const parts = (what: string, ...more: { head: string; value: Buffer }[]) => of(what, multipart([...plain, ...more]))
  /** A file that may be taken, and is stored whole then. */
  const filed = (made: Made, value = text): Made => ({ ...made, kept: [{ where: 'text', text: value.toString() }] })
  const bad = chance.oneOf(ILL_FORMED)
  const name = chance.oneOf(TEXTS.filter((hazard) => hazard.length < 300))
  return chance.oneOf<() => Made>([
    () => parts('a file that is no UTF-8', file(Buffer.concat([text, bad, text]))),
    () => parts('a text that is no UTF-8', { head: 'name="text"', value: Buffer.concat([text, bad, text]) }),
    () =>
      parts('a headline that is no UTF-8', file(text), { head: 'name="headline"', value: Buffer.concat([text, bad]) }),
    () => parts('UTF-16', file(Buffer.from(`\ufeff${text}`, 'utf16le'))),
    () => parts('NUL in a file', file(Buffer.from(`a\0${text}`))),
    () => parts('an empty file', file(Buffer.alloc(0))),
    () => parts('a file of marks alone', file(Buffer.from('\ufeff\ufeff'))),
    () => filed(parts('two files', file(text), file(text))),
    () => parts('a file and a text', file(text), { head: 'name="text"', value: Buffer.from('another') }),
    () => parts('a file of another name', { head: 'name="other"; filename="b"', value: text }),
    () => filed(parts(`a file called ${shown(name)}`, file(text, quotedName(name)))),
    () => parts('a part without a name', { head: 'x="y"', value: text }),
    () => parts('a part with a long head', { head: `name="${'x'.repeat(20_000)}"`, value: text }),
    () =>
      parts(
        'a part called __proto__',
        { head: 'name="__proto__"', value: text },
        { head: 'name="constructor[prototype][a]"', value: text },
      ),
    () =>
      parts('base64', {
        head: 'name="text"\r\nContent-Transfer-Encoding: base64',
        value: Buffer.from(text.toString('base64')),
      }),
    () => parts('another charset', { head: 'name="text"\r\nContent-Type: text/plain; charset=x-unknown', value: text }),
    () => parts('a hundred parts', ...Array.from({ length: 100 }, (_, at) => ({ head: `name="f${at}"`, value: text }))),
    () => parts('large', file(Buffer.alloc(chance.oneOf([5 * 1024 * 1024, 5 * 1024 * 1024 + 1, 7_000_000]), 'a b '))),
    () => {
      const pile = Buffer.from(`a${'\u0301'.repeat(chance.oneOf([100, 101, 50_000]))}${marker}`)
      return filed(parts('a pile of accents', file(pile)), pile)
    },
    () => of('no last boundary', multipart([...plain, file(text)]).subarray(0, -4)),
    () => of('cut', multipart([...plain, file(text)]).subarray(0, chance.below(400))),
    () => of('no boundary at all', multipart([...plain, file(text)]), 'multipart/form-data'),
    () => of('another boundary', multipart([...plain, file(text)]), 'multipart/form-data; boundary=other'),
    () =>
      filed(
        of('a boundary in quotes', multipart([...plain, file(text)]), `multipart/form-data; boundary="${BOUNDARY}"`),
      ),
    () =>
      of(
        'bare line feeds',
        Buffer.from(
          multipart([...plain, file(text)])
            .toString('latin1')
            .replaceAll('\r\n', '\n'),
          'latin1',
        ),
      ),
    () =>
      of(
        'mixed within',
        Buffer.from(
          `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nx\r\n--b--\r\n--${BOUNDARY}--\r\n`,
        ),
      ),
  ])()
}
