import { useEffect, useState, type ReactNode } from 'react'
import { useLocale } from '../../locales/locale.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'

/** Work whose end is not known beforehand: what is being done, and for how long already. */
export function Working(props: { readonly label: string }): ReactNode {
  const { t, format } = useLocale()
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setSeconds((before) => before + 1), 1000)
    return () => clearInterval(timer)
  }, [])
  return (
    <ProgressBar
      label={props.label}
      done={0}
      total={null}
      detail={seconds === 0 ? undefined : t('keep.since', { time: format.duration(seconds * 1000) })}
    />
  )
}
