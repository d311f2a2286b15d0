import { useMemo } from 'react';
import type { TextMark } from '@/features/conversations/log/MarkedText';
import type { Pointing } from '@/features/conversations/records/Transcript';
import type { Finding, Marks } from '@/features/quality/types';
import { useT } from '@/shared/i18n/i18n';

/** The machine's findings in the text that they are about, and the messages that are evidence. */
export function usePointing(findings: Finding[], marks: Marks, active: string | null, here: number | undefined, onPick: ((seq: number) => void) | undefined): Pointing {
  const t = useT();
  return useMemo(() => {
    const [texts, remarks] = [new Map<number, TextMark[]>(), new Map<number, string[]>()];
    findings.forEach(({ kind, seq, start, end, seconds }, place) => {
      const dropped = marks.rejected.includes(place);
      const words = `${t(`quality.finding_${kind}`)}${seconds === undefined ? '' : ` ${t('quality.took', { n: seconds })}`}`;
      if (start !== undefined && end !== undefined)
        texts.set(seq, [...(texts.get(seq) ?? []), { start, end, title: words, tone: marks.accepted.includes(place) ? 'kept' : dropped ? 'dropped' : 'open' }]);
      else if (!dropped) remarks.set(seq, [...(remarks.get(seq) ?? []), words]);
    });
    const shown = marks.items.filter(({ item }) => active === null || item === active).flatMap(({ evidence }) => evidence.map(({ seq }) => seq));
    return { marks: texts, remarks, attached: new Set(shown), here, ...(onPick && { onPick }) };
  }, [findings, marks, active, here, onPick, t]);
}
