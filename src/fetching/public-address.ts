import { BlockList, isIPv4, isIPv6 } from 'node:net'

/**
 * IPv4 networks that no public site is in: what IANA's registry of special purposes has (RFC 6890 and those after it), all of
 * it, and multicast. A network that is “globally reachable” there serves something else than pages (anycast for DNS, relays).
 */
const SPECIAL_4 = [
  '0.0.0.0/8', // this network, unspecified
  '10.0.0.0/8', // private
  '100.64.0.0/10', // shared by carriers; a cloud's metadata at 100.100.100.200
  '127.0.0.0/8', // loopback
  '168.63.129.16/32', // a cloud's metadata, at an address that looks public
  '169.254.0.0/16', // link-local; clouds' metadata at 169.254.169.254
  '172.16.0.0/12', // private
  '192.0.0.0/24', // IETF protocols; a cloud's metadata at 192.0.0.192
  '192.0.2.0/24', // documentation
  '192.31.196.0/24', // AS112
  '192.52.193.0/24', // AMT
  '192.88.99.0/24', // 6to4 relays
  '192.168.0.0/16', // private
  '192.175.48.0/24', // AS112
  '198.18.0.0/15', // benchmarking
  '198.51.100.0/24', // documentation
  '203.0.113.0/24', // documentation
  '224.0.0.0/4', // multicast
  '240.0.0.0/4', // reserved, broadcast
]

/**
 * Of IPv6 only what is handed out as global unicast can be public, so that loopback, unique local, link-local, site-local, multicast,
 * IPv4 mapped, compatible or translated, NAT64 and discard need no lines of their own …
 */
const GLOBAL_6 = '2000::/3'

/** … and within it these are not. */
const SPECIAL_6 = [
  '2001::/23', // IETF protocols: Teredo, benchmarking, ORCHID
  '2001:db8::/32', // documentation
  '2002::/16', // 6to4: an IPv4 address, of any kind, within
  '2620:4f:8000::/48', // AS112
  '3fff::/20', // documentation
]

const listOf = (networks: readonly string[], family: 'ipv4' | 'ipv6') => {
  const list = new BlockList()
  for (const network of networks) {
    const [address = '', bits] = network.split('/')
    list.addSubnet(address, Number(bits), family)
  }
  return list
}

const special4 = listOf(SPECIAL_4, 'ipv4')
const global6 = listOf([GLOBAL_6], 'ipv6')
const special6 = listOf(SPECIAL_6, 'ipv6')

/**
 * Whether a public site can be at this IP address, as sockets and DNS write it. What is no address at all is not public. Addresses
 * that have an IPv4 address within are refused whatever that is: a translator on the way decides where they lead.
 */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !special4.check(address, 'ipv4')
  // Node takes zones ("fe80::1%eth0") for addresses; a zone is always one of this machine's own links.
  if (!isIPv6(address) || address.includes('%')) return false
  return global6.check(address, 'ipv6') && !special6.check(address, 'ipv6')
}
