/**
 * SQL: the name of whoever recorded a row, where they have made it public; NULL where not, and of what was recorded by command.
 *
 * @param as what is made of the name, in SQL
 */
export const publicName = (createdById: string, as = 'accounts.name'): string =>
  `(SELECT ${as} FROM accounts WHERE accounts.id = ${createdById} AND accounts.name_is_public)`
