import type { EntityManager } from 'typeorm'
import type { NewReply } from '../corrections/replies.commands'
import type { Reply } from '../corrections/reply.entity'
import { ReplyForm } from '../corrections/reply.schema'
import type { Speaker } from '../speakers/speaker.entity'
import { speakerById, speakersNamed } from '../speakers/speakers.queries'
import { type FieldProblems, fieldProblems } from '../web/parse'
import { words } from '../words/words'
import type { TypedForm } from '../workbench/typed-form'

/** Speakers of the name given, to choose from. */
export type Alike = Pick<Speaker, 'id' | 'name' | 'description'>[]

type Given = { reply: NewReply } | { problems: FieldProblems; alike?: Alike }

/**
 * What the form says. A name that is a speaker's too is nobody's by itself: words that are shown as somebody's own are
 * theirs by an editor's choice, "none" being somebody else of the name. A choice holds for the name that it was made
 * for. `before` is the reply that is changed: who is still chosen there stays, even a speaker since merged into another.
 */
export async function replyInForm(db: EntityManager, typed: TypedForm, before: Reply | null): Promise<Given> {
  const form = ReplyForm.safeParse(typed)
  if (!form.success) return { problems: fieldProblems(form.error) }
  const { by, speaker, chosenFor, correction, ...rest } = form.data
  const reply = { ...rest, correctionId: correction }
  const choice = chosenFor === null || chosenFor === by ? speaker : null
  if (choice === 'none') return { reply: { ...reply, by: { name: by } } }
  const isKept = choice !== null && chosenFor === by && choice === before?.speakerId
  if (isKept) return { reply: { ...reply, by: { speakerId: choice } } }

  const alike = await speakersNamed(db, by)
  const chosen = alike.find(({ id }) => id === choice)
  if (chosen) return { reply: { ...reply, by: { speakerId: chosen.id } } }
  return alike.length > 0
    ? { problems: { by: namesakesInWords(by, alike.length) }, alike }
    : { reply: { ...reply, by: { name: by } } }
}

const namesakesInWords = (name: string, count: number) =>
  count === 1 ? words.replies.oneOfThisName(name) : words.replies.severalOfThisName(name)

/** The form of a reply as it is. */
export async function replyAsTyped(
  db: EntityManager,
  reply: Pick<Reply, 'speakerId' | 'byName' | 'words' | 'repliedOn' | 'way' | 'url' | 'correctionId' | 'version'>,
): Promise<TypedForm> {
  const speaker = reply.speakerId === null ? null : await speakerById(db, reply.speakerId)
  const by = speaker?.name ?? reply.byName ?? ''
  return {
    by,
    speaker: reply.speakerId === null ? 'none' : String(reply.speakerId),
    chosenFor: by,
    words: reply.words,
    repliedOn: reply.repliedOn,
    way: reply.way,
    url: reply.url ?? '',
    correction: reply.correctionId === null ? '' : String(reply.correctionId),
    version: String(reply.version),
  }
}
