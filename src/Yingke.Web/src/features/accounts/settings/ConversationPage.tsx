import { Form, Radio } from 'antd';
import { useT } from '@/shared/i18n/i18n';
import { NumberField, Section, SwitchField, WordsField } from './fields';
import { SettingsForm } from './SettingsForm';

export default function ConversationPage() {
  const t = useT();
  return (
    <SettingsForm title={t('settings.conversation')} lead={t('settings.conversationLead')} read={({ conversation }) => ({ conversation })} write={(settings, { conversation }) => ({ ...settings, conversation })}>
      <Form.Item name={['conversation', 'closingHabit']} label={t('settings.closingHabit')} extra={t('settings.closingHabitHint')}>
        <Radio.Group options={[{ value: 'serve_to_end', label: t('settings.serveToEnd') }, { value: 'close_once_answered', label: t('settings.closeOnceAnswered') }]} />
      </Form.Item>
      <Form.Item name={['conversation', 'defaultInquiry']} label={t('settings.defaultInquiry')} extra={t('settings.defaultInquiryHint')}>
        <Radio.Group options={[{ value: 'presale', label: t('common.presale') }, { value: 'aftersale', label: t('common.aftersale') }]} />
      </Form.Item>
      <NumberField name={['conversation', 'autoCloseMinutes']} label={t('settings.autoClose')} hint={t('settings.autoCloseHint')} unit={t('settings.unitMinutes')} min={1} max={10_080} />
      <NumberField name={['conversation', 'ratingHours']} label={t('settings.ratingHours')} hint={t('settings.ratingHoursHint')} unit={t('settings.unitHours')} min={1} max={720} />
      <NumberField name={['conversation', 'recallSeconds']} label={t('settings.recall')} hint={t('settings.recallHint')} unit={t('settings.unitSeconds')} min={0} max={3600} />
      <SwitchField name={['conversation', 'typingPreview']} label={t('settings.typingPreview')} hint={t('settings.typingPreviewHint')} />
      <Section title={t('settings.wordLists')} hint={t('settings.wordListsHint')} />
      <WordsField name={['conversation', 'closeReasons']} label={t('settings.closeReasons')} max={50} />
      <WordsField name={['conversation', 'closeTags']} label={t('settings.closeTags')} max={50} />
      <WordsField name={['conversation', 'transferReasons']} label={t('settings.transferReasons')} max={50} required />
    </SettingsForm>
  );
}
