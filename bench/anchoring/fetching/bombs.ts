import { constants, createBrotliCompress, gzipSync } from 'node:zlib'
import type { Answer, Stage } from './stage'

const MIB = 1024 * 1024

/** An answer that becomes very much, or never ends. */
export interface Bomb {
  what: string
  path: string
}

/**
 * Puts bombs on a stage's site. Gzip's members may follow one another, so that one of 16 MiB sent again and again is as many
 * as one likes, for nothing; brotli has no such thing.
 */
export async function layBombs(stage: Stage, brotliMib: number): Promise<Bomb[]> {
  const member = gzipSync(Buffer.alloc(16 * MIB), { level: 9 })
  const brotli = await brotliOfZeros(brotliMib)
  const bombs: [string, string, Record<string, string | number>, () => Iterable<Buffer>][] = [
    ['gzip, 64 GiB', '/gzip', { 'Content-Encoding': 'gzip' }, () => repeated(member, 4_096)],
    [`brotli, ${brotliMib} MiB in ${brotli.length} bytes`, '/brotli', { 'Content-Encoding': 'br' }, () => [brotli]],
    ['gzip within gzip', '/twice', { 'Content-Encoding': 'gzip, gzip' }, () => [gzipSync(member)]],
    ['gzip of nothing, endless', '/nothing', { 'Content-Encoding': 'gzip' }, () => repeated(empties(), Infinity)],
    ['plain, endless', '/endless', {}, () => repeated(Buffer.alloc(64 * 1024, 'x'), Infinity)],
    [
      'plain, said to be 100 bytes',
      '/lying',
      { 'Content-Length': 100 },
      () => repeated(Buffer.alloc(64 * 1024, 'x'), 1_024),
    ],
  ]
  for (const [, path, headers, chunks] of bombs) stage.paths.set(path, sending(headers, chunks))
  return bombs.map(([what, path]) => ({ what, path }))
}

/** Gzip members of nothing: what is sent grows, what becomes of it doesn't. */
const empties = () => Buffer.concat(Array<Buffer>(2_000).fill(gzipSync('')))

function* repeated(chunk: Buffer, times: number): Generator<Buffer> {
  for (let sent = 0; sent < times; sent += 1) yield chunk
}

/** Sends as fast as it is taken, until nobody takes any more. */
const sending =
  (headers: Record<string, string | number>, chunks: () => Iterable<Buffer>): Answer =>
  (_req, res) => {
    const { socket } = res
    if (!socket) return
    const head = Object.entries({ 'Content-Type': 'text/html', Connection: 'close', ...headers })
    socket.write(`HTTP/1.1 200 OK\r\n${head.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`)
    const left = chunks()[Symbol.iterator]()
    const more = () => {
      for (;;) {
        if (socket.destroyed) return
        const next = left.next()
        if (next.done) return void socket.end()
        if (!socket.write(next.value)) return void socket.once('drain', more)
      }
    }
    socket.on('error', () => undefined)
    more()
  }

/** A mebibyte at a time, so that making it costs no memory that would be measured. */
async function brotliOfZeros(mib: number): Promise<Buffer> {
  const compress = createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 3 } })
  const chunks: Buffer[] = []
  compress.on('data', (chunk: Buffer) => chunks.push(chunk))
  const ended = new Promise((resolve) => compress.once('end', resolve))
  const zeros = Buffer.alloc(MIB)
  for (let done = 0; done < mib; done += 1) {
    if (!compress.write(zeros)) await new Promise((resolve) => compress.once('drain', resolve))
  }
  compress.end()
  await ended
  return Buffer.concat(chunks)
}
