import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A span as it came over the line. */
export interface CollectedSpan {
  traceId: string
  spanId: string
  /** Empty: a root. */
  parentSpanId: string
  name: string
  /** 1 internal, 2 server, 3 client. */
  kind: number
  start: bigint
  end: bigint
  attributes: Record<string, string | number>
  /** 2 is an error. */
  status: number
}

export interface Collector {
  url: string
  spans: CollectedSpan[]
  /** Attributes of the service that sent them. */
  resource: Record<string, string | number>
  close(): Promise<void>
}

/** A collector of our own making: reads what is sent to it by the protocol's own description, not by its library. */
export async function otlpCollector(): Promise<Collector> {
  const spans: CollectedSpan[] = []
  const resource: Record<string, string | number> = {}
  const server = createServer((req, res) => {
    const chunks: Buffer[] = []
    req.on('data', (chunk) => chunks.push(chunk))
    req.on('end', () => {
      if (req.url !== '/v1/traces' || req.headers['content-type'] !== 'application/x-protobuf') {
        return void res.writeHead(404).end()
      }
      for (const [number, value] of fields(Buffer.concat(chunks))) {
        if (number === 1) takeResourceSpans(value as Buffer)
      }
      res.writeHead(200, { 'Content-Type': 'application/x-protobuf' }).end()
    })
  })
  const takeResourceSpans = (bytes: Buffer) => {
    for (const [number, value] of fields(bytes)) {
      if (number === 1) Object.assign(resource, attributesOf(value as Buffer, 1))
      if (number !== 2) continue
      for (const [inner, span] of fields(value as Buffer)) if (inner === 2) spans.push(spanOf(span as Buffer))
    }
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    resource,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** opentelemetry/proto/trace/v1/trace.proto: Span. */
function spanOf(bytes: Buffer): CollectedSpan {
  const all = [...fields(bytes)]
  const one = (number: number) => all.find(([found]) => found === number)?.[1]
  const hex = (number: number) => ((one(number) as Buffer | undefined) ?? Buffer.of()).toString('hex')
  const status = one(15) as Buffer | undefined
  return {
    traceId: hex(1),
    spanId: hex(2),
    parentSpanId: hex(4),
    name: String(one(5)),
    kind: Number(one(6)),
    start: one(7) as bigint,
    end: one(8) as bigint,
    attributes: attributesOf(bytes, 9),
    status: Number((status && [...fields(status)].find(([number]) => number === 3)?.[1]) ?? 0),
  }
}

/** Key and value (common.proto: KeyValue) of each field of this number. */
function attributesOf(bytes: Buffer, number: number): Record<string, string | number> {
  const pairs = [...fields(bytes)].filter(([found]) => found === number)
  return Object.fromEntries(
    pairs.map(([, pair]) => {
      const [key, value] = [...fields(pair as Buffer)].map(([, part]) => part as Buffer)
      const [kind, held] = [...fields(value as Buffer)][0] ?? []
      return [String(key), kind === 1 ? String(held) : Number(held)]
    }),
  )
}

/** The fields of a protobuf message: numbers as they are, 64 bits as they are, all else as bytes. */
function* fields(bytes: Buffer): Generator<[number, bigint | Buffer]> {
  let at = 0
  const varint = () => {
    let value = 0n
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[at++] ?? 0
      value |= BigInt(byte & 0x7f) << shift
      if (byte < 0x80) return value
    }
  }
  while (at < bytes.length) {
    const tag = Number(varint())
    const [number, type] = [tag >> 3, tag & 7]
    if (type === 0) yield [number, varint()]
    else if (type === 1) {
      yield [number, bytes.readBigUInt64LE(at)]
      at += 8
    } else if (type === 5) {
      yield [number, BigInt(bytes.readUInt32LE(at))]
      at += 4
    } else {
      const length = Number(varint())
      yield [number, bytes.subarray(at, at + length)]
      at += length
    }
  }
}
