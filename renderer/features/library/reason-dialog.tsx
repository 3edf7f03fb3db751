import { useState, type ReactNode } from 'react'
import { useT } from '../../locales/locale.tsx'
import { Combobox } from '../../ui/combobox.tsx'
import { Dialog } from '../../ui/dialog.tsx'

const reasons = ['topic', 'advert', 'duplicate', 'unreadable', 'language'] as const

/** Why an article is not relevant: a digit, one's own words, or Enter without any. */
export function ReasonDialog(props: {
  readonly title: string
  readonly onReason: (reason: string | undefined) => void
  readonly onClose: () => void
}): ReactNode {
  const t = useT()
  const [words, setWords] = useState('')
  const [active, setActive] = useState(0)
  const own = words.trim()
  const options: readonly {
    readonly id: string
    readonly label: string
    readonly reason: string | undefined
  }[] =
    own === ''
      ? [
          { id: 'none', label: t('reason.none'), reason: undefined },
          ...reasons.map((reason) => ({
            id: reason,
            label: t(`reason.${reason}`),
            reason: t(`reason.${reason}`),
          })),
        ]
      : [{ id: 'own', label: t('reason.own', { words: own }), reason: own }]
  return (
    <Dialog title={t('reason.title')} onClose={props.onClose} bare>
      <div className="palette">
        <p className="reason-article">{props.title}</p>
        <Combobox
          label={t('reason.title')}
          placeholder={t('reason.placeholder')}
          query={words}
          onQuery={(text) => {
            setWords(text)
            setActive(0)
          }}
          options={options}
          active={Math.min(active, options.length - 1)}
          onActive={setActive}
          onTake={(option) => props.onReason(option.reason)}
          onLeave={props.onClose}
          digits="whenEmpty"
        />
      </div>
    </Dialog>
  )
}
