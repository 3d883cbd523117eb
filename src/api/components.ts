import { z } from 'zod'

/** Names of the shapes that are sent; the OpenAPI document keeps each once, under its name. */
export const requestShapes = z.registry<{ id: string }>()

/** Names of the shapes that are answered. */
export const answerShapes = z.registry<{ id: string }>()
