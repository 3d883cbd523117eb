import { traceParent } from '../../src/watching/trace-parent'

const [TRACE, SPAN] = ['4bf92f3577b34da6a3ce929d0e0e4736', '00f067aa0ba902b7']

test.each([
  [`00-${TRACE}-${SPAN}-01`, { traceId: TRACE, spanId: SPAN, traceFlags: 1 }],
  [`00-${TRACE}-${SPAN}-02`, { traceId: TRACE, spanId: SPAN, traceFlags: 0 }],
  [` 00-${TRACE}-${SPAN}-03 `, { traceId: TRACE, spanId: SPAN, traceFlags: 1 }],
  [`01-${TRACE}-${SPAN}-01-of-later`, { traceId: TRACE, spanId: SPAN, traceFlags: 1 }],
  [`00-${TRACE}-${SPAN}-01-more`, null],
  [`ff-${TRACE}-${SPAN}-01`, null],
  [`00-${'0'.repeat(32)}-${SPAN}-01`, null],
  [`00-${TRACE}-${'0'.repeat(16)}-01`, null],
  [`00-${TRACE.toUpperCase()}-${SPAN}-01`, null],
  [`00-${TRACE}-${SPAN}`, null],
  ['', null],
  [null, null],
])('%s', (header, parent) => {
  expect(traceParent(header)).toEqual(parent)
})
