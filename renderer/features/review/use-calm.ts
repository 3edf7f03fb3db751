import { useEffect, useState } from 'react'

/**
 * The value as it was when it last stayed the same for so many milliseconds; with none, as it is now. For what may lag
 * behind quick decisions, so that it never stands between a key and the next fact.
 */
export function useCalm<T>(value: T, ms: number): T {
  const [calm, setCalm] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setCalm(value), ms)
    return () => clearTimeout(timer)
  }, [value, ms])
  return ms === 0 ? value : calm
}
