import type { World } from '../support/world'

/** While this works nothing that was asked for is made, so that a test finds it waiting. */
export async function withoutPreparing<Result>(
  { context: { preparing } }: Pick<World, 'context'>,
  work: () => Promise<Result>,
): Promise<Result> {
  const wake = preparing.wake
  preparing.wake = () => undefined
  try {
    return await work()
  } finally {
    preparing.wake = wake
  }
}
