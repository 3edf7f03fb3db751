/** Bytes of one message at most; the browser shell takes no larger body either. */
export const heaviest = 32_000_000
/** Containers in each other at most; what the contract asks for is far flatter. */
const deepest = 60

/** What a message may not be made of, or `heavier` where it is more than `limit`; undefined where it is all right. */
export type Objection = 'heavier' | 'deeper' | 'not plain'

interface Rest {
  left: number
}

function weigh(value: unknown, rest: Rest, depth: number): Objection | undefined {
  rest.left -= 8
  switch (typeof value) {
    case 'string':
      rest.left -= value.length * 2
      break
    case 'undefined':
    case 'number':
    case 'boolean':
      break
    case 'object':
      if (value !== null) return weighObject(value, rest, depth)
      break
    default:
      return 'not plain'
  }
  return rest.left < 0 ? 'heavier' : undefined
}

function weighObject(value: object, rest: Rest, depth: number): Objection | undefined {
  if (depth >= deepest) return 'deeper'
  const prototype: unknown = Object.getPrototypeOf(value)
  if (!Array.isArray(value) && prototype !== Object.prototype && prototype !== null) return 'not plain'
  for (const key in value) {
    rest.left -= key.length * 2
    if (rest.left < 0) return 'heavier'
    const objection = weigh((value as Readonly<Record<string, unknown>>)[key], rest, depth + 1)
    if (objection !== undefined) return objection
  }
  return rest.left < 0 ? 'heavier' : undefined
}

/**
 * What speaks against a message before anybody looks at its meaning: more than `limit` bytes, nested too deep (a value
 * that holds itself is), or made of something JSON has no word for. Stops where it knows; walks no more than `limit` allows.
 */
export function objectionTo(message: unknown, limit: number = heaviest): Objection | undefined {
  return weigh(message, { left: limit }, 0)
}
