/** Twenty-four ways to write this machine’s own address, without the port. */
export const SPELLINGS: readonly string[] = [
  '127.0.0.1',
  '127.0.0.1.',
  '2130706433', // decimal
  '0x7f000001', // hexadecimal
  '017700000001', // octal
  '0177.0.0.01', // octal, part by part
  '0x7f.0x0.0.1', // mixed
  '127.1', // short
  '127.0.1',
  '127。0。0。1', // ideographic dots
  '①②⑦.⓪.⓪.①', // circled digits
  '１２７.0.0.1', // wide digits
  '0', // unspecified, which leads here
  '0.0.0.0',
  'localhost',
  'LOCALHOST.',
  'any.localhost',
  '[::1]',
  '[0:0:0:0:0:0:0:1]',
  '[::]',
  '[::ffff:127.0.0.1]', // mapped
  '[::ffff:7f00:1]',
  'name-of-loopback.example', // by a DNS that answers so
  'among-public-ones.example', // beside public addresses
]

/** Hosts that are inside of something, or nowhere, in further ways. */
export const INSIDE: readonly string[] = [
  '10.0.0.1',
  '172.31.255.254',
  '192.168.1.1',
  '100.64.0.1', // a carrier's
  '169.254.169.254', // clouds' metadata
  '0xa9fea9fe',
  '2852039166',
  '168.63.129.16',
  '100.100.100.200',
  '192.0.0.192',
  'metadata.google.internal',
  'instance-data',
  'printer.local',
  'router.lan',
  'intranet',
  '[fe80::1]',
  '[fe80::1%25eth0]', // with a zone
  '[fc00::1]',
  '[fd00:ec2::254]',
  '[fec0::1]',
  '[::127.0.0.1]', // compatible
  '[::ffff:0:127.0.0.1]', // translated
  '[64:ff9b::7f00:1]', // NAT64
  '[64:ff9b:1::7f00:1]',
  '[2002:7f00:1::]', // 6to4
  '[2001:0:4136:e378:8000:63bf:80ff:fffe]', // Teredo
  '[2001:db8::1]',
  '[2001:2::1]', // benchmarking
  '[3fff::1]',
  '[ff02::1]',
  '224.0.0.1',
  '255.255.255.255',
  '192.0.2.1',
  '198.18.0.1',
  '198.51.100.1',
  '203.0.113.1',
  '240.0.0.1',
]

/** What the DNS of a stage answers for the two names above. */
export const INSIDE_BY_NAME: Record<string, readonly string[]> = {
  'name-of-loopback.example': ['127.0.0.1'],
  'among-public-ones.example': ['93.184.215.14', '127.0.0.1'],
}
