import { useLayoutEffect, useRef } from 'react'

/** The value of the latest draw. On its own, so that what stays from draw to draw holds nothing of the first one. */
export function useLatest<T>(value: T): { readonly current: T } {
  const ref = useRef(value)
  useLayoutEffect(() => {
    ref.current = value
  }, [value])
  return ref
}
