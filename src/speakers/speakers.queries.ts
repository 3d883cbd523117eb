import type { EntityManager } from 'typeorm'
import { Speaker } from './speaker.entity'

/** Speakers of this very name, upper and lower case alike: usually none or one. */
export function speakersNamed(db: EntityManager, name: string): Promise<Speaker[]> {
  return db
    .createQueryBuilder(Speaker, 'speaker')
    .where('lower(speaker.name) = lower(:name)', { name })
    .orderBy('speaker.id')
    .limit(10)
    .getMany()
}

/** Speakers whose name is like this one, or has it in it, the likeliest first: "Trump" finds "Donald Trump". */
export function speakersLike(db: EntityManager, name: string): Promise<Speaker[]> {
  return db
    .createQueryBuilder(Speaker, 'speaker')
    .where('lower(speaker.name) % lower(:name) OR lower(:name) <% lower(speaker.name)', { name })
    .orderBy(
      'word_similarity(lower(:name), lower(speaker.name)) + similarity(lower(:name), lower(speaker.name))',
      'DESC',
    )
    .addOrderBy('speaker.id')
    .limit(8)
    .getMany()
}

export function speakerById(db: EntityManager, id: number): Promise<Speaker | null> {
  return db.findOneBy(Speaker, { id })
}
