import { parentPort } from 'node:worker_threads'

/** What a thread of `inThread` does: answers each ask, in the order they come; what is thrown is the asker's to throw. */
export function answering<Asked, Answer>(answer: (asked: Asked) => Answer): void {
  parentPort?.on('message', (asked: Asked) => {
    try {
      parentPort?.postMessage({ answer: answer(asked) })
    } catch (failed) {
      parentPort?.postMessage({ failed })
    }
  })
}
