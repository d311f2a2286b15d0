import type { Entry, Group, Inquiry, Source } from '@/shared/api/types';
import type { Language, Translate } from '@/shared/i18n/i18n';
import { formatTime } from '@/shared/time/format';

export function sourceWords(source: Source, t: Translate): string {
  return t(`conversations.source_${source}`);
}

const str = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What happened, as one quiet line. */
export function lineWords(entry: Entry, t: Translate, lang: Language, now: number): string {
  const data = entry.data ?? {};
  switch (entry.kind) {
    case 'inflow': {
      const from = t('conversations.lineInflow', {
        source: sourceWords((str(data.source) || 'other') as Source, t), inquiry: t(`common.${(str(data.inquiry) || 'presale') as Inquiry}`),
      });
      return str(data.pageTitle) ? `${from} · ${str(data.pageTitle)}` : from;
    }
    case 'queued': return t('conversations.lineQueued');
    case 'offline_message':
      return str(data.dueAt) ? t('conversations.lineOfflineDue', { at: formatTime(str(data.dueAt), now, lang) }) : t('conversations.lineOffline');
    case 'assigned': return t('conversations.lineAssigned', { name: str(data.agentName) });
    case 'transferred': {
      const to = str(data.toAgentName) || (str(data.toGroup) ? t(`common.${data.toGroup as Group}`) : t('conversations.theQueue'));
      const words = t('conversations.lineTransferred', { by: str(data.byName) || str(data.fromAgentName), to, reason: str(data.reason) });
      return str(data.note) ? `${words} · ${t('conversations.handoverNote', { note: str(data.note) })}` : words;
    }
    case 'requeued': return t(data.cause === 'agent_offline' ? 'conversations.lineRequeuedOffline' : 'conversations.lineRequeued');
    case 'closed': {
      const by = ['agent', 'buyer', 'timer', 'supervisor', 'abandoned'].includes(str(data.by)) ? (str(data.by) as 'agent') : 'agent';
      const tags = Array.isArray(data.tags) ? (data.tags as string[]) : [];
      return [t(`conversations.lineClosed_${by}`), str(data.reason), ...tags].filter(Boolean).join(' · ');
    }
    case 'rated': {
      const tags = Array.isArray(data.tags) ? (data.tags as string[]) : [];
      return [t('conversations.lineRated', { stars: Number(data.stars) }), ...tags, entry.text ?? str(data.note)].filter(Boolean).join(' · ');
    }
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
