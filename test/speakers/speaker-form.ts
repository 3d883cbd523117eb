import { type Desk, first } from '../support/desk'

/** The form of a person of whom no more than the name is told. */
export const form = {
  name: 'Petra Novak',
  kind: 'person',
  description: '',
  wikidataId: '',
  anonymityReason: '',
  outlet: '',
  aliases: '',
}

/** What the form says besides of a role. */
export const role = {
  roleId: '',
  roleTitle: 'City spokeswoman',
  roleSince: '2018-04',
  roleUntil: '',
  roleFor: 'The City',
}

/** Records a claim with these words, and gives its number. */
export async function said(desk: Desk, content: string, fields: object): Promise<number> {
  await desk.record({ ...first, content, start: '', end: '', source: '', cue: '', kind: '', ...fields }).expect(303)
  return (await desk.newest('claims')).id
}
