/**
 * Half of a context bridge, run in each of two worlds of one page that share the DOM and no objects
 * (docs/latest/tutorial/context-isolation, docs/latest/api/context-bridge).
 *
 * The worlds talk through custom events on `document`, whose names only they know: dispatching is synchronous, and
 * Chromium clones `detail` from one world to the other. Functions cross as numbers, promises settle later, plain
 * objects are walked and frozen, everything else must clone. All built-ins are taken before the page runs, so that a
 * page that changes its own cannot reach into the other world.
 */

type Tag = readonly [kind: string, ...rest: readonly unknown[]]
type Message = readonly [kind: string, ...rest: readonly unknown[]]
type Anything = (...args: readonly unknown[]) => unknown

export interface Bridge {
  /** Makes a value a frozen member of the other world's window. Throws where there is one of that name. */
  readonly expose: (key: string, value: unknown) => void
}

/** Installs one half. `side` is this world: m is the page's own, i the preload's. */
export function installBridge(secret: string, side: 'm' | 'i'): Bridge {
  const mine = secret + side
  const other = secret + (side === 'm' ? 'i' : 'm')
  const { keys, defineProperty, freeze, getPrototypeOf } = Object
  const { apply } = Reflect
  const { isArray } = Array
  const PromiseOf = Promise
  const ErrorOf = Error
  const EventOf = CustomEvent
  const text = String
  const clone = structuredClone
  const page = window
  const root = document
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called through Reflect.apply, whatever the page does to them later
  const { then } = Promise.prototype
  // eslint-disable-next-line @typescript-eslint/unbound-method -- as above
  const { toString } = Object.prototype
  // eslint-disable-next-line @typescript-eslint/unbound-method -- as above
  const { addEventListener, dispatchEvent } = EventTarget.prototype
  // eslint-disable-next-line @typescript-eslint/unbound-method -- as above
  const { stopImmediatePropagation } = Event.prototype
  // eslint-disable-next-line @typescript-eslint/unbound-method -- as above
  const detailOf = Object.getOwnPropertyDescriptor(CustomEvent.prototype, 'detail')?.get as Anything
  const mapGet = Reflect.get(Map.prototype, 'get') as Anything
  const mapSet = Reflect.get(Map.prototype, 'set') as Anything
  const mapDelete = Reflect.get(Map.prototype, 'delete') as Anything
  const weakGet = Reflect.get(WeakMap.prototype, 'get') as Anything
  const weakSet = Reflect.get(WeakMap.prototype, 'set') as Anything

  const functions = new Map<number, Anything>()
  const numbers = new WeakMap<Anything, number>()
  const promises = new Map<number, readonly [(value: unknown) => void, (error: unknown) => void]>()
  let last = 0
  let reply: Tag | undefined

  /** Array.prototype.map, which the page cannot change. */
  const each = <A, B>(array: readonly A[], change: (value: A) => B): readonly B[] => {
    const changed: B[] = []
    for (let at = 0; at < array.length; at++) {
      defineProperty(changed, at, {
        value: change(array[at] as A),
        writable: true,
        enumerable: true,
        configurable: true,
      })
    }
    return changed
  }
  const isPlain = (value: object): boolean =>
    getPrototypeOf(value) === null || apply(toString, value, []) === '[object Object]'

  const post = (message: Message): Tag | undefined => {
    reply = undefined
    apply(dispatchEvent, root, [new EventOf(other, { detail: message })])
    return reply
  }

  const encode = (value: unknown, depth = 0): Tag => {
    if (depth > 1000) throw new TypeError('Electron contextBridge recursion depth exceeded.')
    if (typeof value === 'symbol') return ['u']
    if (typeof value === 'function') return ['f', numberOf(value as Anything)]
    if (value === null || typeof value !== 'object') return ['p', value]
    if (value instanceof PromiseOf) {
      const id = ++last
      void apply(then, value, [
        (result: unknown) => post(['settled', id, true, encode(result)]),
        (error: unknown) => post(['settled', id, false, encode(error)]),
      ])
      return ['P', id]
    }
    if (value instanceof ErrorOf) return ['e', text(value.message), text(value.stack)]
    if (isArray(value)) return ['a', each(value as readonly unknown[], (held) => encode(held, depth + 1))]
    if (isPlain(value)) {
      const held = value as Record<string, unknown>
      return ['o', each(keys(value), (key) => [key, encode(held[key], depth + 1)] as const)]
    }
    try {
      return ['c', clone(value)]
    } catch {
      throw new TypeError('An object could not be cloned.')
    }
  }

  const numberOf = (value: Anything): number => {
    const known = apply(weakGet, numbers, [value]) as number | undefined
    if (known !== undefined) return known
    const id = ++last
    apply(weakSet, numbers, [value, id])
    apply(mapSet, functions, [id, value])
    return id
  }

  const decode = ([kind, one, two]: Tag, frozen: boolean): unknown => {
    switch (kind) {
      case 'p':
      case 'c':
        return one
      case 'e': {
        const error = new ErrorOf(text(one))
        error.stack = text(two)
        return error
      }
      case 'a': {
        const array = each(one as readonly Tag[], (held) => decode(held, frozen))
        return frozen ? freeze(array) : array
      }
      case 'o': {
        const object = {}
        each(one as readonly (readonly [string, Tag])[], ([key, held]) =>
          defineProperty(object, key, {
            value: decode(held, frozen),
            enumerable: true,
            writable: true,
            configurable: true,
          }),
        )
        return frozen ? freeze(object) : object
      }
      case 'P':
        return new PromiseOf((resolve, reject) => {
          apply(mapSet, promises, [one, [resolve, reject]])
        })
      case 'f': {
        const proxied = (...args: readonly unknown[]): unknown => call(one as number, args)
        return frozen ? freeze(proxied) : proxied
      }
      default:
        return undefined
    }
  }

  const call = (id: number, args: readonly unknown[]): unknown => {
    const answered = post(['call', id, each(args, (arg) => encode(arg))])
    if (answered === undefined) throw new ErrorOf('The other world is gone.')
    const value = decode(answered[1] as Tag, false)
    if (answered[0] === 'returned') return value
    throw value
  }

  const run = (id: number, args: readonly Tag[]): Tag => {
    try {
      const called = apply(mapGet, functions, [id]) as Anything
      return [
        'returned',
        encode(apply(called, undefined, each(args, (arg) => decode(arg, false)) as unknown[])),
      ]
    } catch (error) {
      return ['threw', encode(error instanceof ErrorOf ? error : new ErrorOf(text(error)))]
    }
  }

  const receive = (event: Event): void => {
    apply(stopImmediatePropagation, event, [])
    const [kind, one, two, three] = apply(detailOf, event, []) as Message
    if (kind === 'call') post(['reply', run(one as number, two as readonly Tag[])])
    else if (kind === 'reply') reply = one as Tag
    else if (kind === 'settled') {
      const waiting = apply(mapGet, promises, [one]) as
        readonly [(value: unknown) => void, (error: unknown) => void] | undefined
      apply(mapDelete, promises, [one])
      waiting?.[two === true ? 0 : 1](decode(three as Tag, false))
    } else if (kind === 'expose') {
      const free = !(text(one) in page)
      if (free) {
        defineProperty(page, text(one), {
          value: decode(two as Tag, true),
          enumerable: true,
          writable: false,
          configurable: false,
        })
      }
      post(['reply', [free ? 'returned' : 'threw']])
    }
  }
  apply(addEventListener, root, [mine, receive])

  return {
    expose(key, value) {
      if (post(['expose', key, encode(value)])?.[0] !== 'returned')
        throw new ErrorOf('Cannot bind an API on top of an existing property on the window object')
    },
  }
}
