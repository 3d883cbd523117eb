import type { FieldProblems } from '../web/parse'
import type { TypedForm } from './typed-form'

/** All values of a field. */
export const valuesOf = (typed: TypedForm, name: string): string[] => [typed[name] ?? []].flat()

/** A field that is not in every row, of the row at this place: radio buttons and boxes send nothing when they are empty. */
const fieldAt = (name: string) => (place: number) => (place === 0 ? name : `${name}-${place}`)

/** The radio buttons of the speaker at this place, the name that they were offered for, and "the name is right". */
export const choiceField = fieldAt('speakerId')
export const offeredForField = fieldAt('offeredFor')
const lookalikeField = fieldAt('lookalike')

/** Fields that stand in every row, so that their values come as lists. */
const COLUMNS = ['speaker', 'role', 'kind', 'speakerDescription', 'anonymityReason']

/** Joint speakers that a form is read for; a claim has at most 20. */
const MOST_PLACES = 40

/** Where a name is typed. */
export const placesTyped = (typed: TypedForm): number[] =>
  valuesOf(typed, 'speaker')
    .flatMap((name, place) => (name.trim() === '' ? [] : [place]))
    .slice(0, MOST_PLACES)

/** The choice made for the name at this place. Somebody else's name typed over it: it was not made for that. */
export function choiceAt(typed: TypedForm, place: number): string {
  const name = valuesOf(typed, 'speaker')[place]
  const [choice = ''] = valuesOf(typed, choiceField(place))
  const [offeredFor = name] = valuesOf(typed, offeredForField(place))
  return offeredFor === name ? choice : ''
}

/**
 * The speakers of a form as lists that go together: name, role, kind and so on, and the choice made for that very name.
 * Fields left empty are left out, so that a problem's place is its place in the form that is shown again.
 */
export function withoutGaps(typed: TypedForm): TypedForm {
  const places = placesTyped(typed)
  const rest = Object.entries(typed).filter(([name]) => !/^(speakerId|offeredFor|lookalike)(-\d+)?$/.test(name))
  const columns = COLUMNS.map((name) => {
    const values = valuesOf(typed, name)
    return [name, places.map((place) => values[place] ?? '')] as const
  })
  return {
    ...Object.fromEntries(rest),
    ...Object.fromEntries(columns),
    choice: places.map((place) => choiceAt(typed, place)),
    lookalike: places.map((place) => valuesOf(typed, lookalikeField(place))[0] ?? ''),
  }
}

/** Problems of one value of such a list, told where its row stands: the third name's under `speakers.2`, the first's under `speakers`. */
export function problemsInRows(problems: FieldProblems): FieldProblems {
  return Object.fromEntries(
    Object.entries(problems).map(([name, problem]) => {
      const { column = '', place } = /^(?<column>\w+)\.(?<place>\d+)$/.exec(name)?.groups ?? {}
      if (!COLUMNS.includes(column)) return [name, problem]
      const field = { speaker: 'speakers', role: 'roles' }[column] ?? column
      return [place === '0' ? field : `${field}.${place}`, problem]
    }),
  )
}
