/** What was done, and how it stood before each step; of typing in one field only the beginning is a step. */
export interface Steps<State> {
  past: { what: string; state: State }[]
  future: { what: string; state: State }[]
}

export const NO_STEPS = { past: [], future: [] }

/** So many steps back are kept: more than a form takes, and a page that is open all day stays small. */
const MOST_STEPS = 200

/** A step was done: `before` is how it stood. One that goes on with the last (`typed: speaker`) is no new one. */
export function stepped<State>(steps: Steps<State>, what: string, before: State): Steps<State> {
  const goesOn = what.startsWith('typed:') && steps.past.at(-1)?.what === what && steps.future.length === 0
  return goesOn ? steps : { past: [...steps.past, { what, state: before }].slice(-MOST_STEPS), future: [] }
}

/** A step back: how it was, and the steps from there; null where there is none. */
export function undone<State>(steps: Steps<State>, now: State): { state: State; steps: Steps<State> } | null {
  const last = steps.past.at(-1)
  if (!last) return null
  const future = [...steps.future, { what: last.what, state: now }]
  return { state: last.state, steps: { past: steps.past.slice(0, -1), future } }
}

/** A step on again, after one back. */
export function redone<State>(steps: Steps<State>, now: State): { state: State; steps: Steps<State> } | null {
  const next = steps.future.at(-1)
  if (!next) return null
  const past = [...steps.past, { what: next.what, state: now }]
  return { state: next.state, steps: { past, future: steps.future.slice(0, -1) } }
}
