import { CodePoints } from '../../src/quotes/code-points'
import { RULES } from '../../src/quotes/reanchor'
import { type Compared, compareTexts } from '../../src/revising/compare-texts'
import type { AskedOfTexts } from '../../src/revising/comparing-thread'
import { inThread } from '../../src/threads/thread.client'

const THREAD = 'revising/comparing-thread'
const BEFORE = 'The mayor said that the ferry would sail again in May.\n\nNobody else said anything.\n'
const AFTER = BEFORE.replace('Nobody else', 'On Monday nobody else')
/** “the ferry would sail again in May” */
const PASSAGE = { spans: [{ part: 'content' as const, position: 0, start: 20, end: 53 }] }
const ASKED: AskedOfTexts = { before: BEFORE, passages: [PASSAGE], rules: RULES }

test('a thread finds what is found without one, and is asked again of the text that it has', async () => {
  const here = compareTexts(new CodePoints(BEFORE), new CodePoints(AFTER), [PASSAGE])
  expect(here[0]?.class).toBe('unchanged')
  const there = await inThread<AskedOfTexts, Compared[], Compared[][]>(THREAD, AFTER, async (ask) => [
    await ask(ASKED),
    await ask({ ...ASKED, before: null }),
  ])
  expect(there).toEqual([here, here])
})

test('what goes wrong in it is thrown to whoever asked, and the next has a thread of its own', async () => {
  const nothing = inThread<AskedOfTexts, Compared[], Compared[]>(THREAD, AFTER, (ask) =>
    ask({ ...ASKED, before: null }),
  )
  await expect(nothing).rejects.toThrow('No text to compare with was given')
  expect(await inThread<AskedOfTexts, Compared[], Compared[]>(THREAD, AFTER, (ask) => ask(ASKED))).toHaveLength(1)
})

const FAR_TOO_LONG = Array.from({ length: 200_000 }, (_, n) => `word${n}`).join(' ')

test.each([
  ['memory than there is', { heapMib: 8 }],
  ['could not be compared within 0 seconds', { seconds: 0 }],
])('what takes more %s is refused in a sentence, and nothing else ends', async (sentence, limits) => {
  const asked = { ...ASKED, before: FAR_TOO_LONG }
  const refused = inThread<AskedOfTexts, Compared[], Compared[]>(THREAD, FAR_TOO_LONG, (ask) => ask(asked), limits)
  await expect(refused).rejects.toMatchObject({ status: 422, detail: expect.stringContaining(sentence) })
})

test('a thread that never came to be, or has ended between two asks, is told at once, and the next has its turn', async () => {
  const uncloneable = inThread(
    THREAD,
    () => undefined,
    async () => undefined,
  )
  await expect(uncloneable).rejects.toThrow('could not be cloned')
  const nowhere = inThread('no/such/file', null, async (ask) => {
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    return ask(null)
  })
  await expect(nowhere).rejects.toThrow('Cannot find module')
  expect(await inThread<AskedOfTexts, Compared[], Compared[]>(THREAD, AFTER, (ask) => ask(ASKED))).toHaveLength(1)
})

test('some wait for their turn, others are sent away at once', async () => {
  let finish = () => {}
  const first = inThread(THREAD, AFTER, () => new Promise<void>((resolve) => (finish = resolve)))
  const waiting = Array.from({ length: 3 }, (_, n) => inThread(THREAD, AFTER, async () => n))
  await expect(inThread(THREAD, AFTER, async () => 3)).rejects.toMatchObject({ status: 503, retryAfter: 10 })
  finish()
  expect(await Promise.all([first, ...waiting])).toEqual([undefined, 0, 1, 2])
})

test('one is at work at a time; who has waited for too long may send it again', async () => {
  const order: string[] = []
  let finish = () => {}
  const first = inThread(THREAD, AFTER, () => new Promise<void>((resolve) => (finish = resolve)))
  const second = inThread(THREAD, AFTER, async () => void order.push('second'))
  const impatient = inThread(THREAD, AFTER, async () => void order.push('impatient'), { waited: 0 })
  await expect(impatient).rejects.toMatchObject({ status: 503, under: 'the same key' })
  const third = inThread(THREAD, AFTER, async () => void order.push('third'))
  expect(order).toEqual([])
  finish()
  await Promise.all([first, second, third])
  expect(order).toEqual(['second', 'third'])
})
