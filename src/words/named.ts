/**
 * A vocabulary's names with the words of each. The names are the product's and stand where its rules do; a set of words
 * that lacks one of them doesn't compile.
 */
export function named<const Name extends string, Said>(
  names: readonly Name[],
  said: Readonly<Record<Name, Said>>,
): Record<Name, Said> {
  return Object.fromEntries(names.map((name) => [name, said[name]])) as Record<Name, Said>
}
