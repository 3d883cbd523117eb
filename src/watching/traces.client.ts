import {
  type Attributes,
  DiagLogLevel,
  diag,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Context as TraceContext,
  type Tracer,
  trace,
} from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto'
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources'
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base'
import type { Logger } from 'pino'
import type { InHand, JobDone, Statement, Watcher } from '../database/in-hand'
import { operationOf, summaryOf } from '../database/statement-text'
import type { EndedRequest } from './ended-request'
import { traceParent } from './trace-parent'

/** Summaries that are known of texts: more than the product has statements. */
const MOST_KNOWN = 2_000

/** A collector that is away is told of once in so long (ms), not with each of the batches of five seconds. */
const TOLD_EVERY = 60_000

/**
 * Spans of requests, jobs and their statements, sent to where OTEL_EXPORTER_OTLP_ENDPOINT says. They are made when a request
 * has ended, of what was noted meanwhile: until then a request costs no more than a list of its statements, whatever share
 * of them OTEL_TRACES_SAMPLER takes.
 *
 * @see https://opentelemetry.io/docs/specs/semconv/http/http-spans/ and …/database/postgresql/
 */
export class Traces implements Watcher {
  readonly keepsStatements = true
  private readonly provider: BasicTracerProvider
  private readonly tracer: Tracer
  private readonly summaries = new Map<string, { summary: string; operation: string }>()

  constructor({ version, log }: { version: string; log: Pick<Logger, 'warn'> }) {
    tellTroubles(log)
    // What the operator says of the service goes before what is known here.
    const resource = defaultResource()
      .merge(resourceFromAttributes({ 'service.name': 'gainsay', 'service.version': version }))
      .merge(detectResources({ detectors: [envDetector] }))
    const spanProcessors = [new BatchSpanProcessor(new OTLPTraceExporter())]
    this.provider = new BasicTracerProvider({ resource, spanProcessors })
    this.tracer = this.provider.getTracer('gainsay', version)
  }

  /** A request’s span, with those of its statements. Gives the trace’s id, or null where none is taken. */
  request({ hand, method, route, path, status, ms, parent }: EndedRequest): string | null {
    const span = this.begin({
      name: route === null ? method : `${method} ${route}`,
      kind: SpanKind.SERVER,
      hand,
      above: remote(parent),
      attributes: {
        'http.request.method': method,
        ...(route !== null && { 'http.route': route }),
        ...(path !== null && { 'url.path': path }),
        ...(status !== 0 && { 'http.response.status_code': status }),
        ...(status >= 500 && { 'error.type': String(status) }),
        'gainsay.request_id': hand.requestId ?? '',
      },
    })
    if (!span) return null
    // The conventions: what a client did wrong is no error of the server’s.
    if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR })
    this.end(span, hand, ms)
    return span.spanContext().traceId
  }

  job({ hand, kind, ms, hadWork, failed }: JobDone): void {
    if (!hadWork) return
    const attributes = { 'gainsay.job.kind': kind, ...(failed !== null && { 'error.type': failed }) }
    const span = this.begin({ name: `job ${kind}`, kind: SpanKind.INTERNAL, hand, above: ROOT_CONTEXT, attributes })
    if (!span) return
    if (failed !== null) span.setStatus({ code: SpanStatusCode.ERROR })
    this.end(span, hand, ms)
  }

  /** Sends what has not been sent yet. */
  flush(): Promise<void> {
    return this.provider.forceFlush()
  }

  /** Sends the rest, for as long as OTEL_BSP_EXPORT_TIMEOUT allows; a collector that is away is no reason not to end. */
  async close(): Promise<void> {
    await this.provider.shutdown().catch(() => {})
  }

  private begin({
    name,
    kind,
    hand,
    above,
    attributes,
  }: {
    name: string
    kind: SpanKind
    hand: InHand
    above: TraceContext
    attributes: Attributes
  }): Span | null {
    const left = hand.leftOut > 0 ? { 'gainsay.statements.left_out': hand.leftOut } : {}
    const span = this.tracer.startSpan(
      name,
      { kind, startTime: hand.at, attributes: { ...attributes, ...left } },
      above,
    )
    return span.isRecording() ? span : null
  }

  private end(span: Span, hand: InHand, ms: number) {
    const within = trace.setSpan(ROOT_CONTEXT, span)
    for (const statement of hand.statements ?? []) this.statementWithin(within, hand, statement)
    span.end(hand.at + ms)
  }

  private statementWithin(within: TraceContext, hand: InHand, { pool, name, text, begun, ms, failed }: Statement) {
    const { summary, operation } = this.known(text)
    const startTime = hand.at + (begun - hand.begun)
    const span = this.tracer.startSpan(
      name || summary,
      {
        kind: SpanKind.CLIENT,
        startTime,
        attributes: {
          'db.system.name': 'postgresql',
          'db.operation.name': operation,
          'db.query.summary': name || summary,
          'gainsay.pool': pool,
          ...(failed !== null && { 'db.response.status_code': failed, 'error.type': failed }),
        },
      },
      within,
    )
    if (failed !== null) span.setStatus({ code: SpanStatusCode.ERROR })
    span.end(startTime + ms)
  }

  private known(text: string) {
    const known = this.summaries.get(text)
    if (known) return known
    // Orders of COPY have values in them, so each is another.
    if (this.summaries.size >= MOST_KNOWN) this.summaries.clear()
    const summary = summaryOf(text)
    const found = { summary, operation: operationOf(summary) }
    this.summaries.set(text, found)
    return found
  }
}

function remote(header: string | null): TraceContext {
  const parent = traceParent(header)
  return parent ? trace.setSpanContext(ROOT_CONTEXT, { ...parent, isRemote: true }) : ROOT_CONTEXT
}

/** What the exporter says where it can’t send, into our log. */
function tellTroubles(log: Pick<Logger, 'warn'>) {
  let told = Number.NEGATIVE_INFINITY
  const tell = (reason: string) => {
    if (performance.now() - told < TOLD_EVERY) return
    told = performance.now()
    log.warn({ reason }, 'traces were not sent')
  }
  const nobody = () => {}
  diag.setLogger(
    { error: tell, warn: nobody, info: nobody, debug: nobody, verbose: nobody },
    { logLevel: DiagLogLevel.ERROR, suppressOverrideMessage: true },
  )
}
