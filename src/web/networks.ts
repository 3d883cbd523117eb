import { isIPv6 } from 'node:net'

/**
 * The networks that an address is counted by, the smallest first. An IPv4 address is one by itself. Of IPv6, a household
 * or one rented machine has at least a /64, so that counting its addresses would count nothing; and many have a /48 of
 * 65,536 such networks, which is counted too, with more room.
 */
export function networksOf(address: string): string[] {
  const plain = address.replace(/%.*$/s, '')
  if (!isIPv6(plain)) return [plain]
  const groups = groupsOf(plain)
  const last = groups.slice(6).flatMap((group) => [group >> 8, group & 255])
  if (isIPv4Within(groups)) return [last.join('.')]
  return [64, 48].map((bits) => `${inHex(groups.slice(0, bits / 16))}::/${bits}`)
}

/** An IPv4 address as an IPv6 socket shows it (::ffff:0:0/96), or a translator between the two (64:ff9b::/96). */
function isIPv4Within(groups: number[]): boolean {
  const before = inHex(groups.slice(0, 6))
  return before === '0:0:0:0:0:ffff' || before === '64:ff9b:0:0:0:0'
}

const inHex = (groups: number[]) => groups.map((group) => group.toString(16)).join(':')

/** The eight groups of an IPv6 address, however it is written. */
function groupsOf(address: string): number[] {
  const [before = '', after = ''] = address.split('::').map(inGroups)
  if (!address.includes('::')) return numbersOf(before)
  const [start, end] = [numbersOf(before), numbersOf(after)]
  return [...start, ...Array<number>(8 - start.length - end.length).fill(0), ...end]
}

/** The last 32 bits may be written as IPv4. */
const inGroups = (part: string) =>
  part.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, a: string, b: string, c: string, d: string) =>
    inHex([Number(a) * 256 + Number(b), Number(c) * 256 + Number(d)]),
  )

const numbersOf = (part: string) => (part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16)))
