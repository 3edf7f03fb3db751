import type { Token } from '../document.ts'
import { tokenize } from '../segment/tokenize.ts'

interface Node<T> {
  next: Map<string, Node<T>> | undefined
  value: T | undefined
}

/** A phrase found: tokens `[from, to)`. */
export interface PhraseHit<T> {
  readonly from: number
  readonly to: number
  readonly value: T
}

/** Phrases by their tokens. Built once per lexicon, then only read; a look-up costs the length of the match. */
export class PhraseTrie<T> {
  private readonly root: Node<T> = { next: undefined, value: undefined }

  /** Adds a phrase; an earlier value of the same phrase stays. Returns whether it was new. */
  add(phrase: string, value: T): boolean {
    let node = this.root
    for (const token of tokenize(phrase, { start: 0, end: phrase.length })) {
      const key = phraseKey(token.text)
      node.next ??= new Map()
      let next = node.next.get(key)
      if (next === undefined) {
        next = { next: undefined, value: undefined }
        node.next.set(key, next)
      }
      node = next
    }
    if (node.value !== undefined) return false
    node.value = value
    return true
  }

  /** The longest phrase that starts at token `from` and ends by token `limit`. */
  longest(tokens: readonly Token[], from: number, limit: number): PhraseHit<T> | undefined {
    let node = this.root
    let found: PhraseHit<T> | undefined
    for (let at = from; at < limit; at += 1) {
      const token = tokens[at]
      const next = token === undefined ? undefined : node.next?.get(phraseKey(token.text))
      if (next === undefined) break
      node = next
      if (node.value !== undefined) found = { from, to: at + 1, value: node.value }
    }
    return found
  }

  /** Whether any phrase begins with the word. */
  opens(text: string): boolean {
    return this.root.next?.has(phraseKey(text)) === true
  }

  /** The phrase of exactly this one word. */
  word(text: string): T | undefined {
    return this.root.next?.get(phraseKey(text))?.value
  }
}

const odd = /[\u0027\u02bc\u2018\u0300-\u036f\u00ad\u200b-\u200d\u2010\u2011]/

function isPlain(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    if (unit === 0x27 || unit === 0xad || unit >= 0x2bc) return !odd.test(text)
  }
  return true
}

/** Key of a token: composed, one kind of apostrophe and hyphen, invisible characters dropped. */
export function phraseKey(text: string): string {
  if (isPlain(text)) return text
  return text
    .normalize('NFC')
    .replace(/['\u02bc\u2018]/g, '’')
    .replace(/[\u00ad\u200b-\u200d]/g, '')
    .replace(/[\u2010\u2011]/g, '-')
}
