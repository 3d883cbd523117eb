/** Members of an image that are one thing said, and change together. */
const TOGETHER = [
  ['saidOn', 'saidOnEarliest', 'saidOnLatest', 'saidOnBasis', 'saidOnWords'],
  ['speakerId', 'byName'],
  ['licence', 'licenceUrl'],
]

/**
 * What a row is to be so that a change of it is undone: all that the change made otherwise is as it was before, all that
 * others have changed since stays as it is now. Where somebody has changed the same member since, there is no such
 * image, and these members are told.
 */
export function reversed<Image extends object>(
  before: Image,
  after: Image,
  now: Image,
): { image: Image } | { since: string[] } {
  const image = { ...now }
  const since: string[] = []
  for (const members of groupsOf(after)) {
    const as = (from: Image) => JSON.stringify(members.map((member) => from[member]))
    if (as(before) === as(after)) continue
    if (as(now) !== as(after) && as(now) !== as(before)) since.push(...members)
    for (const member of members) image[member] = before[member]
  }
  return since.length > 0 ? { since } : { image }
}

function groupsOf<Image extends object>(image: Image): (keyof Image & string)[][] {
  const members = Object.keys(image) as (keyof Image & string)[]
  const together = TOGETHER.map((group) => members.filter((member) => group.includes(member)))
  const alone = members.filter((member) => !TOGETHER.flat().includes(member)).map((member) => [member])
  return [...together.filter((group) => group.length > 0), ...alone]
}
