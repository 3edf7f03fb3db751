import { useEffect, useState, type ComponentType, type ReactNode } from 'react'
import { useT } from '../locales/locale.tsx'

/** A screen whose code comes when it is first asked for, or while nothing else is to do. */
export type LaterScreen<P> = ComponentType<P> & { readonly preload: () => Promise<void> }

/**
 * Makes a screen of code that is loaded later. Once it is there it is drawn at once, without a frame of waiting; where
 * loading fails, the screen's boundary says so.
 */
export function later<P extends object>(load: () => Promise<ComponentType<P>>): LaterScreen<P> {
  let loaded: ComponentType<P> | null = null
  const preload = async (): Promise<void> => {
    loaded ??= await load()
  }
  function Later(props: P): ReactNode {
    const t = useT()
    const [Screen, setScreen] = useState<ComponentType<P> | null>(() => loaded)
    useEffect(() => {
      if (Screen !== null) return undefined
      let gone = false
      preload().then(
        () => {
          if (!gone) setScreen(() => loaded)
        },
        (reason: unknown) => {
          // Thrown while drawing, so that the boundary around the screen catches it.
          if (!gone)
            setScreen(() => () => {
              throw reason instanceof Error ? reason : new Error(String(reason))
            })
        },
      )
      return () => {
        gone = true
      }
    }, [Screen])
    if (Screen === null) return <p className="empty">{t('ui.loading')}</p>
    return (
      <>
        <Screen {...props} />
        <TakeFocus />
      </>
    )
  }
  return Object.assign(Later, { preload })
}

/** A screen that takes no focus itself leaves it to its content: the next Tab is inside, not in the header. */
function TakeFocus(): null {
  useEffect(() => {
    const timer = setTimeout(() => {
      if (document.activeElement === document.body) document.getElementById('main')?.focus()
    })
    return () => clearTimeout(timer)
  }, [])
  return null
}
