import { describe, expect, it } from 'vitest'
import { languageOf } from './language.ts'

describe('the language of a text', () => {
  it.each([
    ['de', 'Die Ministerin reiste am Montag nach Kronburg, um dort über die Fangquoten zu verhandeln.'],
    ['en', 'The minister travelled to Kronburg on Monday for talks about the quotas of the fishing fleet.'],
    ['fr', 'La ministre s’est rendue lundi à Kronburg pour des entretiens sur les quotas de pêche.'],
    ['ru', 'Министр прибыла в понедельник в Кронбург, чтобы обсудить квоты на вылов рыбы и пошлины.'],
    ['vi', 'Bộ trưởng đã đến Kronburg hôm thứ Hai để hội đàm về hạn ngạch đánh bắt cá của hai nước.'],
    ['zh', '部长星期一抵达克龙堡，就捕鱼配额与总统举行会谈，双方同意在六月底以前提交一份草案，并继续就关税问题进行谈判，部长星期二前往阿尔马港会见议员。'],
  ])('is %s', (code, text) => {
    expect(languageOf(text)).toBe(code)
  }) // prettier-ignore

  it.each([
    'Hà Nội, Hải Phòng: Der Botschafter ist mit Nguyễn Thị Hồng nach Bến Tre gereist und hat über eine Schule gesprochen.',
    'Das Buch «海洋与渔业史» wird am Montag von der Ministerin in 克龙堡 vorgestellt, auch für Gäste aus 阿尔马港 und 东海岸.',
    'Kabul – Abdullah Habibullah Rahmani, Sprecher von Mawlawi Hakim, hat eine Reise nach Herat und Masar-e Scharif angekündigt.',
  ])('is German though foreign names outnumber its words: %s', (text) => {
    expect(languageOf(text)).toBe('de')
  })

  it('is not guessed from a few words', () => {
    expect(languageOf('Hafen gesperrt')).toBeNull()
  })
})
