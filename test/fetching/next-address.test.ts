import { nextAddress } from '../../src/fetching/next-address'

const next = (from: string, location: string | undefined, hops = [{ url: from, status: 302 }]) =>
  nextAddress(new URL(from), location, hops, { ports: new Set(), most: 5 })

describe('where an answer leads on to', () => {
  it.each([
    ['http://a.example/x', 'https://a.example/x', 'https://a.example/x'],
    ['https://a.example/x/y', '../z?q#f', 'https://a.example/z?q'],
    ['https://a.example/', '//b.example/', 'https://b.example/'],
    ['https://a.example/', Buffer.from('/größe').toString('latin1'), 'https://a.example/gr%C3%B6%C3%9Fe'],
  ])('is read as browsers do: %s, %s', (from, location, to) => {
    expect(String(next(from, location))).toBe(to)
  })

  it.each([
    ['https://a.example/', 'http://a.example/', 'redirects', 'from https to http'],
    ['https://a.example/', 'https://a.example/', 'redirects', 'in a circle'],
    ['https://a.example/', undefined, 'redirects', 'none'],
    ['https://a.example/', 'https://u:p@a.example/', 'address', 'a password'],
    ['https://a.example/', 'https://a.example:8443/', 'address', '8443'],
    ['https://a.example/', 'data:text/html,x', 'address', 'https:// or http://'],
    ['https://a.example/', 'http://localhost/', 'private', 'localhost'],
  ])('is not followed: %s, %s', (from, location, kind, why) => {
    expect(next(from, location)).toEqual({ kind, problem: expect.stringContaining(why) })
  })
})
