import { isIPv4 } from 'node:net'
import fc from 'fast-check'
import { askedAddress, bareHost } from '../../src/fetching/asked-address'
import { isPublicAddress } from '../../src/fetching/public-address'

const PRIVATE_4: [number, number][] = [
  [0x00000000, 8],
  [0x0a000000, 8],
  [0x64400000, 10],
  [0x7f000000, 8],
  [0xa9fe0000, 16],
  [0xac100000, 12],
  [0xc0000000, 24],
  [0xc0000200, 24],
  [0xc0586300, 24],
  [0xc0a80000, 16],
  [0xc6120000, 15],
  [0xc6336400, 24],
  [0xcb007100, 24],
  [0xe0000000, 4],
  [0xf0000000, 4],
]

/** An IPv4 address as a number, within one of the networks. */
const within = (networks: [number, number][]) =>
  fc.constantFrom(...networks).chain(([network, bits]) => {
    const size = 2 ** (32 - bits)
    return fc.oneof(fc.constantFrom(0, size - 1), fc.integer({ min: 0, max: size - 1 })).map((part) => network + part)
  })

const parts = (address: number) => [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256)
const dotted = (address: number) => parts(address).join('.')

/** A number as the URL standard takes it: decimal, octal or hexadecimal. */
const inSomeBase = (value: number) => fc.constantFrom(String(value), `0${value.toString(8)}`, `0x${value.toString(16)}`)

const WIDE = '０１２３４５６７８９'
const inWideDigits = (text: string) => text.replace(/\d/g, (digit) => WIDE[Number(digit)] ?? digit)

/** Spellings of an IPv4 address in an URL: in one to four parts, each in some base, with other dots and digits. */
const spelled4 = (address: number) => {
  const [a = 0, b = 0] = parts(address)
  const forms = [[address], [a, address % 2 ** 24], [a, b, address % 2 ** 16], parts(address)]
  return fc
    .tuple(
      fc.constantFrom(...forms).chain((numbers) => fc.tuple(...numbers.map(inSomeBase))),
      fc.constantFrom('.', '。', '．', '｡'),
      fc.constantFrom('', '.'),
      fc.boolean(),
    )
    .map(([written, dot, end, wide]) => {
      const text = `${written.join(dot)}${end}`
      return wide ? inWideDigits(text) : text
    })
}

/** IPv6 addresses that have an IPv4 one within. */
const embedded = (address: number) => {
  const high = Math.floor(address / 2 ** 16).toString(16)
  const low = (address % 2 ** 16).toString(16)
  const turned = [high, low].map((group) => (0xffff ^ Number.parseInt(group, 16)).toString(16)).join(':')
  return fc.constantFrom(
    `::ffff:${dotted(address)}`,
    `::ffff:${high}:${low}`,
    `0:0:0:0:0:FFFF:${high}:${low}`,
    `::${dotted(address)}`,
    `::ffff:0:${dotted(address)}`,
    `64:ff9b::${high}:${low}`,
    `64:ff9b:1::${high}:${low}`,
    `2002:${high}:${low}::1`,
    `2001:0:4136:e378:8000:63bf:${turned}`,
  )
}

const group = fc.integer({ min: 0, max: 0xffff }).map((value) => value.toString(16))
const rest = (many: number) => fc.tuple(...Array<typeof group>(many).fill(group)).map((groups) => groups.join(':'))
const inside6 = fc.oneof(
  fc.constantFrom('::', '::1', '100::1', 'fec0::1', '2620:4f:8000::1', '2001:2::1', '2001:10::1', '3fff::1'),
  ...['fc12', 'fd00', 'fe80', 'febf', 'ff02', '5f00', '2002', '1fff', '4000'].map((first) =>
    rest(7).map((more) => `${first}:${more}`),
  ),
  rest(6).map((more) => `2001:db8:${more}`),
  rest(6).map((more) => `2001:0:${more}`),
)

/** What a fetcher makes of the host, before DNS: null where it goes no further, else the address that it would connect to. */
function connectsTo(host: string): string | null {
  const asked = askedAddress(`http://${host}/`)
  return asked instanceof URL ? bareHost(asked.hostname) : null
}

describe('a private address', () => {
  it('is refused however an URL spells it', () => {
    fc.assert(
      fc.property(
        within(PRIVATE_4).chain((address) => spelled4(address).map((host) => ({ address, host }))),
        ({ address, host }) => {
          expect(connectsTo(host)).toBe(dotted(address))
          expect(isPublicAddress(dotted(address))).toBe(false)
        },
      ),
      { numRuns: 2_000 },
    )
  })

  it('is refused within an IPv6 address, as any IPv4 address is there', () => {
    const any = fc.oneof(within(PRIVATE_4), fc.integer({ min: 0, max: 2 ** 32 - 1 }))
    fc.assert(
      fc.property(any.chain(embedded), (address) => {
        expect(isPublicAddress(address)).toBe(false)
        const connected = connectsTo(`[${address}]`)
        expect(connected === null || !isPublicAddress(connected)).toBe(true)
      }),
      { numRuns: 2_000 },
    )
  })

  it('of IPv6 is refused as well', () => {
    fc.assert(
      fc.property(inside6, (address) => {
        expect(isPublicAddress(address)).toBe(false)
        expect(isPublicAddress(connectsTo(`[${address}]`) ?? '::')).toBe(false)
      }),
      { numRuns: 1_000 },
    )
  })
})

describe('a public address', () => {
  it('of IPv4 passes, if it is in no network of a special purpose', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), (address) => {
        const isSpecial = [...PRIVATE_4, ...RARE].some(([network, bits]) => {
          const size = 2 ** (32 - bits)
          return address >= network && address < network + size
        })
        expect(isPublicAddress(dotted(address))).toBe(!isSpecial)
      }),
      { numRuns: 2_000 },
    )
  })

  it.each([
    '2606:2800:21f:cb07:6820:80da:af6b:8b2c',
    '2a00:1450:4001:81b::200e',
    '2001:4860:4860::8888',
    '2400:cb00::1',
  ])('of IPv6 passes: %s', (address) => {
    expect(isPublicAddress(address)).toBe(true)
    expect(connectsTo(`[${address}]`)).not.toBeNull()
  })
})

/** AS112, AMT, and a cloud’s metadata. */
const RARE: [number, number][] = [
  [0xc01fc400, 24],
  [0xc034c100, 24],
  [0xc0af3000, 24],
  [0xa83f8110, 32],
]

it.each(['', 'site.example', '1.2.3', '256.1.1.1', '::ffff:1.2.3.4', 'fe80::1%eth0', '2a00:1450::1%1', '0x7f.1'])(
  'what is no plain address of IPv4 or global IPv6 is not public: %s',
  (text) => {
    expect(isIPv4(text)).toBe(false)
    expect(isPublicAddress(text)).toBe(false)
  },
)

describe('an address that somebody types', () => {
  it.each([
    ['news.example/story', 'address', 'no web address'],
    ['', 'address', 'no web address'],
    ['ftp://news.example/story', 'address', 'https:// or http://'],
    ['file:///etc/passwd', 'address', 'https:// or http://'],
    ['javascript:alert(1)', 'address', 'https:// or http://'],
    ['https://editor:secret@news.example/', 'address', 'a password'],
    ['https://editor@news.example/', 'address', 'a name'],
    ['https://news.example:8443/', 'address', '8443'],
    ['http://news.example:443/', 'address', '443'],
    ['http://news.example:22/', 'address', '22'],
    ['http://localhost/', 'private', 'localhost'],
    ['http://LocalHost./', 'private', 'localhost'],
    ['http://desk.localhost/', 'private', 'desk.localhost'],
    ['http://wiki/', 'private', 'wiki'],
    ['http://metadata.google.internal/', 'private', 'metadata.google.internal'],
    ['http://printer.local/', 'private', 'printer.local'],
    ['http://nas.home.arpa./', 'private', 'nas.home.arpa'],
    ['http://[fe80::1%25eth0]/', 'address', 'no web address'],
  ])('is refused, and told why: %s', (address, kind, why) => {
    expect(askedAddress(address)).toEqual({ kind, problem: expect.stringContaining(why) })
  })

  it('is refused where it is longer than any that people share', () => {
    expect(askedAddress(`https://news.example/${'a'.repeat(2_000)}`)).toMatchObject({ kind: 'address' })
  })

  it.each([
    [' https://news.example/story#comments ', 'https://news.example/story'],
    ['HTTPS://News.Example:443/a b', 'https://news.example/a%20b'],
    ['http://news.example:80', 'http://news.example/'],
    ['https://zeitung.example/größe', 'https://zeitung.example/gr%C3%B6%C3%9Fe'],
    ['https://bücher.example/', 'https://xn--bcher-kva.example/'],
  ])('is asked for as browsers ask: %s', (address, url) => {
    expect(String(askedAddress(address))).toBe(url)
  })
})
