/**
 * Carries values between processes as JSON text, with what the structured clone algorithm keeps: what Electron
 * sends over ipc is cloned that way (docs/latest/api/ipc-renderer#ipcrendererinvokechannel-args).
 * Runs in Node and in the page's isolated world alike.
 */

type Encoded = readonly [kind: string, ...rest: readonly unknown[]]

/** Values JSON has no word for, by their index from -1 downwards. */
const singular: readonly unknown[] = [undefined, null, NaN, -0, Infinity, -Infinity]

const errors: Readonly<Record<string, ErrorConstructor>> = {
  TypeError,
  RangeError,
  SyntaxError,
  ReferenceError,
  EvalError,
  URIError,
}

const views: Readonly<Record<string, new (buffer: ArrayBuffer) => ArrayBufferView>> = {
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
  DataView,
}

function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 32_768) {
    text += String.fromCharCode(...bytes.subarray(at, at + 32_768))
  }
  return btoa(text)
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text)
  const bytes = new Uint8Array(binary.length)
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at)
  return bytes
}

/** The text of a value. Throws what Electron throws where it cannot be cloned. */
export function pack(root: unknown): string {
  let cloned: unknown
  try {
    cloned = structuredClone(root)
  } catch {
    throw new Error('An object could not be cloned.')
  }
  const table: Encoded[] = []
  const seen = new Map<object, number>()
  const put = (value: unknown): number => {
    const known = singular.findIndex((one) => Object.is(one, value))
    if (known >= 0) return -known - 1
    if (typeof value === 'object' && value !== null) {
      const before = seen.get(value)
      if (before !== undefined) return before
    }
    const at = table.push(['p', null]) - 1
    if (typeof value === 'object' && value !== null) {
      seen.set(value, at)
      table[at] = encode(value, put)
    } else table[at] = typeof value === 'bigint' ? ['n', String(value)] : ['p', value]
    return at
  }
  const first = put(cloned)
  return JSON.stringify([first, table])
}

function encode(value: object, put: (value: unknown) => number): Encoded {
  if (value instanceof Date) return ['d', Number(value)]
  if (value instanceof RegExp) return ['r', value.source, value.flags]
  if (value instanceof Map)
    return ['m', [...(value as Map<unknown, unknown>)].map(([key, held]) => [put(key), put(held)])]
  if (value instanceof Set) return ['s', [...(value as Set<unknown>)].map(put)]
  if (value instanceof Error) return ['e', value.name, value.message, value.stack ?? '']
  if (value instanceof ArrayBuffer) return ['b', toBase64(new Uint8Array(value))]
  if (ArrayBuffer.isView(value)) {
    return [
      'v',
      value.constructor.name,
      toBase64(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)),
    ]
  }
  if (Array.isArray(value)) return ['a', Array.from(value as readonly unknown[], put)]
  if (value instanceof Boolean || value instanceof Number || value instanceof String)
    return ['w', value.valueOf()]
  return ['o', Object.entries(value).map(([key, held]) => [key, put(held)])]
}

/** The value of a text that `pack` made. */
export function unpack(text: string): unknown {
  const [first, table] = JSON.parse(text) as [number, readonly Encoded[]]
  const made: unknown[] = []
  const get = (at: number): unknown => {
    if (at < 0) return singular[-at - 1]
    if (at in made) return made[at]
    return decode(table[at] ?? ['p', null], get, <T>(value: T): T => {
      made[at] = value
      return value
    })
  }
  return get(first)
}

type Keep = <T>(value: T) => T

/** Containers are kept before their parts are made: values may hold themselves. */
function decode([kind, ...rest]: Encoded, get: (at: number) => unknown, keep: Keep): unknown {
  const [one, two, three] = rest
  switch (kind) {
    case 'n':
      return keep(BigInt(String(one)))
    case 'd':
      return keep(new Date(Number(one)))
    case 'r':
      return keep(new RegExp(String(one), String(two)))
    case 'm': {
      const map = keep(new Map<unknown, unknown>())
      for (const [key, held] of one as readonly [number, number][]) map.set(get(key), get(held))
      return map
    }
    case 's': {
      const set = keep(new Set<unknown>())
      for (const held of one as readonly number[]) set.add(get(held))
      return set
    }
    case 'e': {
      const error = keep(new (errors[String(one)] ?? Error)(String(two)))
      error.stack = String(three)
      return error
    }
    case 'b':
      return keep(fromBase64(String(one)).buffer)
    case 'v': {
      const bytes = fromBase64(String(two))
      const View = views[String(one)]
      return keep(View === undefined ? bytes : new View(bytes.buffer))
    }
    case 'a': {
      const array = keep<unknown[]>([])
      for (const held of one as readonly number[]) array.push(get(held))
      return array
    }
    case 'w':
      return keep(Object(one))
    case 'o': {
      const object = keep<Record<string, unknown>>({})
      for (const [key, held] of one as readonly [string, number][]) {
        Object.defineProperty(object, key, {
          value: get(held),
          writable: true,
          enumerable: true,
          configurable: true,
        })
      }
      return object
    }
    default:
      return keep(one)
  }
}
