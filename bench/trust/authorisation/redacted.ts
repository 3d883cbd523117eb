import { DataSource } from 'typeorm'
import { askForCorrection } from '../../../src/corrections/ask.commands'
import { dataSourceOptions } from '../../../src/database/data-source'
import { addComment } from '../../../src/discussion/comments.commands'
import { entities } from '../../../src/entities'
import { redact } from '../../../src/proof/redact.commands'
import { type Desk, must } from './desk'
import type { HiddenWords } from './hidden'
import type { Newsroom } from './newsroom'

/**
 * A claim that was public, with all that hangs on it, and was redacted as a court asks: nobody is shown its words any more,
 * whatever they may see else. That takes the role that owns the tables.
 */
export async function redactAClaim(desk: Desk, ownerUrl: string, hidden: HiddenWords, { rows, ann }: Newsroom) {
  const secret = (what: string) => hidden.of(`redacted ${what}`, { from: 'nobody' })
  const words = `the weir ${secret('claim')} broke`
  const article = await desk.article(['Weir', `Pat said ${words}.`])
  const pat = await desk.says(article, `Pat ${hidden.of('speaker of a redacted claim', { from: 'editor' })}`, words, {
    claim: { summary: `Broken ${secret('summary')}` },
  })
  rows.link.redacted = await desk.link(pat, ann, 'contradicts', secret('reason of a link'))
  rows.reply.redacted = await desk.reply(pat, 'The ministry', `No ${secret('reply')}.`)
  const me = { id: desk.editor.id, name: 'The asking editor' }
  const subject = { kind: 'claim' as const, id: pat.claimId }
  rows.comment.redacted = must(await addComment(desk.db, me, subject, `Hm ${secret('comment')}`), 'commentId')
  const form = { claimId: pat.claimId, kind: 'other' as const, linkId: null, sourceUrl: null, name: null, email: null }
  const asked = await askForCorrection(desk.db, { ...form, words: `No ${secret('request')}`, token: 'R'.repeat(43) })
  rows.correction.redacted = must(asked, 'correctionId')
  rows.privateAddress.redacted = 'R'.repeat(43)

  const owner = await new DataSource(dataSourceOptions(ownerUrl, entities)).initialize()
  try {
    const told = { reason: 'By order of a court.', legalBasis: null }
    must(await redact(owner.manager, { kind: 'claim', id: pat.claimId }, told), 'redactionId')
  } finally {
    await owner.destroy()
  }
  rows.claim.redacted = pat.claimId
  rows.statement.redacted = pat.id
}
