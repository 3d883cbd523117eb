import type { TypedForm } from './typed-form'

const values = (typed: TypedForm, name: string): string[] => {
  const value = typed[name]
  return value === undefined ? [] : Array.isArray(value) ? value : [value]
}

/** The radio buttons of the speaker at this place, and the name that they were offered for. */
export const choiceField = (place: number) => (place === 0 ? 'speakerId' : `speakerId-${place}`)
export const offeredForField = (place: number) => (place === 0 ? 'offeredFor' : `offeredFor-${place}`)

/** Joint speakers that a form is read for; a claim has at most 20. */
const MOST_PLACES = 40

/**
 * The speakers of a form as lists that go together: name, role, and the choice made for that very name. Fields left
 * empty are left out, so that a problem's place is its place in the form that is shown again.
 */
export function withoutGaps(typed: TypedForm): TypedForm {
  const [names, roles] = [values(typed, 'speaker'), values(typed, 'role')]
  const { speaker: _names, role: _roles, ...rest } = typed
  const places = names.flatMap((name, place) => (name.trim() === '' ? [] : [place])).slice(0, MOST_PLACES)
  for (const name of Object.keys(rest)) if (/^(speakerId|offeredFor)(-\d+)?$/.test(name)) delete rest[name]
  return {
    ...rest,
    speaker: places.map((place) => names[place] ?? ''),
    role: places.map((place) => roles[place] ?? ''),
    choice: places.map((place) => {
      const [choice = ''] = values(typed, choiceField(place))
      // Somebody else's name typed over it: the choice was not made for that.
      const [offeredFor = names[place]] = values(typed, offeredForField(place))
      return offeredFor === names[place] ? choice : ''
    }),
  }
}
