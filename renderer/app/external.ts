import { useSyncExternalStore } from 'react'

/** A value outside React that components may watch. */
export interface External<T> {
  readonly get: () => T
  readonly set: (next: T | ((value: T) => T)) => void
  readonly subscribe: (listener: () => void) => () => void
}

export function external<T>(initial: T): External<T> {
  let value = initial
  const listeners = new Set<() => void>()
  return {
    get: () => value,
    set: (next) => {
      const made = typeof next === 'function' ? (next as (value: T) => T)(value) : next
      if (Object.is(made, value)) return
      value = made
      for (const listener of listeners) listener()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}

export const useExternal = <T>(source: External<T>): T => useSyncExternalStore(source.subscribe, source.get)
