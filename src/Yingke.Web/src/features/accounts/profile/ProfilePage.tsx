import { useT } from '@/shared/i18n/i18n';
import { Screen } from '@/shared/parts/Screen';
import { useMe } from '@/shared/session';
import { AboutMe } from './AboutMe';
import { ChangePassword } from './ChangePassword';
import styles from './Profile.module.css';
import { SecondFactor } from './SecondFactor';
import { SessionList } from './SessionList';

/** 我的账号: what everybody sets about themselves. */
export default function ProfilePage() {
  const t = useT();
  const me = useMe();
  const groups = me.agent.groups.map((group) => t(`common.${group}`)).join(' · ');
  return (
    <Screen title={t('common.me')}>
      <div className={styles.page}>
        <p className={styles.facts}>
          <span>{t('accounts.account')}: {me.agent.accountName}</span>
          <span>{t('accounts.post')}: {me.agent.post.name}</span>
          {groups && <span>{t('accounts.groups')}: {groups}</span>}
          {me.agent.employeeNumber && <span>{t('accounts.employeeNumber')}: {me.agent.employeeNumber}</span>}
        </p>
        <AboutMe />
        <ChangePassword />
        <SecondFactor />
        <SessionList />
      </div>
    </Screen>
  );
}
