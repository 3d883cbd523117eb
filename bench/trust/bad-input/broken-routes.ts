import express, { Router } from 'express'
import type { Client } from 'pg'
import { wellFormed } from './hazard-bodies'

/** What each of the broken routes does wrong, by its path: the harness has to find every one. */
export const BROKEN = {
  throwing: 'a 500 where the text holds a NUL',
  replacing: 'half a character stored as U+FFFD',
  cutting: 'a text longer than 1,000 characters stored without its end',
  dropping: 'a text that begins with a space not stored, and answered with success',
  keeping: 'a refused text stored all the same',
  telling: 'the words of an error of ours shown to the sender',
  hanging: 'no answer to an empty text',
  leaving: 'the process ended by an error nobody waits for',
} as const

export type BrokenRoute = keyof typeof BROKEN

/** Routes of the harness alone, each with one fault; `owner` keeps what they store in a table of the harness. */
export function brokenRoutes(owner: Client) {
  const router = Router()
  const store = (text: string) => owner.query('INSERT INTO harness_broken (words) VALUES ($1)', [text])

  router.use('/api/broken', express.json({ limit: '12mb' }), (req, res, next) => {
    const text: unknown = req.body?.text
    if (typeof text === 'string') return next()
    res
      .status(422)
      .type('application/problem+json')
      .send('{"title":"Not accepted","status":422,"detail":"Send a text."}')
  })
  // Each takes a text as the product would, but for its fault.
  const route = (fault: BrokenRoute, answer: (text: string) => Promise<'refused' | 'taken' | 'silent'>) =>
    router.post(`/api/broken/${fault}`, async (req, res) => {
      const outcome = await answer(String(req.body.text))
      if (outcome === 'taken') return res.status(201).json({ id: 1 })
      if (outcome === 'refused') {
        const detail = fault === 'telling' ? 'TypeError: text.map is not a function' : 'This is not taken.'
        res.status(422).type('application/problem+json').json({ title: 'Not accepted', status: 422, detail })
      }
    })
  const refused = (text: string) => /\0|\p{Surrogate}/u.test(text)
  const keep = async (text: string): Promise<'refused' | 'taken'> => {
    if (refused(text)) return 'refused'
    await store(text)
    return 'taken'
  }

  route('throwing', async (text) => {
    if (text.includes('\0')) throw new Error('a NUL')
    return keep(text)
  })
  route('replacing', async (text) => (text.includes('\0') ? 'refused' : keep(wellFormed(text))))
  route('cutting', (text) => keep(text.slice(0, 1_000)))
  route('dropping', async (text) => (text.startsWith(' ') ? 'taken' : keep(text)))
  route('keeping', async (text) => {
    if (!refused(text)) await store(text)
    return 'refused'
  })
  route('telling', async () => 'refused')
  route('hanging', async (text) => (text === '' ? 'silent' : keep(text)))
  route('leaving', async (text) => {
    if (text.includes('\0')) setImmediate(() => Promise.reject(new Error('nobody waits for this')))
    return keep(text)
  })
  return router
}
