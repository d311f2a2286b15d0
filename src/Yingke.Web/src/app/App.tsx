import { QueryClientProvider } from '@tanstack/react-query';
import { App as Ant, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { useLayoutEffect, useMemo } from 'react';
import { RouterProvider } from 'react-router';
import { queries } from '@/shared/api/queries';
import { language } from '@/shared/i18n/i18n';
import { useStore } from '@/shared/store';
import { useMode } from '@/shared/theme/mode';
import { themeOf, writeProperties } from '@/shared/theme/theme';
import { router } from './routes';

export function App() {
  const mode = useMode();
  const lang = useStore(language);
  const theme = useMemo(() => themeOf(mode), [mode]);
  useLayoutEffect(() => writeProperties(mode, document.documentElement), [mode]);
  useLayoutEffect(() => {
    document.documentElement.lang = lang;
  }, [lang]);
  return (
    <ConfigProvider theme={theme} locale={lang === 'zh-CN' ? zhCN : enUS} button={{ autoInsertSpace: false }}>
      <Ant component={false} message={{ maxCount: 3 }}>
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </Ant>
    </ConfigProvider>
  );
}
