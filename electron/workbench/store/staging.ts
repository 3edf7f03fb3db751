import { BelegError } from '../../../shared/errors.ts'
import type { NewArticle, NewExtraction } from './intake.ts'

/** Parts of large commands, handed over before them. A thread that died has forgotten them. */
export class Staging {
  readonly #articles = new Map<string, NewArticle[]>()
  readonly #extractions = new Map<string, NewExtraction[]>()

  add(commandId: string, articles: readonly NewArticle[], extractions: readonly NewExtraction[]): void {
    append(this.#articles, commandId, articles)
    append(this.#extractions, commandId, extractions)
  }

  /** Takes the articles of a command out. Throws `worker.gone` where they are not as many as were handed over. */
  articles(commandId: string, expected = 0): readonly NewArticle[] {
    return take(this.#articles, commandId, expected)
  }

  /** Takes the extractions of a command out. Errors as `articles`. */
  extractions(commandId: string, expected = 0): readonly NewExtraction[] {
    return take(this.#extractions, commandId, expected)
  }

  forget(commandId: string): void {
    this.#articles.delete(commandId)
    this.#extractions.delete(commandId)
  }
}

function append<T>(to: Map<string, T[]>, commandId: string, parts: readonly T[]): void {
  if (parts.length === 0) return
  const known = to.get(commandId)
  if (known === undefined) to.set(commandId, [...parts])
  else known.push(...parts)
}

function take<T>(from: Map<string, T[]>, commandId: string, expected: number): readonly T[] {
  const parts = from.get(commandId) ?? []
  from.delete(commandId)
  if (parts.length !== expected) throw new BelegError('worker.gone', undefined, { retry: true })
  return parts
}
