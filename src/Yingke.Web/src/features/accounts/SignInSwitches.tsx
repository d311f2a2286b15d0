import { Select } from 'antd';
import { language, useT } from '@/shared/i18n/i18n';
import { useStore } from '@/shared/store';
import { modeChoice } from '@/shared/theme/mode';
import styles from './SignIn.module.css';

export function SignInSwitches() {
  const t = useT();
  const mode = useStore(modeChoice);
  const lang = useStore(language);
  return (
    <div className={styles.switches}>
      <Select size="small" variant="borderless" aria-label={t('common.mode')} value={mode} onChange={(next) => modeChoice.set(next)}
        popupMatchSelectWidth={false}
        options={[
          { value: 'system', label: t('common.modeSystem') },
          { value: 'light', label: t('common.modeLight') },
          { value: 'dark', label: t('common.modeDark') },
        ]} />
      <Select size="small" variant="borderless" aria-label={t('common.language')} value={lang} onChange={(next) => language.set(next)}
        popupMatchSelectWidth={false}
        options={[{ value: 'zh-CN', label: '简体中文' }, { value: 'en-US', label: 'English' }]} />
    </div>
  );
}
