import net from 'node:net'
import { INSIDE, SPELLINGS } from '../../bench/anchoring/fetching/spellings'
import { guardSocket } from '../../src/fetching/guarded-agents.client'
import { fetchAt, leadTo, newFetcher, onStage, PAGE, SMALL, serve, stage, switchProtocols } from './on-stage'

onStage()

describe('the canary', () => {
  it.each(SPELLINGS)('is not reached as %s', async (host) => {
    const fetched = await newFetcher().fetchPage(stage.at('/', host))
    expect(fetched).toMatchObject({ kind: 'private', hops: [] })
    expect(stage.reached).toBe(0)
  })

  it('is not reached, nor anything inside, through redirects of a public site', async () => {
    const hosts = [...SPELLINGS, ...INSIDE]
    const fetch = newFetcher()
    for (const [index, host] of hosts.entries()) {
      leadTo(`/${index}`, stage.at('/secret', encodeURI(host)))
      const fetched = await fetch.fetchPage(stage.at(`/${index}`))
      expect({ host, ...fetched }).toMatchObject({ host, kind: expect.stringMatching(/^(private|redirects|address)$/) })
    }
    expect(stage.reached).toBe(0)
  })

  it('is not reached by a name that leads elsewhere each time it is looked up', async () => {
    serve('/', PAGE)
    const site = stage.socket.replace(/:\d+$/, '')
    for (const answers of [
      [[site], ['127.0.0.1']],
      [['127.0.0.1'], [site]],
      [[site], [site, '127.0.0.1']],
      [[site], ['127.0.0.1', site]],
      [[site], ['::ffff:127.0.0.1']],
      [[site], ['::1']],
    ]) {
      stage.dns.set('rebinds.example', answers)
      expect(await newFetcher().fetchPage(stage.at('/', 'rebinds.example'))).toMatchObject({ kind: 'private' })
    }
    expect(stage.reached).toBe(0)
  })

  it('is not reached by robots.txt that leads there', async () => {
    serve('/', PAGE)
    leadTo('/robots.txt', stage.at('/', '127.0.0.1'))
    expect(await fetchAt('/')).toMatchObject({ kind: 'private' })
    leadTo('/robots.txt', stage.at('/', 'localhost'))
    expect(await fetchAt('/')).toMatchObject({ kind: 'robots' })
    expect(stage.reached).toBe(0)
  })

  it('is reached with the guard off, by all spellings that lead there', async () => {
    const open = newFetcher({ also: [stage.canarySocket] })
    const plain = SPELLINGS.filter((host) => /^[\d.]+$|^[①１]|^0x|。/.test(host) && !/^[0.]+$/.test(host))
    for (const host of plain)
      expect(await open.fetchPage(stage.at('/', host))).toMatchObject({ url: expect.any(String) })
    expect(plain.length).toBeGreaterThan(10)
    expect(stage.reached).toBe(2 * plain.length - (plain.length - 1))
  })

  it('hears nothing where only the last look finds it', async () => {
    const socket = guardSocket(net.connect(stage.port, '127.0.0.1'), stage.port, () => false)
    socket.write('GET / HTTP/1.1\r\n\r\n')
    const error = await new Promise((failed) => socket.once('error', failed))
    expect(error).toMatchObject({ refusal: { kind: 'private' } })
    expect(socket.bytesWritten).toBe(0)
  })
})

describe('robots.txt', () => {
  const rules = (text: string, status = 200) => serve('/robots.txt', text, { 'Content-Type': 'text/plain' }, status)

  it.each([
    ['User-agent: *\nDisallow: /private/', '/private/story', false],
    ['User-agent: *\nDisallow: /private/', '/story', true],
    ['User-agent: *\nDisallow: /\nAllow: /news/', '/news/story', true],
    ['User-agent: gainsay\nDisallow: /\n\nUser-agent: *\nAllow: /', '/story', false],
    ['User-agent: Gainsay\nAllow: /\n\nUser-agent: *\nDisallow: /', '/story', true],
    ['User-agent: otherbot\nDisallow: /', '/story', true],
    ['User-agent: *\nDisallow: /*.pdf$', '/report.pdf', false],
    ['\ufeffUser-agent: *\r\nDisallow: /story', '/story', false],
    ['<html>no rules</html>', '/story', true],
    [`${'#'.repeat(80 * 1024)}\nUser-agent: *\nDisallow: /`, '/story', true],
  ])('is done as it asks: %j %s', async (text, path, isAllowed) => {
    rules(text)
    serve(path, PAGE)
    const fetched = await fetchAt(path, { limits: { ...SMALL, robotsSize: 64 * 1024 } })
    expect(fetched).toMatchObject(isAllowed ? { url: stage.at(path) } : { kind: 'robots', hops: [] })
    expect(stage.asked.includes(path)).toBe(isAllowed)
  })

  it.each([
    [404, true],
    [403, true],
    [410, true],
    [429, false],
    [500, false],
    [503, false],
  ])('that is not to be had, %d, is taken as RFC 9309 says', async (status, isAllowed) => {
    rules('', status)
    serve('/story', PAGE)
    expect(await fetchAt('/story')).toMatchObject(
      isAllowed ? { url: stage.at('/story') } : { kind: 'robots', problem: expect.stringContaining('could not say') },
    )
  })

  it('that goes over to another protocol says nothing, and holds no turn', async () => {
    const fetch = newFetcher()
    switchProtocols('/robots.txt')
    serve('/story', PAGE)
    expect(await fetch.fetchPage(stage.at('/story'))).toMatchObject({ kind: 'broken', hops: [] })
    rules('User-agent: *\nAllow: /')
    expect(await fetch.fetchPage(stage.at('/story'))).toMatchObject({ url: stage.at('/story') })
  })

  it('is asked for once an hour of a site, and of each site on the way', async () => {
    rules('User-agent: *\nDisallow: /new')
    leadTo('/old', stage.at('/new', 'www.site.example'))
    const fetch = newFetcher()
    const refused = {
      kind: 'robots',
      problem: expect.stringMatching(
        /^It leads to http:\/\/www.site.example:\d+\/new: “www.site.example” asks programs not/,
      ),
      hops: [{ url: stage.at('/old'), status: 302 }],
    }
    expect(await fetch.fetchPage(stage.at('/old'))).toEqual(refused)
    expect(await fetch.fetchPage(stage.at('/old'))).toEqual(refused)
    expect(stage.asked).toEqual(['/robots.txt', '/old', '/robots.txt', '/old'])
  })

  it('is found where it leads on to, and none is found in a circle', async () => {
    leadTo('/robots.txt', '/rules')
    serve('/rules', 'User-agent: *\nDisallow: /')
    serve('/story', PAGE)
    expect(await fetchAt('/story')).toMatchObject({ kind: 'robots' })
    leadTo('/rules', '/robots.txt')
    expect(await fetchAt('/story')).toMatchObject({ url: stage.at('/story') })
  })
})

describe('hosts', () => {
  it('are asked one thing at a time, three of them at once', async () => {
    let most = 0
    const now = new Map<string, number>()
    stage.paths.set('/story', (req, res) => {
      const host = req.headers.host ?? ''
      now.set(host, (now.get(host) ?? 0) + 1)
      most = Math.max(
        most,
        [...now.values()].reduce((sum, count) => sum + count, 0),
      )
      expect(now.get(host)).toBe(1)
      setTimeout(() => {
        now.set(host, 0)
        res.writeHead(200, { 'Content-Type': 'text/plain' }).end('x')
      }, 20)
    })
    const fetch = newFetcher({ pause: 5 })
    const hosts = ['a.example', 'b.example', 'c.example', 'd.example', 'e.example']
    const all = await Promise.all(
      [...hosts, ...hosts, ...hosts].map((host) => fetch.fetchPage(stage.at('/story', host))),
    )
    expect(all.every((fetched) => 'bytes' in fetched)).toBe(true)
    expect(most).toBe(3)
  })

  it('are not waited for by more than fifty', async () => {
    serve('/story', 'x')
    const fetch = newFetcher()
    const all = await Promise.all(Array.from({ length: 60 }, () => fetch.fetchPage(stage.at('/story'))))
    expect(all.filter((fetched) => 'problem' in fetched && fetched.kind === 'busy')).toHaveLength(10)
    expect(await fetch.fetchPage(stage.at('/story'))).toMatchObject({ bytes: Buffer.from('x') })
  })
})
