/** A response's headers, by lower-case name. */
export type Headers = Record<string, string | undefined>

/** Half a year in seconds: what the Observatory asks of Strict-Transport-Security. */
const HALF_A_YEAR = 15_768_000

/**
 * What the headers of a page served over https lack, a line each: what MDN's HTTP Observatory scores (A+), and what its
 * scoring leaves out.
 */
export function lacking(headers: Headers): string[] {
  const policy = directivesOf(headers['content-security-policy'] ?? '')
  const hsts = Number(/max-age=(\d+)/.exec(headers['strict-transport-security'] ?? '')?.[1] ?? 0)
  const wanted: [boolean, string][] = [
    [policy.get('default-src')?.join() === "'none'", 'a policy that begins with nothing'],
    [['script-src', 'style-src'].every((name) => isOwnAlone(policy.get(name))), 'scripts and styles from here alone'],
    [![...policy.values()].flat().some((source) => /unsafe|\*|data:|http:/.test(source)), 'a policy without a hole'],
    [policy.get('frame-ancestors')?.join() === "'none'", 'frame-ancestors'],
    [isNone(policy.get('base-uri')) && isOwnAlone(policy.get('form-action')), 'base-uri and form-action'],
    [hsts >= HALF_A_YEAR, 'Strict-Transport-Security of half a year'],
    [headers['x-content-type-options'] === 'nosniff', 'X-Content-Type-Options'],
    [/^(SAMEORIGIN|DENY)$/.test(headers['x-frame-options'] ?? ''), 'X-Frame-Options'],
    [
      /^(same-origin|no-referrer|strict-origin)$/.test(headers['referrer-policy'] ?? ''),
      'a Referrer-Policy that keeps addresses',
    ],
    [headers['cross-origin-resource-policy'] === 'same-origin', 'Cross-Origin-Resource-Policy'],
    [headers['cross-origin-opener-policy'] === 'same-origin', 'Cross-Origin-Opener-Policy'],
    [headers['x-powered-by'] === undefined, 'silence about what it is made with'],
  ]
  return wanted.filter(([isThere]) => !isThere).map(([, what]) => what)
}

/** What a session's cookie lacks over https. */
export function cookieLacks(cookie: string): string[] {
  const [pair = '', ...attributes] = cookie.split(/;\s*/)
  const has = (attribute: string) => attributes.some((given) => given.toLowerCase() === attribute)
  const wanted: [boolean, string][] = [
    [pair.startsWith('__Host-'), 'the prefix __Host-'],
    [has('secure'), 'Secure'],
    [has('httponly'), 'HttpOnly'],
    [has('samesite=lax') || has('samesite=strict'), 'SameSite'],
    [has('path=/'), 'Path=/'],
    [!attributes.some((given) => /^domain=/i.test(given)), 'no Domain'],
  ]
  return wanted.filter(([isThere]) => !isThere).map(([, what]) => what)
}

const isOwnAlone = (sources: string[] | undefined) => sources?.join() === "'self'"
const isNone = (sources: string[] | undefined) => sources?.join() === "'none'"

function directivesOf(policy: string): Map<string, string[]> {
  const directives = policy.split(';').map((directive) => directive.trim().split(/\s+/))
  return new Map(directives.map(([name = '', ...sources]) => [name, sources]))
}
