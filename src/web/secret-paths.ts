/** Addresses with a part that opens something: it stands in no log, and in no link of a page. */
const SECRET =
  /^(?:(\/welcome\/)[^/?]+|(\/corrections\/|\/exports\/prepared\/|\/api\/v1\/prepared-exports\/)[^/?]{30,})/i

export const holdsSecret = (path: string) => SECRET.test(path)

/** The path as it may be written down. */
export const withoutSecret = (path: string) => path.replace(SECRET, '$1$2…')
