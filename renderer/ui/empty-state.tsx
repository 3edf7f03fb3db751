import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'

/** What to do where there is nothing yet. */
export function EmptyState(props: {
  readonly title: string
  readonly text: ReactNode
  readonly icon?: IconName
  readonly children?: ReactNode
}): ReactNode {
  return (
    <div className="empty">
      {props.icon === undefined ? null : <Icon name={props.icon} size={28} />}
      <h2 className="empty-title">{props.title}</h2>
      <p className="empty-text">{props.text}</p>
      {props.children === undefined ? null : <div className="empty-ways">{props.children}</div>}
    </div>
  )
}
