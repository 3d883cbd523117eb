import { SPEAKER_KINDS } from '../speakers/speaker-kind'
import { words } from '../words/words'
import { columnsOf, maybe, number, oneOf, type PackageTable, text } from './package-table'
import { claimChosen, speakerInChosen } from './selection.queries'

const said = words.codebook.tables

export const speakers: PackageTable = {
  name: 'speakers',
  row: said.speakers.row,
  columns: columnsOf(said.speakers, {
    id: number('speakers.id'),
    kind: oneOf('speakers.kind', SPEAKER_KINDS),
    name: text('speakers.name'),
    description: maybe('speakers.description'),
    wikidata: { sql: 'speakers.wikidata_id', pattern: '^Q[1-9][0-9]*$' },
    anonymity_reason: maybe('speakers.anonymity_reason'),
    outlet: maybe('outlets.name'),
  }),
  key: ['id'],
  from: (filters) => `FROM speakers LEFT JOIN outlets ON outlets.id = speakers.outlet_id
    WHERE ${speakerInChosen(filters)}
    ORDER BY speakers.id`,
  always: true,
}

export const claimSpeakers: PackageTable = {
  name: 'claim_speakers',
  row: said.claimSpeakers.row,
  columns: columnsOf(said.claimSpeakers, {
    claim_id: number('claim_speakers.claim_id'),
    position: number('claim_speakers.position'),
    speaker_id: number('claim_speakers.speaker_id'),
    role_id: { sql: 'claim_speakers.role_id', type: 'integer' },
  }),
  key: ['claim_id', 'position'],
  leads: [
    { columns: ['claim_id'], to: 'claims', there: ['id'] },
    { columns: ['speaker_id'], to: 'speakers', there: ['id'] },
    { columns: ['role_id'], to: 'roles', there: ['id'] },
  ],
  from: (filters) => `FROM claim_speakers JOIN claims ON claims.id = claim_speakers.claim_id
    WHERE ${claimChosen('claims', filters)}
    ORDER BY claim_speakers.claim_id, claim_speakers.position`,
}

/** SQL: whoever something is told of, as `member`, and who that is now: what is told of the merged is told of them. */
const nowOf = (told: string) => `
  JOIN speakers member ON member.id = ${told}.speaker_id
  JOIN speakers ON speakers.id = coalesce(member.root_id, member.id)`

export const aliases: PackageTable = {
  name: 'aliases',
  row: said.aliases.row,
  columns: columnsOf(said.aliases, {
    speaker_id: number('placed.speaker_id'),
    position: number('placed.position'),
    name: text('placed.name'),
  }),
  key: ['speaker_id', 'position'],
  leads: [{ columns: ['speaker_id'], to: 'speakers', there: ['id'] }],
  from: (filters) => `FROM (
      SELECT speakers.id AS speaker_id, alias.name,
             row_number() OVER (PARTITION BY speakers.id ORDER BY member.id, alias.position) - 1 AS position
      FROM speaker_aliases alias ${nowOf('alias')}
      WHERE ${speakerInChosen(filters)}
    ) placed
    ORDER BY placed.speaker_id, placed.position`,
}

export const roles: PackageTable = {
  name: 'roles',
  row: said.roles.row,
  columns: columnsOf(said.roles, {
    id: number('role.id'),
    speaker_id: number('speakers.id'),
    title: text('role.title'),
    since: maybe('role.since'),
    until: maybe('role.until'),
  }),
  key: ['id'],
  leads: [{ columns: ['speaker_id'], to: 'speakers', there: ['id'] }],
  from: (filters) => `FROM speaker_roles role ${nowOf('role')}
    WHERE ${speakerInChosen(filters)}
    ORDER BY role.id`,
}

/** Of a role whose holder is here; whom it speaks for may be nobody of this selection, and is told by name as well. */
export const speaksFor: PackageTable = {
  name: 'speaks_for',
  row: said.speaksFor.row,
  columns: columnsOf(said.speaksFor, {
    role_id: number('role.id'),
    for_speaker_id: number('principal.id'),
    for_name: text('principal.name'),
  }),
  key: ['role_id'],
  leads: [{ columns: ['role_id'], to: 'roles', there: ['id'] }],
  from: (filters) => `FROM speaker_roles role ${nowOf('role')}
    JOIN speakers_now principal ON principal.named_id = role.speaks_for_id
    WHERE ${speakerInChosen(filters)}
    ORDER BY role.id`,
}
