import { useCallback, useEffect, useRef, useState } from 'react'
import type { BelegFailure } from '../../../shared/errors.ts'
import type { HistoryRow } from '../../../shared/model/views.ts'
import { useQuery, useStore } from '../../app/store.ts'
import type { HistoryFilter } from './history-filter.ts'

const pageSize = 200
/** So many steps are looked for before the first ones show as all there are in view. */
const firstScreen = 60
/** Older steps are asked for when so few are left below the cursor. */
const ahead = 60

interface Read {
  readonly key: string
  readonly rows: readonly HistoryRow[]
  /** Where to go on; null at the beginning of the history. */
  readonly next: number | null
}

export interface Steps {
  /** Undefined until the first answer has come. */
  readonly rows: readonly HistoryRow[] | undefined
  readonly more: boolean
  readonly reading: boolean
  readonly error: BelegFailure | null
  /** Names the last row in view, so that older steps come in time. */
  readonly show: (last: number) => void
}

/**
 * Steps of the history, newest first, read back as far as they are looked at. When something changes, what was read is
 * read again to the same depth, and the old rows stay on the screen meanwhile.
 */
export function useSteps(filter: HistoryFilter): Steps {
  const store = useStore()
  const first = useQuery('history.list', { ...filter, limit: pageSize })
  const [read, setRead] = useState<Read | null>(null)
  const [reading, setReading] = useState(false)
  const [error, setError] = useState<BelegFailure | null>(null)
  const [wanted, setWanted] = useState(firstScreen)
  const key = JSON.stringify(filter)
  const depth = useRef({ key: '', rows: 0 })

  useEffect(() => {
    const start = first.value
    if (start === undefined) return
    let current = true
    const goOn = async (): Promise<void> => {
      const goal = Math.max(wanted, depth.current.key === key ? depth.current.rows : 0)
      let rows: readonly HistoryRow[] = start.rows
      let next = start.next ?? null
      if (next !== null && rows.length < goal) setReading(true)
      while (next !== null && rows.length < goal) {
        const answer = await store.call('history.list', { ...filterFrom(key), before: next, limit: 500 })
        if (!current) return
        if (!answer.ok) {
          setError(answer.error)
          break
        }
        rows = [...rows, ...answer.value.rows]
        next = answer.value.next ?? null
        // Rows that are found late are shown as they come.
        if (depth.current.key !== key) setRead({ key, rows, next })
      }
      depth.current = { key, rows: rows.length }
      setRead({ key, rows, next })
      setReading(false)
    }
    void goOn()
    return () => {
      current = false
    }
  }, [first.value, key, store, wanted])

  const rows = read?.rows
  const count = rows?.length ?? 0
  const show = useCallback(
    (last: number) => {
      if (last + ahead > count) setWanted((before) => Math.max(before, last + ahead))
    },
    [count],
  )
  return {
    rows: first.value === undefined && read?.key !== key ? rows : (rows ?? first.value?.rows),
    more: read !== null && read.next !== null,
    reading: reading || first.loading,
    error: first.error ?? error,
    show,
  }
}

const filterFrom = (key: string): HistoryFilter => JSON.parse(key) as HistoryFilter
