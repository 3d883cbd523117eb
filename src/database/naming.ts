import { DefaultNamingStrategy } from 'typeorm'

const snakeCase = (name: string) => name.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`).replace(/^_/, '')

/** PostgreSQL's own habit: `createdAt` is the column `created_at`. Table names stand in the entities. */
export class SnakeCaseNaming extends DefaultNamingStrategy {
  override columnName(propertyName: string, customName: string | undefined) {
    return customName || snakeCase(propertyName)
  }
}
