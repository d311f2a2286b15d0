import type { Entry, Source } from '@/shared/api/types';
import type { Language, Translate } from '@/shared/i18n/i18n';
import { formatTime } from '@/shared/time/format';

export function sourceWords(source: Source, t: Translate): string {
  return t(`conversations.source_${source}`);
}

const closers = ['agent', 'buyer', 'timer', 'supervisor', 'abandoned'] as const;

/** What happened, as one quiet line. */
export function lineWords(entry: Entry, t: Translate, lang: Language, now: number): string {
  const data = entry.data ?? {};
  switch (entry.kind) {
    case 'inflow': {
      const from = t('conversations.lineInflow', {
        source: sourceWords(data.source ?? 'other', t), inquiry: t(`common.${data.inquiry ?? 'presale'}`),
      });
      return data.pageTitle ? `${from} · ${data.pageTitle}` : from;
    }
    case 'queued': return t('conversations.lineQueued');
    case 'offline_message':
      return data.dueAt ? t('conversations.lineOfflineDue', { at: formatTime(data.dueAt, now, lang) }) : t('conversations.lineOffline');
    case 'assigned': return t('conversations.lineAssigned', { name: data.agentName ?? '' });
    case 'transferred': {
      if (data.reason === 'takeover') return t('conversations.lineTakenOver', { by: data.byName ?? data.toAgentName ?? '' });
      const groups = data.toGroup?.map((group) => t(`common.${group}`)).join(' · ');
      const to = data.toAgentName ?? (groups || t('conversations.theQueue'));
      const words = t('conversations.lineTransferred', { by: data.byName ?? data.fromAgentName ?? '', to, reason: data.reason ?? '' });
      return data.note ? `${words} · ${t('conversations.handoverNote', { note: data.note })}` : words;
    }
    case 'requeued': return t(data.cause === 'agent_offline' ? 'conversations.lineRequeuedOffline' : 'conversations.lineRequeued');
    case 'closed': {
      const by = closers.find((one) => one === data.by) ?? 'agent';
      return [t(`conversations.lineClosed_${by}`), data.reason, ...(data.tags ?? [])].filter(Boolean).join(' · ');
    }
    case 'rated': return [t('conversations.lineRated', { stars: data.stars ?? 0 }), ...(data.tags ?? []), entry.text ?? data.note].filter(Boolean).join(' · ');
    case 'abandoned': return t('conversations.lineAbandoned');
    case 'rating_invitation': return t('conversations.lineInvited');
    default: return entry.text ?? '';
  }
}

/** A row's last message in a few words. */
export function lastWords(last: { kind: Entry['kind']; text?: string } | undefined, t: Translate): string {
  if (!last) return '';
  if (last.kind === 'image') return t('conversations.lastImage');
  if (last.kind === 'file') return t('conversations.lastFile');
  if (last.kind === 'product_card') return t('conversations.lastCard');
  if (last.kind === 'note') return `${t('conversations.lastNote')}${last.text ?? ''}`;
  if (last.text) return last.text;
  if (last.kind === 'text' || last.kind === 'hidden' || last.kind === 'recall') return last.kind === 'recall' ? t('conversations.recalled') : '';
  return last.kind === 'card' ? t('conversations.lastCard') : t(`conversations.last_${last.kind}`);
}
