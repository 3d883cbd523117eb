import type { SubjectKind } from '../history/history.commands'

const FOLDERS: Partial<Record<SubjectKind, string>> = {
  article: 'articles',
  chain: 'chains',
  claim: 'claims',
  comment: 'comments',
  link: 'links',
  speaker: 'speakers',
  statement: 'statements',
}

/** Where the desk reads what a notification tells of; those whose own page there is not lead to the list. */
export function subjectPath({ subjectKind, subjectId }: { subjectKind: SubjectKind; subjectId: number }): string {
  // Without the last part it would be a reader’s private address.
  if (subjectKind === 'correction') return `/corrections/${subjectId}/answer`
  // A reply stands on its claim’s page; by its number it is found where it is changed.
  if (subjectKind === 'reply') return `/replies/${subjectId}/edit`
  // Of one’s own account it is what its webhooks came to.
  if (subjectKind === 'account') return '/account/webhooks'
  const folder = FOLDERS[subjectKind]
  return folder ? `/${folder}/${subjectId}` : '/notifications'
}
