/** What a proxy or another service in front says of the trace that a request is part of. */
interface TraceParent {
  traceId: string
  spanId: string
  traceFlags: number
}

const FORM = /^(?<version>[0-9a-f]{2})-(?<trace>[0-9a-f]{32})-(?<span>[0-9a-f]{16})-(?<flags>[0-9a-f]{2})(?<more>-.*)?$/

/**
 * Reads a `traceparent`; null where it is none that may be gone on with. A version to come may have more behind its flags,
 * ours has not.
 *
 * @see https://www.w3.org/TR/trace-context/#traceparent-header
 */
export function traceParent(header: string | null): TraceParent | null {
  const { version, trace, span, flags, more } = header?.trim().match(FORM)?.groups ?? {}
  if (!version || !trace || !span || !flags || version === 'ff' || (version === '00' && more)) return null
  if (/^0+$/.test(trace) || /^0+$/.test(span)) return null
  return { traceId: trace, spanId: span, traceFlags: Number.parseInt(flags, 16) & 1 }
}
