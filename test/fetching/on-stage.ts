import { openStage, type Stage } from '../../bench/anchoring/fetching/stage'
import { type Fetcher, type FetcherParts, fetcher } from '../../src/fetching/fetcher.client'

export const PAGE = '<p>The bridge will open in May, she said.</p>'
/** Small, but with time enough for a machine that is busy with other tests. */
export const SMALL = { size: 64 * 1024, connect: 10_000, firstByte: 10_000, whole: 20_000 }
/** For what never answers, or never ends: each ms of it is waited for. */
export const HASTY = { ...SMALL, firstByte: 300, whole: 600 }

/** The file's own; there once `onStage` has been called. */
export let stage: Stage

/** Opens a stage for the tests of a file, empty before each. */
export function onStage() {
  beforeAll(async () => {
    stage = await openStage()
  })

  beforeEach(() => {
    stage.paths.clear()
    stage.dns.clear()
    stage.asked.length = 0
    stage.reached = 0
  })

  afterAll(() => stage.close())
}

/** As the product has it, but that the site of the stage counts as a public one. */
export function newFetcher(parts: Partial<FetcherParts> = {}): Fetcher {
  const { socket, lookUp } = stage
  return fetcher({ baseUrl: 'https://claims.example', pause: 0, lookUp, also: [socket], limits: SMALL, ...parts })
}

export const serve = (
  path: string,
  body: string | Buffer,
  headers: Record<string, string | number> = {},
  status = 200,
) => stage.paths.set(path, (_req, res) => res.writeHead(status, { 'Content-Type': 'text/html', ...headers }).end(body))

export const leadTo = (path: string, location: string, status = 302) => serve(path, '', { Location: location }, status)

export const fetchAt = (path: string, parts?: Partial<FetcherParts>) => newFetcher(parts).fetchPage(stage.at(path))

/** Goes over to another protocol that nobody asked for, and keeps the connection. */
export const switchProtocols = (path: string) =>
  stage.paths.set(path, ({ socket }) => {
    socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
  })
